"""What a channel is given to deliver: the approved manifest, and nothing that came after it."""

from __future__ import annotations

from pathlib import Path

from soptui.channels.contract import Job, Receipt
from soptui.channels.website.address import base_of
from soptui.channels.website.lending import Lending
from soptui.desk.approval.approved import require_approved
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.desk.publication.deliveries import earlier_post
from soptui.errors import Refused
from soptui.i18n import _
from soptui.paths import Home
from soptui.sop.manifest import Manifest
from soptui.sop.office import Office
from soptui.sop.purpose import Purpose
from soptui.store.tables import Delivery


def job_for(desk: Desk, delivery: Delivery) -> Job:
    """The job of a delivery. Call it inside a connection.

    Raises Refused unless the Head approved exactly what the delivery is about, naming what differs.
    """
    approved = require_approved(desk, delivery.coverage, delivery.revision)
    if approved.content.digest != delivery.digest:
        raise Refused(
            _("This delivery is about another content than was approved; nothing was sent."),
            remedy=_("Take it back to selection and submit it again; tell the administrator."),
        )
    if approved.content.purpose is not Purpose.TAKEDOWN:  # no file goes out then
        _require_files(desk.home, approved.content, delivery.channel)
    office = read_office() or Office(name="")
    base, shelf = base_of(office.website), desk.home.rendition
    return Job(
        manifest=approved.content,
        revision=delivery.revision,
        key=delivery.key,
        approved_at=approved.at,
        published_at=delivery.published_at or desk.now(),
        office=office,
        shelf=shelf,
        handle=delivery.handle,
        earlier=_earlier(approved.content, delivery),
        lender=Lending(desk.home.site, base, shelf) if base else None,
    )


def _earlier(content: Manifest, delivery: Delivery) -> Receipt | None:
    """Where stands what `content` corrects or takes down."""
    row = None if content.purpose is Purpose.RELEASE else earlier_post(delivery)
    return Receipt(row.url, row.handle) if row else None


def _require_files(home: Home, content: Manifest, channel: str) -> None:
    """Raise Refused unless every original, and every file that goes to `channel`, is the one that
    was approved; the sentence names the first that is not.
    """
    for place, entry in enumerate(content.media, start=1):
        files = [(home.original(entry.sha256), entry.sha256)]
        files += [
            (home.rendition(one.sha256), one.sha256)
            for one in entry.renditions
            if one.channel == channel
        ]
        if not all(_is(path, sha256) for path, sha256 in files):
            raise Refused(
                _("The file of picture {n} is not the one that was approved; nothing was sent.")
                .format(n=place),
                remedy=_("Run “soptui verify”, and put the file back from a backup."),
            )  # fmt: skip


def _is(path: Path, sha256: str) -> bool:
    from soptui.media.sha import file_sha256

    try:
        return file_sha256(path) == sha256
    except OSError:
        return False
