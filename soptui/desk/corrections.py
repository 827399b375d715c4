"""*Ralat* and *cabut tayang*: what stands in public is corrected or taken down, by a new approval.

Extensions of the printed SOP. A correction goes back to selection and through steps 3 and 4 again;
a takedown is about what stands there, so it goes before the Head at once.
"""

from __future__ import annotations

from soptui.desk.context import Desk, person_of
from soptui.desk.coverage import seen
from soptui.desk.moves import move
from soptui.desk.publication.deliveries import current_deliveries
from soptui.desk.standing import standing_manifest, takedown_of
from soptui.desk.texts import REASON, replace_text
from soptui.errors import InvalidInput, WrongStep
from soptui.i18n import _
from soptui.sop.privacy import mask
from soptui.sop.roles import Permission
from soptui.sop.step4_publication import UNSETTLED
from soptui.sop.workflow import Action
from soptui.store.tables import Coverage, Submission
from soptui.store.trail import record


def correct(desk: Desk, coverage_id: int, version: int, reason: str) -> None:
    """Take what stands in public back to selection, to be corrected. It stays as it is until the
    correction is approved. `reason` is what the public will read.

    Raises InvalidInput, WrongStep, Conflict, NotAllowed.
    """
    with desk.act(Permission.CORRECT) as now:
        coverage = _settled(coverage_id, version)
        tidy = _reason(reason)
        move(desk, coverage, Action.CORRECT, now, note=tidy, holder=person_of(desk.actor))
        replace_text(desk, coverage, REASON, tidy)


def take_down(desk: Desk, coverage_id: int, version: int, reason: str) -> None:
    """Ask the Head to let what stands in public be taken down, everywhere. Raises as `correct`."""
    with desk.act(Permission.CORRECT) as now:
        coverage = _settled(coverage_id, version)
        tidy = _reason(reason)
        stands = standing_manifest(coverage)
        if stands is None:
            raise WrongStep(_("Nothing of this coverage stands in public."))
        replace_text(desk, coverage, REASON, tidy)
        move(desk, coverage, Action.TAKE_DOWN, now, note=tidy)
        content = takedown_of(coverage, stands.digest)
        Submission.create(
            coverage=coverage,
            round=coverage.round,
            digest=content.digest,
            manifest=content.canonical().decode(),
            submitted_by=person_of(desk.actor),
            submitted_at=now,
        )
        record(desk.actor, now, "submit", coverage.code, digest=content.digest)


def _settled(coverage_id: int, version: int) -> Coverage:
    """The coverage, of whose posts it is known whether they stand there."""
    coverage = seen(coverage_id, version)
    if any(row.state in UNSETTLED for row in current_deliveries(coverage)):
        raise WrongStep(
            _("Of one channel nobody knows yet whether the post stands there."),
            remedy=_("Look there and say so first; then correct it or take it down."),
        )
    return coverage


def _reason(typed: str) -> str:
    """The reason in one line. Raises InvalidInput without one, and for numbers of persons in it."""
    reason = " ".join(typed.split())
    if not reason:
        raise InvalidInput(_("Say why; the public reads it."))
    if mask(reason) != reason:
        raise InvalidInput(
            _("There is a number of a person in the reason, and the public reads it."),
            remedy=_("Write it without the number."),
        )
    return reason
