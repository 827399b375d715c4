"""The inbox as people see it and act on it; what the station does there is the station's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from soptui.desk.context import Desk
from soptui.desk.item import AssetView, asset_view
from soptui.inbox import actions
from soptui.inbox.status import ArrivalView, InboxSummary, Offer, offers, rows, summary
from soptui.sop.arrival import ARRIVING, IN_TROUBLE
from soptui.store.tables import Asset

SHOWN = 300
KNOWN = 1000
"""Assets of offers that are shown one by one; more are only counted."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Everything the inbox screen shows, at one moment."""

    summary: InboxSummary
    offers: tuple[Offer, ...]
    assets: dict[int, AssetView]
    arrivals: tuple[ArrivalView, ...]


def read_inbox(desk: Desk) -> InboxPage:
    """What is ready and offered, what still arrives, and what is in trouble."""
    with desk.look():
        found = Asset.select().where(Asset.coverage.is_null()).order_by(Asset.id.desc())
        return InboxPage(
            summary=summary(),
            offers=offers(),
            assets={int(row.id): asset_view(row) for row in found.limit(KNOWN)},
            arrivals=rows(SHOWN),
        )


def retry_arrival(desk: Desk, arrival_id: int) -> None:
    """Let the station look at a file in trouble again."""
    actions.retry(desk.store, desk.actor, desk.now(), arrival_id)


def discard_arrival(desk: Desk, inbox: Path, arrival_id: int) -> None:
    """Move a file in trouble to the trash, which keeps it."""
    actions.discard(desk.store, desk.actor, desk.now(), desk.home, inbox, arrival_id)


def coming_with(desk: Desk, coverage_id: int) -> tuple[ArrivalView, ...]:
    """Files of the same cards or folders as the coverage's material that are not ready yet."""
    with desk.look():
        found = Asset.select(Asset.batch).where(
            (Asset.coverage == coverage_id) & (Asset.batch != "")
        )
        batches = {row.batch for row in found.distinct()}
        wanted = ARRIVING | IN_TROUBLE
        return tuple(row for row in rows(SHOWN) if row.batch in batches and row.state in wanted)
