"""How the cards and folders in the inbox stand, in numbers: above all, which may be pulled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from peewee import fn

from soptui.inbox.reasons import DISCARDED
from soptui.sop.arrival import ARRIVING, SET_ASIDE, ArrivalState
from soptui.store.fields import from_millis
from soptui.store.tables import LOOSE, Arrival, Asset

SAFE: Final = frozenset({ArrivalState.READY, ArrivalState.DUPLICATE}) | SET_ASIDE
"""Taken whole, known by its hash or kept apart: the card it came from is needed no more."""
STUCK: Final = frozenset({ArrivalState.INCOMPLETE, ArrivalState.BLOCKED})
"""It still lies in the inbox and does not go on by itself."""
_CLOSED: Final = "closed_folder"
VISIT: Final = timedelta(hours=12)
"""A card of the same name that was there longer before its newest file was another visit."""


@dataclass(frozen=True, slots=True)
class BatchView:
    """One folder of the inbox (a card, an event), '' for loose files. Counts of files.

    `ready` belong to no coverage yet; `safe` are all of the newest visit that were taken in,
    whatever became of them since.
    """

    name: str
    arriving: int = 0
    ready: int = 0
    stuck: int = 0
    set_aside: int = 0
    duplicates: int = 0
    safe: int = 0
    newest: datetime | None = None

    @property
    def in_trouble(self) -> int:
        return self.stuck + self.set_aside

    @property
    def total(self) -> int:
        """Files of the newest visit, and older ones that are not taken in."""
        return self.safe + self.arriving + self.stuck

    @property
    def may_be_pulled(self) -> bool:
        """Whether every file was claimed and read to its end, or set aside."""
        return self.arriving == 0 and self.stuck == 0


@dataclass(frozen=True, slots=True)
class InboxSummary:
    """The inbox in numbers of files; `ready_unassigned` are assets that belong to no coverage."""

    ready_unassigned: int
    arriving: int
    in_trouble: int
    duplicates: int
    batches: tuple[BatchView, ...]


@dataclass(slots=True)
class _Count:
    states: dict[ArrivalState, int] = field(default_factory=dict)
    ready: int = 0
    newest: datetime | None = None

    def add(self, state: ArrivalState, count: int, newest: datetime) -> None:
        self.states[state] = self.states.get(state, 0) + count
        self.newest = max(self.newest or newest, newest)

    def of(self, states: frozenset[ArrivalState]) -> int:
        return sum(self.states.get(state, 0) for state in states)


def summary() -> InboxSummary:
    """How the inbox stands. Call it inside a connection."""
    counts: dict[str, _Count] = {}
    for batch, state, count, newest in _open_files():
        counts.setdefault(batch, _Count()).add(state, count, newest)
    for batch, count, newest in _unassigned():
        known = counts.setdefault(batch, _Count())
        known.ready = count
        known.newest = max(known.newest or newest, newest)
    safe = dict(_taken_in(counts))
    batches = tuple(_view(name, counts[name], safe.get(name, 0)) for name in sorted(counts))
    return InboxSummary(
        ready_unassigned=sum(batch.ready for batch in batches),
        arriving=sum(batch.arriving for batch in batches),
        in_trouble=sum(batch.in_trouble for batch in batches),
        duplicates=sum(batch.duplicates for batch in batches),
        batches=batches,
    )


def _view(name: str, count: _Count, safe: int) -> BatchView:
    return BatchView(
        name=name,
        arriving=count.of(ARRIVING),
        ready=count.ready,
        stuck=count.of(STUCK),
        set_aside=count.of(SET_ASIDE),
        duplicates=count.states.get(ArrivalState.DUPLICATE, 0),
        safe=safe,
        newest=count.newest,
    )


def _open_files() -> Iterator[tuple[str, ArrivalState, int, datetime]]:
    """Files that are not simply ready: batch, state, how many, the newest's arrival."""
    others = [state for state in ArrivalState if state is not ArrivalState.READY]
    counted = (
        Arrival.select(Arrival.batch, Arrival.state, fn.COUNT(Arrival.id),
                       fn.MAX(Arrival.first_seen_at).coerce(False))
        .where(Arrival.state.in_(others) & (Arrival.reason != DISCARDED) & ~_is_closed_folder())
        .group_by(Arrival.batch, Arrival.state)
    )  # fmt: skip
    for batch, state, count, newest in counted.tuples().iterator():
        yield batch, state, count, from_millis(newest)
    closed = Arrival.select(Arrival.path, Arrival.batch, Arrival.state, Arrival.first_seen_at)
    for path, batch, state, seen in closed.where(_is_closed_folder()).tuples().iterator():
        yield batch_shown(batch, bytes(path), _CLOSED), state, 1, seen


def _is_closed_folder() -> Any:
    return (Arrival.reason == _CLOSED) & (Arrival.state == ArrivalState.BLOCKED)


def batch_shown(batch: str, path: bytes, reason: str) -> str:
    """The batch that a row is told under: a card that cannot be looked into stands for itself."""
    return path.decode("utf-8", "backslashreplace") if reason == _CLOSED and not batch else batch


def _unassigned() -> Iterator[tuple[str, int, datetime]]:
    """Assets that can become material of a coverage: batch, how many, the newest's arrival."""
    found = (
        Asset.select(Asset.batch, fn.COUNT(Asset.id),
                     fn.MAX(Asset.arrived_at).coerce(False))
        .where(LOOSE)
        .group_by(Asset.batch)
    )  # fmt: skip
    for batch, count, newest in found.tuples().iterator():
        yield batch, count, from_millis(newest)


def _taken_in(counts: dict[str, _Count]) -> Iterator[tuple[str, int]]:
    """By batch, how many files of its newest visit were taken in."""
    since = {name: count.newest - VISIT for name, count in counts.items() if count.newest}
    if not since:
        return
    found = Arrival.select(Arrival.batch, Arrival.first_seen_at).where(
        Arrival.batch.in_(list(since))
        & Arrival.state.in_(list(SAFE))
        & (Arrival.reason != DISCARDED)
        & (Arrival.first_seen_at >= min(since.values()))
    )
    counted: dict[str, int] = {}
    for batch, seen in found.tuples().iterator():
        if seen >= since[batch]:
            counted[batch] = counted.get(batch, 0) + 1
    yield from counted.items()
