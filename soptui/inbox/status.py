"""What the screens show of the inbox's files: frozen views, read in a few queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


@dataclass(frozen=True, slots=True)
class _Known:
    """What is told of the asset that an arrival became, or is a copy of."""

    name: str
    coverage: str
    given_up: bool
    brought: tuple[tuple[int, str], ...]
    """The arrivals that brought its bytes: id and label, the first one first."""


_COLUMNS = (
    Arrival.id, Arrival.path, Arrival.batch, Arrival.state, Arrival.size, Arrival.done,
    Arrival.reason, Arrival.asset, Arrival.captured_at, Arrival.camera, Arrival.has_preview,
    Arrival.held, Arrival.first_seen_at, Arrival.changed_at,
)  # fmt: skip


def rows(
    limit: int = 200, states: Collection[ArrivalState] = tuple(ArrivalState)
) -> tuple[ArrivalView, ...]:
    """The newest files in one of `states`, without those that belong to a coverage by now or were
    discarded. A duplicate is shown whatever became of its asset. Call it inside a connection.

    Plain tuples: the list is read twice a second while a card is copied in.
    """
    wanted = Arrival.state.in_(list(states)) & (Arrival.reason != DISCARDED)
    if ArrivalState.READY in states:
        free = Asset.select(Asset.id).where(Asset.coverage.is_null())
        wanted &= (Arrival.state != ArrivalState.READY) | Arrival.asset.in_(free)
    found = Arrival.select(*_COLUMNS).where(wanted).order_by(Arrival.id.desc()).limit(limit)
    files: list[Any] = list(found.namedtuples())
    doubles = {row.asset for row in files if row.state is ArrivalState.DUPLICATE}
    known = _known(doubles - {None}) if doubles else {}
    return tuple(_view(row, known.get(row.asset)) for row in files)


def _known(assets: Collection[int]) -> dict[int, _Known]:
    brought: dict[int, list[tuple[int, str]]] = {}
    arrivals = Arrival.select(Arrival.id, Arrival.path, Arrival.asset).where(
        Arrival.asset.in_(list(assets)) & (Arrival.reason != DISCARDED)
    )
    for number, path, asset in arrivals.order_by(Arrival.id).tuples().iterator():
        brought.setdefault(asset, []).append((number, _label(path)))
    found = (
        Asset.select(Asset.id, Asset.name, Asset.verdict, Coverage.number, Coverage.state)
        .left_outer_join(Coverage)
        .where(Asset.id.in_(list(assets)))
    )
    return {
        number: _Known(
            name=_label(name),
            coverage=f"{code:03d}" if code is not None else "",
            given_up=state is not None and may_be_used_again(verdict, state),
            brought=tuple(brought.get(number, ())),
        )
        for number, name, verdict, code, state in found.tuples().iterator()
    }


def _label(path: bytes) -> str:
    """The path for people, as `Arrival.label` has it."""
    return in_one_line(bytes(path).decode("utf-8", "backslashreplace"))


def _view(row: Any, double: _Known | None) -> ArrivalView:
    """`row`: a tuple of `_COLUMNS`; `double`: what it is a copy of."""
    if row.state is not ArrivalState.DUPLICATE:
        double = None
    brought = double.brought if double else ()
    return ArrivalView(
        id=row.id,
        label=_label(row.path),
        batch=batch_shown(row.batch, bytes(row.path), row.reason),
        state=row.state,
        size=row.size,
        done=row.done,
        reason=row.reason,
        sentence=reason_sentence(row.reason),
        asset_id=row.asset,
        duplicate_of=double.name if double else "",
        copies=tuple(label for number, label in brought if number != row.id),
        coverage=double.coverage if double else "",
        given_up=double is not None and double.given_up,
        captured_at=row.captured_at,
        camera=in_one_line(row.camera),
        has_preview=row.has_preview,
        held=row.held,
        first_seen_at=row.first_seen_at,
        changed_at=row.changed_at,
    )


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
