"""What the database knows of the inbox, brought in line with what the scan saw."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from soptui.inbox.reasons import HELD, VOUCHED
from soptui.inbox.watching.scan import Form, Scan, Sighting, Stamp
from soptui.sop.arrival import IN_HAND, SET_ASIDE, ArrivalState
from soptui.store.database import Store
from soptui.store.tables import Arrival

IN_THE_INBOX: Final = (ArrivalState.SEEN, ArrivalState.SETTLING, ArrivalState.INCOMPLETE,
                       ArrivalState.BLOCKED)  # fmt: skip
"""States in which the file still lies in the inbox and nothing has been taken."""

_TAKEN: Final = (*IN_HAND, *SET_ASIDE, ArrivalState.READY, ArrivalState.DUPLICATE)
_LOOKS: Final = frozenset({ArrivalState.SEEN, ArrivalState.SETTLING, ArrivalState.BLOCKED})
_FORM_REASONS: Final = {Form.LINK: "link", Form.SPECIAL: "special", Form.CLOSED: "closed_folder"}
_AT_ONCE: Final = 200
"""Rows a transaction: other sessions wait no longer than milliseconds."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An arrival whose file still lies in the inbox."""

    id: int
    path: bytes
    batch: str
    state: ArrivalState
    reason: str
    stamp: Stamp
    first_seen_at: datetime

    @property
    def vouched(self) -> bool:
        return self.reason == VOUCHED

    @property
    def is_looked_at(self) -> bool:
        """Whether the station goes on with it by itself."""
        return self.state in _LOOKS and self.reason != HELD


class Register:
    """The rows of what lies in the inbox, read once and kept until another program writes.

    `rows` are those still to be taken, by path. What was taken and still stands in the inbox (a
    copy of it is being made, or it could not be removed) is known by its stamp.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.rows: dict[bytes, OpenRow] = {}
        self._taken: dict[bytes, Stamp] = {}
        self._read_at: tuple[int, int] | None = None

    def forget(self) -> None:
        """Read everything anew next time."""
        self._read_at = None

    def reconcile(self, now: datetime, found: Scan) -> None:
        """Note what is new, what changed and what is gone. Call it inside a connection."""
        self._refresh()
        rows, seen = self.rows, found.sightings
        new = [s for path, s in seen.items() if path not in rows and not self._is_taken(s)]
        changed = [
            (row, seen[path])
            for path, row in rows.items()
            if path in seen and (row.stamp != seen[path].stamp or row.reason == "unplugged")
        ]
        absent = [row for path, row in rows.items() if path not in seen]
        self._insert(now, new)
        self._update(now, changed)
        self._close(now, found, absent)

    def mark(self, now: datetime, rows: Collection[OpenRow], state: ArrivalState,
             reason: str = "") -> None:  # fmt: skip
        """Write a state for files that still lie in the inbox; one taken meanwhile is left."""
        for some in _portions(list(rows)):
            with self.store.transaction():
                Arrival.update(state=state, reason=reason, changed_at=now).where(
                    Arrival.id.in_([row.id for row in some]) & Arrival.state.in_(IN_THE_INBOX)
                ).execute()
            for row in some:
                self.rows[row.path] = replace(row, state=state, reason=reason)

    def take(self, row: OpenRow) -> None:
        """The file is ours now, wherever it still stands."""
        self.rows.pop(row.path, None)
        self._taken[row.path] = row.stamp

    def release(self, path: bytes, left: Stamp | None) -> None:
        """Its story is over; `left` is what still stands in the inbox of it, None for nothing."""
        if left is None:
            self._taken.pop(path, None)
        else:
            self._taken[path] = left

    def _is_taken(self, sighting: Sighting) -> bool:
        stamp = self._taken.get(sighting.path)
        return stamp is not None and stamp.is_same_file(sighting.stamp)

    def _refresh(self) -> None:
        """Read the rows, unless nobody else has written since: a database of 20,000 files that lie
        there untouched is not read every few seconds.
        """
        current = self.store.version()
        if current == self._read_at:
            return
        found = Arrival.select(
            Arrival.id, Arrival.path, Arrival.batch, Arrival.state, Arrival.reason,
            Arrival.first_seen_at, Arrival.size, Arrival.mtime_ns, Arrival.ctime_ns, Arrival.inode,
            Arrival.device,
        ).where(Arrival.state.in_(IN_THE_INBOX))  # fmt: skip
        rows = (
            OpenRow(number, bytes(path), batch, state, reason, Stamp(*stamp), first_seen)
            for number, path, batch, state, reason, first_seen, *stamp in found.tuples().iterator()
        )
        self.rows = {row.path: row for row in rows}
        taken = Arrival.select(
            Arrival.path, Arrival.size, Arrival.mtime_ns, Arrival.ctime_ns, Arrival.inode,
            Arrival.device,
        ).where(Arrival.state.in_(_TAKEN) & (Arrival.inode != 0))  # fmt: skip
        self._taken = {bytes(path): Stamp(*stamp) for path, *stamp in taken.tuples().iterator()}
        self._read_at = current

    def _insert(self, now: datetime, new: Sequence[Sighting]) -> None:
        for some in _portions(new):
            with self.store.transaction():
                # Another station may have written the same file down since the rows were read.
                found = Arrival.select(Arrival.path).where(
                    Arrival.path.in_([sighting.path for sighting in some])
                    & Arrival.state.in_((*IN_THE_INBOX, *IN_HAND))
                )
                known = {bytes(path) for (path,) in found.tuples().iterator()}
                fresh = [sighting for sighting in some if sighting.path not in known]
                if known:
                    self.forget()
                if fresh:
                    self._add(now, fresh)

    def _add(self, now: datetime, fresh: Sequence[Sighting]) -> None:
        facts = [_facts(sighting, now, ArrivalState.SEEN) for sighting in fresh]
        made = (
            Arrival.insert_many([
                {"path": sighting.path, "batch": sighting.batch, "first_seen_at": now, **some}
                for sighting, some in zip(fresh, facts, strict=True)
            ])
            .returning(Arrival.id, Arrival.path)
            .tuples()
            .execute()
        )  # fmt: skip
        numbers = {bytes(path): number for number, path in made}
        for sighting, some in zip(fresh, facts, strict=True):
            self.rows[sighting.path] = OpenRow(
                numbers[sighting.path], sighting.path, sighting.batch, some["state"],
                some["reason"], sighting.stamp, now,
            )  # fmt: skip

    def _update(self, now: datetime, changed: Sequence[tuple[OpenRow, Sighting]]) -> None:
        for some in _portions(changed):
            with self.store.transaction():
                for row, sighting in some:
                    facts = _facts(sighting, now, ArrivalState.SETTLING)
                    Arrival.update(**facts).where(
                        (Arrival.id == row.id) & Arrival.state.in_(IN_THE_INBOX)
                    ).execute()
                    self.rows[row.path] = replace(
                        row, state=facts["state"], reason=facts["reason"], stamp=sighting.stamp
                    )

    def _close(self, now: datetime, found: Scan, absent: Sequence[OpenRow]) -> None:
        """Forget files that went as they came; those on a disk that is gone are not gone."""
        gone = [row for row in absent if found.would_show(row.path, row.stamp.device)]
        for some in _portions(gone):
            with self.store.transaction():
                Arrival.delete().where(
                    Arrival.id.in_([row.id for row in some]) & Arrival.state.in_(IN_THE_INBOX)
                ).execute()
            for row in some:
                del self.rows[row.path]
        if not found.problem:
            unplugged = [
                row
                for row in absent
                if row.stamp.device not in found.devices and row.reason != "unplugged"
            ]
            self.mark(now, unplugged, ArrivalState.INCOMPLETE, "unplugged")


def _facts(sighting: Sighting, now: datetime, quiet: ArrivalState) -> dict[str, Any]:
    blocked = _FORM_REASONS.get(sighting.form)
    return {
        **sighting.stamp._asdict(),
        "state": ArrivalState.BLOCKED if blocked else quiet,
        "reason": blocked or "",
        "changed_at": now,
    }


def _portions(things: Sequence[T]) -> Iterator[Sequence[T]]:
    return (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))
