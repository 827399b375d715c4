"""What the screens show of the inbox: frozen views, read in a few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from soptui.inbox.reasons import DISCARDED, reason_sentence
from soptui.sop.arrival import ARRIVING, IN_TROUBLE, ArrivalState
from soptui.sop.grouping import Piece, group
from soptui.store.tables import Arrival, Asset, Coverage


@dataclass(frozen=True, slots=True)
class BatchView:
    """One folder of the inbox (a card, an event); '' for loose files. Counts of files.

    `may_be_pulled`: nothing of it is still on its way, so its card is needed no more.
    """

    name: str
    arriving: int
    ready: int
    in_trouble: int

    @property
    def may_be_pulled(self) -> bool:
        return self.arriving == 0


@dataclass(frozen=True, slots=True)
class InboxSummary:
    """The inbox in numbers of files; `ready_unassigned` are assets that belong to no coverage."""

    ready_unassigned: int
    arriving: int
    in_trouble: int
    duplicates: int
    batches: tuple[BatchView, ...]


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """One file as a row. `label` is text from a stranger: show it without interpreting it."""

    id: int
    label: str
    batch: str
    state: ArrivalState
    size: int
    reason: str
    """A code of `inbox.reasons`, '' where there is nothing to explain."""
    sentence: str
    """What happened, what was kept, what to do; translated."""
    asset_id: int | None
    duplicate_of: str
    """For a duplicate: the name of the asset that has the same bytes."""
    coverage: str
    """The code of the coverage that the asset belongs to, ''."""
    first_seen_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """Material that probably belongs to one coverage, earliest first."""

    asset_ids: tuple[int, ...]
    batch: str
    started: datetime
    ended: datetime


_shown = Arrival.reason != DISCARDED


def summary() -> InboxSummary:
    """How the inbox stands. Call it inside a connection."""
    counts: dict[str, dict[ArrivalState, int]] = {}
    found = (
        Arrival.select(Arrival.batch, Arrival.state, fn.COUNT(Arrival.id))
        .left_outer_join(Asset)
        .where(_shown & ((Arrival.state != ArrivalState.READY) | Asset.coverage.is_null()))
        .group_by(Arrival.batch, Arrival.state)
    )
    for batch, state, count in found.tuples().iterator():
        counts.setdefault(batch, {})[state] = count
    batches = tuple(_batch(name, counts[name]) for name in sorted(counts))
    return InboxSummary(
        ready_unassigned=Asset.select().where(Asset.coverage.is_null()).count(),
        arriving=sum(batch.arriving for batch in batches),
        in_trouble=sum(batch.in_trouble for batch in batches),
        duplicates=sum(states.get(ArrivalState.DUPLICATE, 0) for states in counts.values()),
        batches=batches,
    )


def _batch(name: str, states: dict[ArrivalState, int]) -> BatchView:
    return BatchView(
        name=name,
        arriving=sum(states.get(state, 0) for state in ARRIVING),
        ready=states.get(ArrivalState.READY, 0),
        in_trouble=sum(states.get(state, 0) for state in IN_TROUBLE),
    )


def rows(limit: int = 200) -> tuple[ArrivalView, ...]:
    """The newest files, without those that belong to a coverage by now or were discarded.

    A duplicate is shown whatever became of its asset. Call it inside a connection.
    """
    found = (
        Arrival.select(Arrival, Asset, Coverage)
        .left_outer_join(Asset)
        .left_outer_join(Coverage)
        .where(_shown & ((Arrival.state != ArrivalState.READY) | Asset.coverage.is_null()))
        .order_by(Arrival.id.desc())
        .limit(limit)
    )
    return tuple(_view(row) for row in found)


def _view(row: Arrival) -> ArrivalView:
    asset: Asset | None = row.asset
    coverage: Coverage | None = asset.coverage if asset is not None else None
    duplicate = row.state is ArrivalState.DUPLICATE
    return ArrivalView(
        id=row.id,
        label=row.label,
        batch=row.batch,
        state=row.state,
        size=row.size,
        reason=row.reason,
        sentence=reason_sentence(row.reason),
        asset_id=asset.id if asset is not None else None,
        duplicate_of=asset.label if asset is not None and duplicate else "",
        coverage=coverage.code if coverage is not None else "",
        first_seen_at=row.first_seen_at,
        changed_at=row.changed_at,
    )


def offers() -> tuple[Offer, ...]:
    """Assets of no coverage, grouped into what could become one each. Call it in a connection."""
    found = Asset.select(
        Asset.id, Asset.batch, Asset.captured_at, Asset.arrived_at
    ).where(Asset.coverage.is_null())  # fmt: skip
    pieces = (
        Piece(number, batch, captured or arrived)
        for number, batch, captured, arrived in found.tuples().iterator()
    )
    return tuple(
        Offer(tuple(piece.asset_id for piece in some.pieces), some.batch, some.started, some.ended)
        for some in group(pieces)
    )
