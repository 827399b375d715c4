"""Linking files that belong together, as soon as the last of them is here, in whatever order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from soptui.sop.material import Verdict
from soptui.sop.pairing import File, Link, pair
from soptui.sop.roles import STATION
from soptui.sop.workflow import State
from soptui.store.database import Store
from soptui.store.tables import Asset, Coverage
from soptui.store.trail import Entry, record_all

TOGETHER: Final = timedelta(days=1)
"""Files that arrive further apart are not of one card, though folders and names repeat."""
_GATHERING: Final = (State.HANDOVER, State.SELECTION)


def link_parts(store: Store, now: datetime, asset_ids: Collection[int]) -> int:
    """Link what belongs to the given new assets, or they to it; how many links were made.

    What a person has already put into a coverage, or judged, on its own stays on its own. A main in
    a coverage whose material is fixed gets no more parts. Doing so again changes nothing.
    """
    with store.connection():
        folders = [
            bytes(folder)
            for (folder,) in Asset.select(Asset.folder)
            .where(Asset.id.in_(list(asset_ids)))
            .distinct()
            .tuples()
            .iterator()
        ]
        rows = {int(row.id): row for row in _candidates(folders, now)}
    links = [link for link in pair(map(_file, rows.values())) if _is_new(link, rows)]
    if not links:
        return 0
    with store.transaction():
        done = [link for link in links if _write(link)]
        record_all(STATION, now, map(_entry, done))
    return len(done)


def parts_of(asset_id: int) -> tuple[Asset, ...]:
    """The files that belong to an asset. Call it inside a connection."""
    return tuple(Asset.select().where(Asset.part_of == asset_id).order_by(Asset.id))


def _candidates(folders: list[bytes], now: datetime) -> Iterable[Asset]:
    """Assets of those folders that came lately and whose coverage is not fixed."""
    return (
        Asset.select(Asset, Coverage)
        .left_outer_join(Coverage)
        .where(
            Asset.folder.in_(folders)
            & (Asset.arrived_at >= now - TOGETHER)
            & (Asset.coverage.is_null() | Coverage.state.in_(_GATHERING))
        )
    )


def _file(row: Asset) -> File:
    return File(
        int(row.id), bytes(row.folder), bytes(row.name), row.kind, row.media_type,
        row.captured_at, row.duration_ms, row.camera, row.content_id,
    )  # fmt: skip


def _is_new(link: Link, rows: dict[int, Asset]) -> bool:
    part = rows[link.part]
    on_its_own = part.coverage is not None or part.verdict is not Verdict.UNDECIDED
    return not on_its_own and (part.part_of_id, part.role) != (link.main, link.role)


def _write(link: Link) -> bool:
    """Whether the part is still nobody's work."""
    return bool(
        Asset.update(part_of=link.main, role=link.role, version=Asset.version + 1)
        .where(
            (Asset.id == link.part)
            & Asset.coverage.is_null()
            & (Asset.verdict == Verdict.UNDECIDED)
        )
        .execute()
    )


def _entry(link: Link) -> Entry:
    detail = {"part": link.part, "role": link.role.value}
    return Entry("link", f"asset:{link.main}", detail)
