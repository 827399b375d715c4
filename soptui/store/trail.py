"""Writing and reading the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from peewee import chunked, fn

from soptui.sop.audit import GENESIS, Event, chain_hash
from soptui.sop.privacy import mask
from soptui.sop.roles import Actor
from soptui.store.fields import from_millis, to_millis
from soptui.store.tables.trail import EventRow, TrailHead

AT_ONCE = 500
"""Rows of one statement: SQLite takes 32,766 values in one."""
FREE = frozenset({"note", "reason", "batch", "camera", "letter", "account"})
"""Details that people type, names of folders among them: what is personal in them is masked before
it is kept. Digests, codes and addresses stay as they are.
"""


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
    events, previous = trail_end()
    rows = []
    for entry in entries:
        detail = {key: mask(text) if key in FREE else text for key, text in entry.detail.items()}
        event = Event(to_millis(now), actor.name, entry.action, entry.subject, detail)
        link = chain_hash(previous, event)
        rows.append({**asdict(event), "previous": previous, "hash": link})
        previous = link
    if rows:
        for some in chunked(rows, AT_ONCE):
            EventRow.insert_many(some).execute()
        TrailHead.insert(
            id=1, events=events + len(rows), hash=previous
        ).on_conflict_replace().execute()


def trail_end() -> tuple[int, str]:
    """How many events there are, and the hash of the last."""
    row = EventRow.select(EventRow.id, EventRow.hash).order_by(EventRow.id.desc()).first()
    return (int(row.id), str(row.hash)) if row else (0, GENESIS)


def newest_event_at(*, since: int = 1) -> datetime | None:
    """The latest moment that an event tells of, from entry `since` on; None where there is none."""
    millis = EventRow.select(fn.MAX(EventRow.at)).where(EventRow.id >= since).scalar()
    return None if millis is None else from_millis(millis)


class Harm(StrEnum):
    """What is wrong where the trail breaks."""

    CHANGED = "changed"
    MISSING = "missing"
    MOVED = "moved"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that is not what it should be, by its number; `CUT` is after the last."""

    number: int
    harm: Harm


def walk(see: Callable[[EventRow], None] = lambda _row: None) -> Break | None:
    """Follow the chain to its first break, or None; `see` is shown every entry that holds.

    Linear in the length of the trail, constant in memory.
    """
    previous, number = GENESIS, 0
    rows = EventRow.select().order_by(EventRow.id).iterator()
    while True:
        try:
            row = next(rows, None)
        except (ValueError, TypeError):  # details that are no document any more
            return Break(number + 1, Harm.CHANGED)
        if row is None:
            break
        number += 1
        if row.id != number:
            return Break(number, Harm.MISSING)
        event = Event(row.at, row.actor, row.action, row.subject, row.detail)
        if row.hash != chain_hash(row.previous, event):
            return Break(number, Harm.CHANGED)
        if row.previous != previous:
            return Break(number, Harm.MOVED)
        previous = row.hash
        see(row)
    head = TrailHead.get_or_none()
    if (head.events, head.hash) != (number, previous) if head else number:
        return Break(number + 1, Harm.CUT)
    return None


def first_break() -> Break | None:
    """Where the trail breaks first, or None."""
    return walk()
