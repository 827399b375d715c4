"""*Uji konsekuensi*: a submitted release in doubt is parked for the PPID (UU 14/2008, article 17).

It stays before the Head with its clock paused; nobody decides about it until it is taken back.
"""

from __future__ import annotations

from datetime import datetime

from soptui.desk.clocks import open_cycles
from soptui.desk.context import Desk, coverage_of
from soptui.desk.coverage import end_pauses, start_pause
from soptui.errors import InvalidInput, WrongStep
from soptui.i18n import _
from soptui.sop.cycle import PauseReason
from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.store.tables import Coverage, PauseRow
from soptui.store.trail import record


def park(desk: Desk, coverage_id: int, note: str) -> None:
    """Send a submitted release to the harm test; `note` says what is in doubt."""
    _require_note(note)
    with desk.act(Permission.DECIDE) as now:
        coverage = _submitted(coverage_id)
        start_pause(desk, coverage, PauseReason.HARM_TEST, note, now)
        record(desk.actor, now, "park", coverage.code, note=note.strip())


def take_back(desk: Desk, coverage_id: int, note: str) -> None:
    """Take it back from the harm test; `note` says what came of it."""
    _require_note(note)
    with desk.act(Permission.DECIDE) as now:
        coverage = _submitted(coverage_id)
        if not is_parked(coverage, now):
            raise WrongStep(_("This release is not in the harm test."))
        end_pauses(desk, coverage, now)
        record(desk.actor, now, "unpark", coverage.code, note=note.strip())


def is_parked(coverage: Coverage, now: datetime) -> bool:
    """Whether the release is in the harm test at `now`."""
    return any(
        PauseRow.select()
        .where(
            (PauseRow.cycle == cycle)
            & (PauseRow.reason == PauseReason.HARM_TEST)
            & PauseRow.ended_at.is_null()
            & (PauseRow.until_at > now)
        )
        .exists()
        for cycle in open_cycles(coverage)
    )


def require_not_parked(coverage: Coverage, now: datetime) -> None:
    """Raise WrongStep while the release is in the harm test."""
    if is_parked(coverage, now):
        raise WrongStep(
            _("This release is in the harm test; nothing was decided."),
            remedy=_("Take it back with U first, and write what came of it."),
        )


def _submitted(coverage_id: int) -> Coverage:
    coverage = coverage_of(coverage_id)
    if coverage.state is not State.APPROVAL:
        raise WrongStep(_("This release is no longer waiting for a decision."))
    return coverage


def _require_note(note: str) -> None:
    if not note.strip():
        raise InvalidInput(
            _("A note is needed here, so that the others know why."),
            remedy=_("Write one sentence and try again."),
        )
