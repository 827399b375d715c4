"""Assets as they are listed and shown: frozen, with what belongs to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from soptui.desk.context import Desk
from soptui.media.crop import Focus
from soptui.sop.inert import in_one_line
from soptui.sop.material import Doubt, Hint, Kind, PartRole, Verdict
from soptui.sop.naming import disagrees
from soptui.store.tables import LOOSE, Asset, Coverage


@dataclass(frozen=True, slots=True)
class AssetView:
    """An asset as it is listed and shown; times are UTC, sizes in bytes and displayed pixels."""

    id: int
    name: str
    kind: Kind
    media_type: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    duration_ms: int | None
    pages: int | None
    captured_at: datetime | None
    arrived_at: datetime
    camera: str
    has_gps: bool
    has_thumbnail: bool
    batch: str
    verdict: Verdict
    reason: str
    version: int
    hints: tuple[Hint, ...] = ()
    """What a machine noticed; it decides nothing."""
    doubt: Doubt = Doubt.NONE
    """Why the moment of capture is not known."""
    zone_known: bool = False
    shifted: bool = False
    """Whether a person corrected the camera's clock."""
    said_at: datetime | None = None
    """What the camera's clock said, right or wrong."""
    wrong_ending: bool = False
    """Whether the name ends as if it were of another type."""
    fingerprint: str = ""
    focus: Focus | None = None
    """What must be seen where it is cut; None: the usual place."""
    parts: tuple[PartRole, ...] = ()
    """Files that belong to it: the RAW of a JPEG, the film of a Live Photo, notes."""


def assets_of(row: Coverage) -> tuple[AssetView, ...]:
    """The coverage's material in its order."""
    return read_assets(Asset.coverage == row, Asset.position, Asset.id)


def unassigned_assets(desk: Desk, limit: int = 500) -> tuple[AssetView, ...]:
    """Ready material that belongs to no coverage yet, newest capture last."""
    with desk.look():
        return read_assets(LOOSE, Asset.captured_at, Asset.id, limit=limit)


_COLUMNS = (
    Asset.id, Asset.name, Asset.kind, Asset.media_type, Asset.size, Asset.sha256, Asset.width,
    Asset.height, Asset.duration_ms, Asset.pages, Asset.captured_at, Asset.arrived_at, Asset.camera,
    Asset.has_gps, Asset.has_thumbnail, Asset.batch, Asset.verdict, Asset.reason, Asset.version,
    Asset.hints, Asset.captured_doubt, Asset.captured_zone_known, Asset.shift_ms, Asset.said_at,
    Asset.fingerprint, Asset.focus_x, Asset.focus_y,
)  # fmt: skip


def read_assets(where: Any, *order: Any, limit: int | None = None) -> tuple[AssetView, ...]:
    """The assets for which `where` holds, each with what belongs to it. Call it in a connection.

    Plain tuples: the inbox reads hundreds twice a second while a card is copied in.
    """
    found = Asset.select(*_COLUMNS).where(where).order_by(*(order or (Asset.id,)))
    rows = list((found.limit(limit) if limit else found).namedtuples())
    if not rows:
        return ()
    parts: dict[int, list[PartRole]] = {}
    numbers = [row.id for row in rows]
    belonging = Asset.select(Asset.part_of, Asset.role).where(
        Asset.part_of.between(min(numbers), max(numbers))
    )
    for main, role in belonging.order_by(Asset.id).tuples().iterator():
        parts.setdefault(main, []).append(role)
    return tuple(_asset_view(row, parts.get(row.id, ())) for row in rows)


def focus_of(row: Any) -> Focus | None:
    """What a person wants to be seen of an asset; None: the usual place."""
    return None if row.focus_x is None or row.focus_y is None else Focus(row.focus_x, row.focus_y)


def _asset_view(row: Any, parts: Sequence[PartRole]) -> AssetView:
    """`row`: a tuple of `_COLUMNS`."""
    name = bytes(row.name)
    return AssetView(
        row.id, in_one_line(name.decode("utf-8", "backslashreplace")), row.kind, row.media_type,
        row.size, row.sha256, row.width, row.height, row.duration_ms, row.pages, row.captured_at,
        row.arrived_at, row.camera, row.has_gps, row.has_thumbnail, row.batch, row.verdict,
        row.reason, row.version, _hints(row.hints), row.captured_doubt, row.captured_zone_known,
        row.shift_ms != 0, row.said_at, disagrees(name, row.media_type), row.fingerprint,
        focus_of(row), tuple(parts),
    )  # fmt: skip


def _hints(codes: object) -> tuple[Hint, ...]:
    """Those that this version knows."""
    known = {hint.value: hint for hint in Hint}
    return tuple(known[code] for code in codes if code in known) if isinstance(codes, list) else ()
