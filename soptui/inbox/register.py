"""What the database knows of the inbox, brought in line with what the scan saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from soptui.inbox.reasons import VOUCHED
from soptui.inbox.scan import Form, Scan, Sighting, Stamp
from soptui.sop.arrival import ArrivalState
from soptui.store.database import Store
from soptui.store.tables import Arrival

IN_THE_INBOX: Final = (ArrivalState.SEEN, ArrivalState.SETTLING, ArrivalState.INCOMPLETE,
                       ArrivalState.BLOCKED)  # fmt: skip
"""States in which the file still lies in the inbox and nothing has been taken."""

_TAKEN: Final = (ArrivalState.CLAIMED, ArrivalState.READY, ArrivalState.DUPLICATE,
                 ArrivalState.QUARANTINED)  # fmt: skip
_FORM_REASONS: Final = {Form.LINK: "link", Form.SPECIAL: "special", Form.CLOSED: "closed_folder"}
_AT_ONCE: Final = 200
"""Rows a transaction: other sessions wait no longer than milliseconds."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An arrival whose file still lies in the inbox."""

    id: int
    path: bytes
    state: ArrivalState
    reason: str
    stamp: Stamp

    @property
    def vouched(self) -> bool:
        return self.reason == VOUCHED


LeftBehind = dict[bytes, Stamp]
"""Files that were copied and could not be removed: what they looked like, by path."""


def open_rows() -> dict[bytes, OpenRow]:
    """All of them, by path."""
    found = Arrival.select(
        Arrival.id, Arrival.path, Arrival.state, Arrival.reason, Arrival.size, Arrival.mtime_ns,
        Arrival.ctime_ns, Arrival.inode, Arrival.device,
    ).where(Arrival.state.in_(IN_THE_INBOX))  # fmt: skip
    rows = (
        OpenRow(number, bytes(path), state, reason, Stamp(*stamp))
        for number, path, state, reason, *stamp in found.tuples().iterator()
    )
    return {row.path: row for row in rows}


def left_behind() -> LeftBehind:
    """The copied files that still lie in the inbox: once such a file is gone its inode is 0."""
    found = Arrival.select(
        Arrival.path, Arrival.size, Arrival.mtime_ns, Arrival.ctime_ns, Arrival.inode,
        Arrival.device,
    ).where(Arrival.state.in_(_TAKEN) & (Arrival.inode != 0))  # fmt: skip
    return {bytes(path): Stamp(*stamp) for path, *stamp in found.tuples().iterator()}


def reconcile(store: Store, now: datetime, found: Scan, left: LeftBehind) -> dict[bytes, OpenRow]:
    """Note what is new, what changed and what is gone; returns the rows of what lies there."""
    rows = open_rows()
    new = [
        sighting
        for path, sighting in found.sightings.items()
        if path not in rows and not _is_left(sighting, left)
    ]
    changed = [
        (row, found.sightings[path])
        for path, row in rows.items()
        if path in found.sightings and _differs(row, found.sightings[path])
    ]
    absent = [row for path, row in rows.items() if path not in found.sightings]
    _insert(store, now, new)
    _update(store, now, changed)
    _close(store, now, found, absent)
    return open_rows() if new or changed or absent else rows


def mark(store: Store, now: datetime, ids: Sequence[int], state: ArrivalState,
         reason: str = "") -> None:  # fmt: skip
    """Write a state for files that still lie in the inbox; one taken meanwhile is left alone."""
    for some in _portions(ids):
        with store.transaction():
            Arrival.update(state=state, reason=reason, changed_at=now).where(
                Arrival.id.in_(some) & Arrival.state.in_(IN_THE_INBOX)
            ).execute()


def _is_left(sighting: Sighting, left: LeftBehind) -> bool:
    stamp = left.get(sighting.path)
    return stamp is not None and stamp.is_same_file(sighting.stamp)


def _differs(row: OpenRow, sighting: Sighting) -> bool:
    return row.stamp != sighting.stamp or row.reason == "unplugged"


def _facts(sighting: Sighting, now: datetime, quiet: ArrivalState) -> dict[str, Any]:
    blocked = _FORM_REASONS.get(sighting.form)
    return {
        **sighting.stamp._asdict(),
        "state": ArrivalState.BLOCKED if blocked else quiet,
        "reason": blocked or "",
        "changed_at": now,
    }


def _insert(store: Store, now: datetime, new: Sequence[Sighting]) -> None:
    for some in _portions(new):
        with store.transaction():
            Arrival.insert_many([
                {"path": sighting.path, "batch": sighting.batch, "first_seen_at": now,
                 **_facts(sighting, now, ArrivalState.SEEN)}
                for sighting in some
            ]).execute()  # fmt: skip


def _update(store: Store, now: datetime, changed: Sequence[tuple[OpenRow, Sighting]]) -> None:
    for some in _portions(changed):
        with store.transaction():
            for row, sighting in some:
                Arrival.update(**_facts(sighting, now, ArrivalState.SETTLING)).where(
                    (Arrival.id == row.id) & Arrival.state.in_(IN_THE_INBOX)
                ).execute()


def _close(store: Store, now: datetime, found: Scan, absent: Sequence[OpenRow]) -> None:
    """Forget files that went as they came; those on a disk that is gone are not gone themselves."""
    gone = [row.id for row in absent if found.would_show(row.path, row.stamp.device)]
    for some in _portions(gone):
        with store.transaction():
            Arrival.delete().where(Arrival.id.in_(some) & Arrival.state.in_(IN_THE_INBOX)).execute()
    if not found.problem:
        unplugged = [
            row.id
            for row in absent
            if row.stamp.device not in found.devices and row.reason != "unplugged"
        ]
        mark(store, now, unplugged, ArrivalState.INCOMPLETE, "unplugged")


def _portions(things: Sequence[T]) -> Iterator[Sequence[T]]:
    return (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))
