"""What a channel is given to deliver: the approved manifest, and nothing that came after it."""

from __future__ import annotations

from soptui.channels.contract import Job
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.desk.step3_approval import decision_for, newest_submission
from soptui.errors import Refused
from soptui.i18n import _
from soptui.sop.manifest import Manifest
from soptui.sop.office import Office
from soptui.sop.step3_approval import covers
from soptui.store.tables import Decision, Delivery


def job_for(desk: Desk, delivery: Delivery) -> Job:
    """The job of a delivery. Call it inside a connection.

    Raises Refused unless the Head approved exactly what the delivery is about: the manifest is read
    again and its digest computed anew, whatever the database says of it.
    """
    submission = newest_submission(delivery.coverage)
    decision = decision_for(delivery.coverage)
    manifest = Manifest.parse(submission.manifest) if submission else None
    if manifest is None or not covers(decision, manifest.digest):
        raise _refusal()
    if manifest.digest != delivery.digest:
        raise _refusal()
    row = Decision.get(Decision.submission == submission)
    return Job(
        manifest=manifest,
        revision=delivery.revision,
        key=delivery.key,
        approved_at=row.decided_at,
        published_at=delivery.published_at or desk.now(),
        office=read_office() or Office(name=""),
        source=desk.home.original,
    )


def _refusal() -> Refused:
    return Refused(
        _("What stands in the database is not what the Head approved; nothing was sent."),
        remedy=_("Take it back to selection and submit it again; tell the administrator."),
    )
