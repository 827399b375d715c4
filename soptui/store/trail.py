"""Writing and reading the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from soptui.sop.audit import GENESIS, Event, chain_hash
from soptui.sop.roles import Actor
from soptui.store.fields import to_millis
from soptui.store.tables.trail import EventRow


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded: an action, its subject, and the details."""

    action: str
    subject: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


def record(actor: Actor, now: datetime, action: str, subject: str = "", **detail: Any) -> None:
    """Append one event. Call it inside the transaction of the change it tells of: the immediate
    lock is what makes the chain's last link ours alone.
    """
    record_all(actor, now, [Entry(action, subject, detail)])


def record_all(actor: Actor, now: datetime, entries: Iterable[Entry]) -> None:
    """Append several events, in their order. Call it inside the transaction of their changes."""
    last = EventRow.select(EventRow.hash).order_by(EventRow.id.desc()).limit(1).scalar()
    previous = last or GENESIS
    rows = []
    for entry in entries:
        event = Event(to_millis(now), actor.name, entry.action, entry.subject, entry.detail)
        link = chain_hash(previous, event)
        rows.append({**asdict(event), "previous": previous, "hash": link})
        previous = link
    if rows:
        EventRow.insert_many(rows).execute()


def first_break() -> int | None:
    """The sequence number of the first event that does not follow from those before it, or None.

    Linear in the length of the trail, constant in memory.
    """
    previous = GENESIS
    for row in EventRow.select().order_by(EventRow.id).iterator():
        event = Event(row.at, row.actor, row.action, row.subject, row.detail)
        if row.previous != previous or row.hash != chain_hash(previous, event):
            return int(row.id)
        previous = row.hash
    return None
