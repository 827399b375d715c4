"""Starting and stopping the clocks of a coverage's steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from soptui.desk.context import Desk
from soptui.desk.office import read_calendar
from soptui.sop.cycle import Cycle, Pause
from soptui.sop.sla import measure
from soptui.sop.workflow import State
from soptui.store.tables import Coverage, CycleRow, PauseRow


def start_clock(desk: Desk, coverage: Coverage, state: State, at: datetime) -> None:
    """Open the cycle of `state`'s step in the coverage's round; nothing at the procedure's ends.

    Publication's begins when the embargo ends, if that is later (domain §2, S4).
    """
    if state.step is None:
        return
    if state is State.PUBLICATION and coverage.embargo_at is not None:
        at = max(at, coverage.embargo_at)
    minutes = desk.procedure.step(state.step).minutes
    CycleRow.create(
        coverage=coverage,
        step=state.step,
        round=coverage.round,
        target_minutes=minutes,
        started_at=at,
    )


def stop_clock(coverage: Coverage, at: datetime) -> None:
    """Close the open cycle and the pause in it."""
    for row in open_cycles(coverage):
        PauseRow.update(ended_at=at).where(
            (PauseRow.cycle == row) & PauseRow.ended_at.is_null()
        ).execute()
        row.ended_at = at
        row.save(only=[CycleRow.ended_at])


def open_cycles(coverage: Coverage) -> list[CycleRow]:
    """The cycles that still run: one in a step, none at the ends."""
    return list(
        CycleRow.select().where((CycleRow.coverage == coverage) & CycleRow.ended_at.is_null())
    )


def cycle_of(row: CycleRow) -> Cycle:
    """The row as the SLA reads it."""
    return cycles_of([row])[0]


def cycles_of(rows: Sequence[CycleRow]) -> list[Cycle]:
    """The rows as the SLA reads them; one query for the pauses of all."""
    pauses: dict[int, list[Pause]] = {}
    found = PauseRow.select().where(PauseRow.cycle.in_([row.id for row in rows]))
    for pause in found.order_by(PauseRow.id):
        pauses.setdefault(pause.cycle_id, []).append(
            Pause(pause.reason, pause.started_at, pause.until_at, pause.ended_at, _name(pause))
        )
    return [
        Cycle(row.step, row.round, row.started_at, row.ended_at,
              timedelta(minutes=row.target_minutes), tuple(pauses.get(row.id, ())))
        for row in rows
    ]  # fmt: skip


def due_at(desk: Desk, coverage: Coverage, now: datetime) -> datetime | None:
    """The open cycle's deadline, for sorting the board."""
    for row in open_cycles(coverage):
        return measure(cycle_of(row), read_calendar(desk), now).deadline
    return None


def _name(pause: PauseRow) -> str:
    return "" if pause.person is None else str(pause.person.name)
