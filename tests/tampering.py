"""A database edited by hand, as somebody does it who may write the file."""

from __future__ import annotations

from peewee import SqliteDatabase

from soptui.sop.audit import GENESIS, Event, chain_hash
from soptui.store.base import database
from soptui.store.tables import EventRow, TrailHead


def without_triggers() -> None:
    """What only grows can be changed from here on: triggers are as easily dropped as rows."""
    assert isinstance(database.obj, SqliteDatabase)
    names = database.obj.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in list(names):
        database.obj.execute_sql(f"DROP TRIGGER {name}")


def renumber(start: int = 1) -> None:
    """Make the chain fit again from entry `start` on, as a careful forger does."""
    rows = list(EventRow.select().order_by(EventRow.id))
    previous = rows[start - 2].hash if start > 1 else GENESIS
    for number, row in enumerate(rows[start - 1 :], start=start):
        event = Event(row.at, row.actor, row.action, row.subject, row.detail)
        link = chain_hash(previous, event)
        EventRow.update(id=number, previous=previous, hash=link).where(
            EventRow.id == row.id
        ).execute()
        previous = link
    TrailHead.update(events=len(rows), hash=previous).execute()
