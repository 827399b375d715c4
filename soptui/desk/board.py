"""The board: open coverages by urgency, counts, and what was published last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from peewee import JOIN, ModelSelect, fn

from soptui.desk.clocks import cycles_of
from soptui.desk.context import Desk
from soptui.desk.office import read_calendar, read_office
from soptui.sop.cycle import Cycle
from soptui.sop.material import Kind
from soptui.sop.office_calendar import Calendar
from soptui.sop.purpose import Purpose
from soptui.sop.workflow import CLOSED_STATES, OPEN_STATES, State
from soptui.store.tables import Asset, Coverage, CycleRow, Delivery, Person

PAGE = 100
"""Rows that a board shows at most: a table of more is slow, and nobody reads it; one searches."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One coverage on the board. `cycle` is the running clock, None where it has ended."""

    id: int
    code: str
    title: str
    state: State
    round: int
    purpose: Purpose
    note: str
    holder: str
    cycle: Cycle | None
    updated_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What is shown: states (none named: the open ones) and words of the title or the code."""

    states: tuple[State, ...] = ()
    words: str = ""
    holder_id: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The board at one moment; readings are taken from it as the clock goes on."""

    office: str
    rows: tuple[BoardRow, ...]
    counts: Mapping[State, int]
    calendar: Calendar
    last_published: Mapping[str, datetime]
    """The newest post by channel (the SOP's *Peringatan*: not updated is not informed)."""
    cut: bool
    """Whether there are more rows than are shown."""


def read_board(desk: Desk, wanted: BoardFilter | None = None) -> Board:
    """The board as it stands: three short queries, whatever the size of the archive."""
    wanted = wanted or BoardFilter()
    with desk.look():
        rows = list(_query(wanted).limit(PAGE + 1))
        cycles = _running([row.id for row in rows])
        office = read_office()
        return Board(
            office=(office.unit or office.name) if office else "",
            rows=tuple(_row(row, cycles.get(row.id)) for row in rows[:PAGE]),
            counts=_counts(),
            calendar=read_calendar(desk),
            last_published=_last_published(),
            cut=len(rows) > PAGE,
        )


@dataclass(frozen=True, slots=True)
class Panel:
    """What the board says about the coverage under the cursor."""

    cycles: tuple[Cycle, ...]
    kinds: Mapping[Kind, int]


def read_panel(desk: Desk, coverage_id: int) -> Panel:
    """All clocks of one coverage, and how much material of each kind it has."""
    with desk.look():
        rows = CycleRow.select().where(CycleRow.coverage == coverage_id).order_by(CycleRow.id)
        kinds = (
            Asset.select(Asset.kind, fn.COUNT(Asset.id))
            .where(Asset.coverage == coverage_id)
            .group_by(Asset.kind)
        )
        return Panel(
            cycles=tuple(cycles_of(list(rows))),
            kinds={Kind(kind): count for kind, count in _pairs(kinds.tuples())},
        )


def _query(wanted: BoardFilter) -> ModelSelect[Coverage]:
    query = Coverage.select(Coverage, Person).join(
        Person, JOIN.LEFT_OUTER, on=(Coverage.holder == Person.id)
    )
    states = wanted.states or (tuple(State) if wanted.words else OPEN_STATES)
    query = query.where(Coverage.state.in_([state.value for state in states]))
    for word in wanted.words.split():
        match = Coverage.title.contains(word)
        if word.isdigit():
            match |= Coverage.number == int(word)
        query = query.where(match)
    if wanted.holder_id is not None:
        query = query.where(Coverage.holder == wanted.holder_id)
    if set(states) <= set(OPEN_STATES):
        # What is open has a deadline; saying so lets the index give the most urgent first.
        return query.where(Coverage.due_at.is_null(False)).order_by(Coverage.due_at, Coverage.id)
    if set(states) <= set(CLOSED_STATES):
        return query.order_by(Coverage.updated_at.desc(), Coverage.id.desc())
    return query.order_by(Coverage.due_at.is_null(), Coverage.due_at, Coverage.id)


def _running(ids: list[int]) -> dict[int, Cycle]:
    running = CycleRow.coverage.in_(ids) & CycleRow.ended_at.is_null()
    rows = list(CycleRow.select().where(running))
    return {row.coverage_id: cycle for row, cycle in zip(rows, cycles_of(rows), strict=True)}


def _counts() -> dict[State, int]:
    query = Coverage.select(Coverage.state, fn.COUNT(Coverage.id)).group_by(Coverage.state)
    return {State(state): count for state, count in _pairs(query.tuples())}


def _last_published() -> dict[str, datetime]:
    query = Delivery.select(Delivery.channel, fn.MAX(Delivery.published_at)).group_by(
        Delivery.channel
    )
    return {channel: at for channel, at in _pairs(query.tuples()) if at is not None}


def _pairs(rows: object) -> Iterable[tuple[Any, Any]]:
    return cast("Iterable[tuple[Any, Any]]", rows)


def _row(row: Coverage, cycle: Cycle | None) -> BoardRow:
    return BoardRow(
        id=row.id,
        code=row.code,
        title=row.title,
        state=row.state,
        round=row.round,
        purpose=row.purpose,
        note=row.note,
        holder=row.holder.name if row.holder else "",
        cycle=cycle,
        updated_at=row.updated_at,
        version=row.version,
    )
