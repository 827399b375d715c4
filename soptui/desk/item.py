"""One coverage as the screens of its steps read it: everything at once, frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from soptui.desk.alike import Groups, alike_among
from soptui.desk.clocks import cycles_of
from soptui.desk.context import Desk, coverage_of
from soptui.desk.deliveries import current_deliveries
from soptui.desk.release import build_manifest
from soptui.desk.step1_handover import handover_gaps
from soptui.desk.step2_selection import submission_gaps
from soptui.desk.step3_approval import SubmissionView, newest_submission, view_of
from soptui.sop.cycle import Cycle
from soptui.sop.inert import in_one_line
from soptui.sop.manifest import Manifest
from soptui.sop.material import Doubt, Hint, Kind, PartRole, Verdict
from soptui.sop.missing import Missing
from soptui.sop.naming import disagrees
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.tables import LOOSE, Asset, Coverage, CycleRow, Draft, Text


@dataclass(frozen=True, slots=True)
class TextView:
    """A text as saved, and what this person typed over it and has not saved."""

    body: str = ""
    version: int = 0
    edited_by: str = ""
    edited_at: datetime | None = None
    draft: str | None = None
    draft_base: int = 0
    draft_at: datetime | None = None

    @property
    def shown(self) -> str:
        """What stands in the field when it is opened."""
        return self.body if self.draft is None else self.draft


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
    parts: tuple[PartRole, ...] = ()
    """Files that belong to it: the RAW of a JPEG, the film of a Live Photo, notes."""


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One channel's delivery as the publication screen shows it."""

    id: int
    channel: str
    state: DeliveryState
    url: str
    handle: str
    """What the channel itself calls it; the website: the page's folder in the site."""
    kit: str
    """The folder prepared for posting by hand; empty where there is none (yet)."""
    error: str
    done: int
    total: int
    attempts: int
    next_at: datetime | None
    published_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Item:
    """A coverage with its material, texts, clocks, submission and deliveries."""

    id: int
    code: str
    title: str
    state: State
    round: int
    note: str
    channels: tuple[str, ...]
    event_date: str
    reporter: str
    holder: str
    holder_id: int | None
    updated_at: datetime
    version: int
    assets: tuple[AssetView, ...]
    texts: Mapping[str, TextView]
    cycles: tuple[Cycle, ...]
    gaps: tuple[Missing, ...]
    preview: Manifest
    """Exactly what would be published as it stands."""
    submission: SubmissionView | None
    deliveries: tuple[DeliveryView, ...]
    alike: Groups = ()
    """Assets that show nearly the same, by id."""

    def text(self, field: str) -> TextView:
        """The text of `field`; an empty one where nobody has written."""
        return self.texts.get(field, TextView())

    @property
    def open_cycle(self) -> Cycle | None:
        """The clock that runs now."""
        return next((cycle for cycle in self.cycles if cycle.ended is None), None)


def read_item(desk: Desk, coverage_id: int) -> Item:
    """The coverage as it stands, with the drafts of whoever sits at the desk."""
    with desk.look():
        return _item(desk, coverage_of(coverage_id))


def _item(desk: Desk, row: Coverage) -> Item:
    submission = newest_submission(row)
    assets = assets_of(row)
    return Item(
        id=row.id,
        code=row.code,
        title=row.title,
        state=row.state,
        round=row.round,
        note=row.note,
        channels=tuple(row.channels),
        event_date=row.event_date,
        reporter=row.reporter.name if row.reporter else "",
        holder=row.holder.name if row.holder else "",
        holder_id=row.holder.id if row.holder else None,
        updated_at=row.updated_at,
        version=row.version,
        assets=assets,
        texts=_texts(desk, row),
        cycles=tuple(cycles_of(list(CycleRow.select().where(CycleRow.coverage == row)
                                    .order_by(CycleRow.id)))),
        gaps=_gaps(row),
        preview=build_manifest(row),
        submission=view_of(submission) if submission else None,
        deliveries=tuple(
            DeliveryView(d.id, d.channel, d.state, d.url, d.handle, d.kit, d.error, d.done,
                         d.total, d.attempts, d.next_at, d.published_at, d.version)
            for d in current_deliveries(row)
        ),
        alike=alike_among(assets),
    )  # fmt: skip


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
    Asset.fingerprint,
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


def _asset_view(row: Any, parts: Sequence[PartRole]) -> AssetView:
    """`row`: a tuple of `_COLUMNS`."""
    name = bytes(row.name)
    return AssetView(
        row.id, in_one_line(name.decode("utf-8", "backslashreplace")), row.kind, row.media_type,
        row.size, row.sha256, row.width, row.height, row.duration_ms, row.pages, row.captured_at,
        row.arrived_at, row.camera, row.has_gps, row.has_thumbnail, row.batch, row.verdict,
        row.reason, row.version, _hints(row.hints), row.captured_doubt, row.captured_zone_known,
        row.shift_ms != 0, row.said_at, disagrees(name, row.media_type), row.fingerprint,
        tuple(parts),
    )  # fmt: skip


def _hints(codes: object) -> tuple[Hint, ...]:
    """Those that this version knows."""
    known = {hint.value: hint for hint in Hint}
    return tuple(known[code] for code in codes if code in known) if isinstance(codes, list) else ()


def _texts(desk: Desk, row: Coverage) -> dict[str, TextView]:
    found = {
        text.field: TextView(text.body, text.version,
                             text.edited_by.name if text.edited_by else "", text.edited_at)
        for text in Text.select().where(Text.coverage == row)
    }  # fmt: skip
    drafts = Draft.select().where((Draft.coverage == row) & (Draft.person == desk.actor.person_id))
    for draft in drafts:
        text = found.get(draft.field, TextView())
        found[draft.field] = TextView(text.body, text.version, text.edited_by, text.edited_at,
                                      draft.body, draft.base_version, draft.saved_at)  # fmt: skip
    return found


def _gaps(row: Coverage) -> tuple[Missing, ...]:
    if row.state is State.HANDOVER:
        return tuple(handover_gaps(row))
    if row.state is State.SELECTION:
        return tuple(submission_gaps(row))
    return ()
