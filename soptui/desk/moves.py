"""Moving a coverage along the transition table: the one place where its state changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from soptui.desk.clocks import due_at, start_clock, stop_clock
from soptui.desk.context import Desk
from soptui.sop.privacy import mask
from soptui.sop.workflow import Action, State, transition
from soptui.store.guard import update_guarded
from soptui.store.tables import Coverage, Person
from soptui.store.trail import record


def move(
    desk: Desk,
    coverage: Coverage,
    action: Action,
    now: datetime,
    *,
    note: str = "",
    holder: Person | None = None,
    **detail: Any,
) -> None:
    """Take `action` on `coverage`: permission, new state and round, clocks, event.

    Call it inside a transaction, with the coverage as the acting person saw it: a version that is
    no longer the newest raises Conflict. Raises NotAllowed, WrongStep and InvalidInput as well.
    """
    change = transition(coverage.state, action, note, coverage.purpose)
    desk.actor.require(change.permission)
    origin = coverage.state
    update_guarded(
        coverage,
        state=change.to,
        round=coverage.round + 1 if change.new_round else coverage.round,
        purpose=change.purpose or coverage.purpose,
        standing=_standing(coverage, action, change.to),
        note=mask(note.strip()) if change.new_round else coverage.note,
        holder=holder,
        updated_at=now,
    )
    stop_clock(coverage, now)
    start_clock(desk, coverage, change.to, now)
    Coverage.update(due_at=due_at(desk, coverage, now)).where(Coverage.id == coverage.id).execute()
    record(desk.actor, now, action.value, coverage.code, origin=origin.value, to=change.to.value,
           round=coverage.round, note=note.strip(), **detail)  # fmt: skip


def _standing(coverage: Coverage, action: Action, to: State) -> int | None:
    """The round that stands in public afterwards."""
    if to is State.TAKEN_DOWN:
        return None
    return coverage.round if action is Action.COMPLETE else coverage.standing
