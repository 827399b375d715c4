"""What may go out: exactly what the Head approved, as a job for a channel."""

from __future__ import annotations

from datetime import datetime

from soptui.channels.contract import Job
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.desk.step3_approval import newest_submission
from soptui.errors import Refused
from soptui.i18n import _
from soptui.sop.manifest import Manifest
from soptui.sop.office import Office
from soptui.sop.step3_approval import Decided, covers
from soptui.store.tables import Decision, Delivery


def job_for(desk: Desk, delivery: Delivery, published_at: datetime) -> Job:
    """The job of a delivery. Raises Refused where its content is not what was approved."""
    submission = newest_submission(delivery.coverage)
    decision: Decision | None = (
        Decision.get_or_none(Decision.submission == submission) if submission else None
    )
    if submission is None or decision is None:
        raise _not_approved()
    manifest = _parsed(submission.manifest)
    if not covers(Decided(decision.outcome, decision.digest), delivery.digest):
        raise _not_approved()
    if manifest is None or manifest.digest != delivery.digest:
        raise Refused(
            _("The stored content is not the content that was approved; nothing was sent."),
            remedy=_("Tell the administrator: the database may have been changed by hand."),
        )
    return Job(
        manifest=manifest,
        revision=delivery.revision,
        key=delivery.key,
        approved_at=decision.decided_at,
        published_at=published_at,
        office=read_office() or Office(name=""),
        source=desk.home.original,
    )


def _parsed(manifest: str) -> Manifest | None:
    try:
        return Manifest.parse(manifest)
    except (ValueError, KeyError, TypeError):
        return None


def _not_approved() -> Refused:
    return Refused(
        _("The Head's approval does not cover this content; nothing was sent."),
        remedy=_("Withdraw the release and submit it again."),
    )
