"""Writing and reading the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from soptui.sop.audit import GENESIS, Event, chain_hash
from soptui.sop.roles import Actor
from soptui.store.fields import to_millis
from soptui.store.tables.trail import EventRow


def record(actor: Actor, now: datetime, action: str, subject: str = "", **detail: Any) -> None:
    """Append one event. Call it inside the transaction of the change it tells of: the immediate
    lock is what makes the chain's last link ours alone.
    """
    last = EventRow.select(EventRow.hash).order_by(EventRow.id.desc()).limit(1).scalar()
    previous = last or GENESIS
    event = Event(to_millis(now), actor.name, action, subject, detail)
    EventRow.create(
        at=event.at,
        actor=event.actor,
        action=event.action,
        subject=event.subject,
        detail=event.detail,
        previous=previous,
        hash=chain_hash(previous, event),
    )


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
