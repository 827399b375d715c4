"""What the screens show of the inbox's files: frozen views, read in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from soptui.inbox.batches import batch_shown
from soptui.inbox.reasons import DISCARDED, reason_sentence
from soptui.sop.arrival import ArrivalState
from soptui.sop.grouping import Piece, group
from soptui.sop.inert import in_one_line
from soptui.sop.material import Kind
from soptui.sop.step2_selection import may_be_used_again
from soptui.store.tables import LOOSE, Arrival, Asset, Coverage


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """One file as a row. `label` is text from a stranger: show it without interpreting it."""

    id: int
    label: str
    batch: str
    state: ArrivalState
    size: int
    done: int
    """Bytes read so far; it moves only for files that take long."""
    reason: str
    """A code of `inbox.reasons`, '' where there is nothing to explain."""
    sentence: str
    """What happened, what was kept, what to do; translated."""
    asset_id: int | None
    duplicate_of: str
    """For a duplicate: the name of the asset that has the same bytes."""
    copies: tuple[str, ...]
    """For a duplicate: where every other copy of these bytes came from, the first one first."""
    coverage: str
    """The code of the coverage that the asset belongs to, ''."""
    given_up: bool
    """For a duplicate: its asset was rejected, or the coverage cancelled."""
    captured_at: datetime | None
    camera: str
    has_preview: bool
    held: bool
    """Somebody asked the station to stop reading it."""
    first_seen_at: datetime
    changed_at: datetime

    @property
    def name(self) -> str:
        """The label within its batch."""
        folder = f"{in_one_line(self.batch)}/"
        return self.label.removeprefix(folder) if self.batch else self.label


@dataclass(frozen=True, slots=True)
class Offer:
    """Material that probably belongs to one coverage, earliest first."""

    asset_ids: tuple[int, ...]
    batch: str
    started: datetime
    ended: datetime
    kinds: tuple[tuple[Kind, int], ...] = ()
    """How many there are of each kind that there is."""

    @property
    def key(self) -> str:
        """Its own for as long as it lasts: places in the list move when something arrives."""
        return f"offer:{min(self.asset_ids)}"


def rows(
    limit: int = 200, states: Collection[ArrivalState] = tuple(ArrivalState)
) -> tuple[ArrivalView, ...]:
    """The newest files in one of `states`, without those that belong to a coverage by now or were
    discarded. A duplicate is shown whatever became of its asset. Call it inside a connection.
    """
    found = (
        Arrival.select(Arrival, Asset, Coverage)
        .left_outer_join(Asset)
        .left_outer_join(Coverage)
        .where(
            Arrival.state.in_(list(states))
            & (Arrival.reason != DISCARDED)
            & ((Arrival.state != ArrivalState.READY) | Asset.coverage.is_null())
        )
        .order_by(Arrival.id.desc())
        .limit(limit)
    )
    files = list(found)
    copies = _copies(row for row in files if row.state is ArrivalState.DUPLICATE)
    return tuple(_view(row, copies) for row in files)


def _copies(duplicates: Iterable[Arrival]) -> dict[int, list[tuple[int, str]]]:
    """By asset, the arrivals that brought its bytes: id and label, the first one first."""
    wanted = list({row.asset.id for row in duplicates if row.asset is not None})
    if not wanted:
        return {}
    brought: dict[int, list[tuple[int, str]]] = {}
    found = Arrival.select(Arrival.id, Arrival.path, Arrival.asset).where(
        Arrival.asset.in_(wanted) & (Arrival.reason != DISCARDED)
    )
    for number, path, asset in found.order_by(Arrival.id).tuples().iterator():
        brought.setdefault(asset, []).append((number, path_label(path)))
    return brought


def path_label(path: bytes) -> str:
    """The path for people, as `Arrival.label` has it."""
    return in_one_line(bytes(path).decode("utf-8", "backslashreplace"))


def _view(row: Arrival, copies: dict[int, list[tuple[int, str]]]) -> ArrivalView:
    asset: Asset | None = row.asset
    coverage: Coverage | None = asset.coverage if asset is not None else None
    double = asset if row.state is ArrivalState.DUPLICATE else None
    others = copies.get(double.id, []) if double is not None else []
    return ArrivalView(
        id=row.id,
        label=row.label,
        batch=batch_shown(row.batch, bytes(row.path), row.reason),
        state=row.state,
        size=row.size,
        done=row.done,
        reason=row.reason,
        sentence=reason_sentence(row.reason),
        asset_id=asset.id if asset is not None else None,
        duplicate_of=double.label if double is not None else "",
        copies=tuple(label for number, label in others if number != row.id),
        coverage=coverage.code if coverage is not None else "",
        given_up=double is not None and is_given_up(double),
        captured_at=row.captured_at,
        camera=in_one_line(row.camera),
        has_preview=row.has_preview,
        held=row.held,
        first_seen_at=row.first_seen_at,
        changed_at=row.changed_at,
    )


def is_given_up(asset: Asset) -> bool:
    """Whether an asset was put aside where it was: a new copy may mean that it is wanted."""
    coverage = asset.coverage
    return coverage is not None and may_be_used_again(asset.verdict, coverage.state)


def offers() -> tuple[Offer, ...]:
    """Assets of no coverage, grouped into what could become one each. Call it in a connection."""
    found = Asset.select(
        Asset.id, Asset.batch, Asset.captured_at, Asset.arrived_at, Asset.kind
    ).where(LOOSE)  # fmt: skip
    kinds: dict[int, Kind] = {}
    pieces = []
    for number, batch, captured, arrived, kind in found.tuples().iterator():
        kinds[number] = kind
        pieces.append(Piece(number, batch, captured or arrived))
    return tuple(
        _offer(tuple(piece.asset_id for piece in some.pieces), some.batch, some.started,
               some.ended, kinds)
        for some in group(pieces)
    )  # fmt: skip


def _offer(ids: tuple[int, ...], batch: str, started: datetime, ended: datetime,
           kinds: dict[int, Kind]) -> Offer:  # fmt: skip
    counts: dict[Kind, int] = {}
    for number in ids:
        counts[kinds[number]] = counts.get(kinds[number], 0) + 1
    return Offer(ids, batch, started, ended, tuple(counts.items()))
