"""The office's logo on pictures: chosen by an administrator, kept by its content."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.errors import InvalidInput, NotFound, StorageError
from soptui.i18n import _
from soptui.paths import Home
from soptui.sop.logo import Corner, Logo, logo_of
from soptui.sop.office import Office
from soptui.sop.roles import Permission
from soptui.store.guard import update_guarded
from soptui.store.tables import OfficeRow
from soptui.store.trail import record

HEAVIEST = 10_000_000
"""Bytes of a file that is looked at as a logo."""


def read_logo(desk: Desk) -> Logo | None:
    """The logo in force; None where pictures go out without one."""
    with desk.look():
        return logo_of((read_office() or Office("")).logo)


def set_logo(
    desk: Desk, file: str, corner: Corner, per_cent: int, *, website: bool = False
) -> Logo:
    """Draw the PNG at the path `file` on pictures from now on; an empty one is the logo in force.
    What was submitted stays as it is. Slow: call it in a thread.

    Raises InvalidInput, MediaError, NotFound, StorageError.
    """
    desk.actor.require(Permission.MANAGE_OFFICE)
    sha256 = _keep(desk.home, file.strip()) if file.strip() else _known(desk)
    logo = Logo(sha256, corner, per_cent, website)
    _write(desk, logo)
    return logo


def drop_logo(desk: Desk) -> None:
    """Let pictures go out without a logo."""
    _write(desk, None)


def _write(desk: Desk, logo: Logo | None) -> None:
    with desk.act(Permission.MANAGE_OFFICE) as now:
        row: OfficeRow | None = OfficeRow.select().order_by(OfficeRow.id).first()
        if row is None:
            raise NotFound(_("The office is not set up yet."))
        office = Office(**row.profile)
        profile = asdict(logo) if logo else {}
        update_guarded(row, profile=asdict(replace(office, logo=profile)))
        record(desk.actor, now, "set_logo", office.name, **profile)


def _known(desk: Desk) -> str:
    logo = read_logo(desk)
    if logo is None:
        raise InvalidInput(
            _("There is no logo yet."), remedy=_("Write where its PNG lies on this machine.")
        )
    return logo.sha256


def _keep(home: Home, file: str) -> str:
    """Put a clean copy where its content belongs; its SHA-256."""
    import hashlib

    from soptui.media.atomic import written_whole
    from soptui.media.logo import clean_logo

    source = Path(file).expanduser()
    try:
        if not source.is_file() or source.stat().st_size > HEAVIEST:
            raise InvalidInput(
                _("There is no file of a logo's size there."),
                remedy=_("Write the whole path of a PNG of at most {limit} MB.").format(
                    limit=HEAVIEST // 1_000_000
                ),
            )
        data = clean_logo(source)
        sha256 = hashlib.sha256(data).hexdigest()
        with written_whole(home.logo(sha256)) as temporary:
            temporary.write_bytes(data)
    except OSError as error:
        raise StorageError(
            _("The logo could not be kept: {reason}.").format(reason=error.strerror),
            remedy=_("See whether the file may be read and the disk has room, then try again."),
        ) from error
    return sha256
