"""New assets of what was read; the same content is the same asset, however often it comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from soptui.inbox.camera_clock import shift_for
from soptui.sop.camera_clock import in_ms, plausible
from soptui.store.tables import Arrival, Asset

if TYPE_CHECKING:
    from soptui.media.digest import Digest


@dataclass(slots=True)
class Added:
    """Asset ids by hash; `made` are new, and by which arrival each new one came."""

    ids: dict[str, int] = field(default_factory=dict)
    made: dict[int, int] = field(default_factory=dict)


def add_assets(pairs: Iterable[tuple[Arrival, Digest]]) -> Added:
    """Make an asset of every content that has none yet. Call it inside a transaction."""
    first: dict[str, tuple[Arrival, Digest]] = {}
    for row, found in pairs:
        first.setdefault(found.sha256, (row, found))
    known = Asset.select(Asset.sha256, Asset.id).where(Asset.sha256.in_(list(first)))
    added = Added(dict(known.tuples().iterator()))
    new = {sha256: pair for sha256, pair in first.items() if sha256 not in added.ids}
    if new:
        rows = [_facts(row, found) for row, found in new.values()]
        made = Asset.insert_many(rows).returning(Asset.sha256, Asset.id).tuples().execute()
        for sha256, number in made:
            added.ids[sha256] = number
            added.made[new[sha256][0].id] = number
    return added


def _facts(row: Arrival, found: Digest) -> dict[str, Any]:
    """The asset's columns."""
    probe = found.probe
    if probe is None:
        raise ValueError("known content that is not known any more")
    folder, _, name = bytes(row.path).rpartition(b"/")
    shift = shift_for(row.batch, probe.camera, row.first_seen_at)
    captured, doubt = plausible(probe.captured_at, shift, row.first_seen_at)
    return {
        "sha256": found.sha256,
        "size": found.size,
        "kind": probe.kind,
        "media_type": probe.media_type.mime,
        "name": name,
        "folder": folder,
        "batch": row.batch,
        "content_id": probe.content_id,
        "width": probe.width or None,
        "height": probe.height or None,
        "duration_ms": probe.duration_ms,
        "pages": probe.pages,
        "captured_at": captured,
        "said_at": probe.captured_at,
        "captured_zone_known": captured is not None and probe.captured_zone_known,
        "captured_doubt": doubt,
        "shift_ms": in_ms(shift),
        "camera": probe.camera,
        "has_gps": probe.has_gps,
        "has_thumbnail": found.has_thumbnail,
        "fingerprint": found.fingerprint,
        "hints": list(found.hints),
        "arrived_at": row.first_seen_at,
    }
