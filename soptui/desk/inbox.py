"""The inbox as people see it and act on it; what the station does there is the station's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from soptui.desk.alike import Groups, alike_among
from soptui.desk.assets import AssetView, read_assets
from soptui.desk.context import Desk
from soptui.desk.provenance import use_again
from soptui.errors import SoptuiError
from soptui.inbox import actions
from soptui.inbox.batches import InboxSummary, summary
from soptui.inbox.status import ArrivalView, Offer, offers, rows
from soptui.sop.arrival import ARRIVING, IN_TROUBLE, ArrivalState
from soptui.sop.material import Kind
from soptui.store.tables import LOOSE, Arrival, Asset

SHOWN = 300
"""Files in trouble, on their way and already here that are shown one by one, of each."""
KNOWN = 1000
"""Assets of open offers that are shown one by one; more are only counted."""
_SHOWN_STATES = (IN_TROUBLE, ARRIVING, frozenset({ArrivalState.DUPLICATE}))


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Everything the inbox screen shows, at one moment.

    `opened` are the keys of offers whose files are among `assets`; of the others the first is.
    """

    summary: InboxSummary
    offers: tuple[Offer, ...]
    opened: frozenset[str]
    assets: Mapping[int, AssetView]
    arrivals: tuple[ArrivalView, ...]
    waiting: tuple[AssetView, ...] = ()
    """Notes and small copies whose picture or film has not come yet."""
    alike: Groups = ()
    """Those of `assets` that show nearly the same."""


def read_inbox(desk: Desk, wanted: Mapping[str, bool] | None = None) -> InboxPage:
    """What is ready and offered, what still arrives, and what is in trouble.

    `wanted`: which offers are to be open, by key; one that is alone is, unless it is closed.
    """
    with desk.look():
        offered = offers()
        opened = frozenset(
            offer.key for offer in offered
            if (wanted or {}).get(offer.key, len(offered) == 1)
        )  # fmt: skip
        assets = _assets(offered, opened)
        return InboxPage(
            summary=summary(),
            offers=offered,
            opened=opened,
            assets=assets,
            arrivals=tuple(file for states in _SHOWN_STATES for file in rows(SHOWN, states)),
            waiting=_waiting(),
            alike=alike_among(assets.values()),
        )


def _assets(offered: Sequence[Offer], opened: Collection[str]) -> dict[int, AssetView]:
    wanted = [offer.asset_ids[0] for offer in offered]
    for offer in offered:
        if offer.key in opened:
            wanted.extend(offer.asset_ids)
    some = set(wanted[:KNOWN])
    if not some:
        return {}
    # All between the first and the last: hundreds of numbers in a query cost more than that.
    found = read_assets(LOOSE & Asset.id.between(min(some), max(some)))
    return {view.id: view for view in found if view.id in some}


def _waiting() -> tuple[AssetView, ...]:
    """Notes and small copies whose picture or film has not come."""
    orphans = Asset.coverage.is_null() & Asset.part_of.is_null() & (Asset.kind == Kind.SIDECAR)
    return read_assets(orphans, limit=SHOWN)


# Acting


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act on several files: how many it was done to, and what hindered it."""

    done: int
    error: SoptuiError | None = None


def retry_arrival(desk: Desk, arrival_id: int) -> None:
    """Let the station look at a file in trouble again."""
    actions.retry(desk.store, desk.actor, desk.now(), arrival_id)


def take_arrival(desk: Desk, arrival_id: int) -> None:
    """Take a file as it is, although something is wrong with it; a copy of what was not used makes
    that free to be used again.
    """
    with desk.look():
        asset_id = (
            Arrival.select(Arrival.asset)
            .where((Arrival.id == arrival_id) & (Arrival.state == ArrivalState.DUPLICATE))
            .scalar()
        )
    if asset_id is not None:
        use_again(desk, asset_id)
        return
    actions.take_anyway(desk.store, desk.actor, desk.now(), arrival_id)


def stop_arrival(desk: Desk, arrival_id: int) -> None:
    """Stop reading a file; the station sets it aside."""
    actions.stop_reading(desk.store, desk.actor, desk.now(), arrival_id)


def discard_arrival(desk: Desk, inbox: Path, arrival_id: int) -> None:
    """Move a file in trouble to the trash, which keeps it."""
    actions.discard(desk.store, desk.actor, desk.now(), desk.home, inbox, arrival_id)


def retry_arrivals(desk: Desk, ids: Sequence[int]) -> Outcome:
    """The same for several; what hinders one does not stop the rest."""
    return _each(ids, lambda number: retry_arrival(desk, number))


def take_arrivals(desk: Desk, ids: Sequence[int]) -> Outcome:
    """The same for several."""
    return _each(ids, lambda number: take_arrival(desk, number))


def discard_arrivals(desk: Desk, inbox: Path, ids: Sequence[int]) -> Outcome:
    """The same for several."""
    return _each(ids, lambda number: discard_arrival(desk, inbox, number))


def _each(ids: Sequence[int], act: Callable[[int], None]) -> Outcome:
    """Raises the first error where nothing was done at all."""
    done, first = 0, None
    for number in ids:
        try:
            act(number)
            done += 1
        except SoptuiError as error:
            first = first or error
    if first is not None and not done:
        raise first
    return Outcome(done, first)


def coming_with(desk: Desk, coverage_id: int) -> tuple[ArrivalView, ...]:
    """Files of the same cards or folders as the coverage's material that are not ready yet."""
    with desk.look():
        found = Asset.select(Asset.batch).where(
            (Asset.coverage == coverage_id) & (Asset.batch != "")
        )
        batches = {row.batch for row in found.distinct()}
        wanted = ARRIVING | IN_TROUBLE
        return tuple(row for row in rows(SHOWN, wanted) if row.batch in batches)
