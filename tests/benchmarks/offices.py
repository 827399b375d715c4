"""Offices of any size for the measurements, written in bulk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from soptui.clock import Clock
from soptui.desk.context import Desk
from soptui.desk.office import set_office
from soptui.desk.setup import SUGGESTED
from soptui.paths import Home
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import STATION, Actor, Role
from soptui.sop.workflow import OPEN_STATES, State
from soptui.store.database import Store, open_store
from soptui.store.tables import Coverage, CycleRow, Person

PIN = "481526"


def make_office(root: Path, clock: Clock, items: int, *, open_items: int | None = None) -> Store:
    """An office with `items` coverages, of which `open_items` (all of them by default) are open."""
    from soptui.identity.pin import hash_pin

    home = Home(root)
    home.make()
    store = open_store(home.database)
    desk = Desk(store, clock, home, load_procedure(), STATION)
    with store.transaction():
        for role in (Role.REPORTER, Role.WEB_MANAGER, Role.HEAD, Role.ADMIN):
            Person.create(name=role.value, role=role, pin_hash=hash_pin(PIN))
    with store.connection():
        admin = Person.get(Person.role == Role.ADMIN)
        set_office(desk.seat(Actor(admin.id, admin.name, Role.ADMIN)), SUGGESTED)
    with store.transaction():
        _fill(clock, items, items if open_items is None else open_items)
    return store


def _fill(clock: Clock, items: int, open_items: int) -> None:
    now = clock.now()
    coverages, cycles = [], []
    for number in range(1, items + 1):
        is_open = number <= open_items
        state = OPEN_STATES[number % 4] if is_open else State.PUBLISHED
        started = now - timedelta(minutes=number % 50)
        coverages.append({
            Coverage.id: number, Coverage.number: number, Coverage.title: f"Liputan ke-{number}",
            Coverage.state: state, Coverage.created_at: started, Coverage.updated_at: started,
            Coverage.due_at: started + timedelta(hours=1) if is_open else None,
        })  # fmt: skip
        cycles.append({
            CycleRow.coverage: number, CycleRow.step: state.step or 4, CycleRow.round: 1,
            CycleRow.target_minutes: 60, CycleRow.started_at: started,
            CycleRow.ended_at: None if is_open else now,
        })  # fmt: skip
    for start in range(0, items, 500):
        Coverage.insert_many(coverages[start : start + 500]).execute()
        CycleRow.insert_many(cycles[start : start + 500]).execute()
