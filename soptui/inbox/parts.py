"""Linking files that belong together, as soon as the last of them is here, in whatever order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from soptui.sop.material import PartRole, Verdict
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
    return _link_folders(store, now, Asset.id.in_(list(asset_ids)))


def link_lately(store: Store, now: datetime) -> int:
    """The same for all that came lately: a station may have ended before it linked its last."""
    return _link_folders(store, now, Asset.arrived_at >= now - TOGETHER)


def _link_folders(store: Store, now: datetime, new: Any) -> int:
    """Link within the folders of the `new` assets (a condition)."""
    with store.connection():
        known = {piece.file.id: piece for piece in _candidates(new, now)}
    found = pair(piece.file for piece in known.values())
    links = [link for link in found if known[link.part].lacks(link)]
    if not links:
        return 0
    with store.transaction():
        done = [link for link in links if _write(link)]
        record_all(STATION, now, map(_entry, done))
    return len(done)


def parts_of(asset_id: int) -> tuple[Asset, ...]:
    """The files that belong to an asset. Call it inside a connection."""
    return tuple(Asset.select().where(Asset.part_of == asset_id).order_by(Asset.id))


@dataclass(frozen=True, slots=True)
class _Candidate:
    file: File
    part_of: int | None
    role: PartRole
    is_worked_on: bool
    """A person put it into a coverage, or judged it."""

    def lacks(self, link: Link) -> bool:
        """Whether it may get that link and has it not."""
        return not self.is_worked_on and (self.part_of, self.role) != (link.main, link.role)


def _candidates(new: Any, now: datetime) -> Iterator[_Candidate]:
    """Assets of the same folders that came lately and whose coverage is not fixed."""
    folders = Asset.select(Asset.folder).where(new).distinct()
    found = (
        Asset.select(
            Asset.part_of, Asset.role, Asset.coverage, Asset.verdict, Asset.id, Asset.folder,
            Asset.name, Asset.kind, Asset.media_type, Asset.captured_at, Asset.duration_ms,
            Asset.camera, Asset.content_id,
        )
        .left_outer_join(Coverage)
        .where(
            Asset.folder.in_(folders)
            & (Asset.arrived_at >= now - TOGETHER)
            & (Asset.coverage.is_null() | Coverage.state.in_(_GATHERING))
        )
    )  # fmt: skip
    for part_of, role, coverage, verdict, number, folder, name, *rest in found.tuples().iterator():
        worked_on = coverage is not None or verdict is not Verdict.UNDECIDED
        file = File(number, bytes(folder), bytes(name), *rest)
        yield _Candidate(file, part_of, role, worked_on)


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
