"""One coverage as the screens of its steps read it: everything at once, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from soptui.desk.alike import Groups, alike_among
from soptui.desk.approval.decisions import newest_submission
from soptui.desk.assets import AssetView, assets_of
from soptui.desk.clocks import cycles_of
from soptui.desk.context import Desk, coverage_of
from soptui.desk.publication.deliveries import current_deliveries, earlier_post
from soptui.desk.release import build_manifest
from soptui.desk.step1_handover import handover_gaps
from soptui.desk.step2_selection import submission_gaps
from soptui.desk.step3_approval import SubmissionView, view_of
from soptui.sop.cycle import Cycle
from soptui.sop.manifest import Manifest
from soptui.sop.missing import Missing
from soptui.sop.purpose import Purpose
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.tables import Coverage, CycleRow, Delivery, Draft, Text


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
    earlier: str = ""
    """The address of the post that a correction or a takedown is about."""


@dataclass(frozen=True, slots=True)
class Item:
    """A coverage with its material, texts, clocks, submission and deliveries."""

    id: int
    code: str
    title: str
    state: State
    round: int
    purpose: Purpose
    note: str
    channels: tuple[str, ...]
    event_date: str
    embargo_at: datetime | None
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
        purpose=row.purpose,
        note=row.note,
        channels=tuple(row.channels),
        event_date=row.event_date,
        embargo_at=row.embargo_at,
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
                         d.total, d.attempts, d.next_at, d.published_at, d.version,
                         _earlier(row, d))
            for d in current_deliveries(row)
        ),
        alike=alike_among(assets),
    )  # fmt: skip


def _earlier(row: Coverage, delivery: Delivery) -> str:
    changes = row.state is State.PUBLICATION and row.purpose is not Purpose.RELEASE
    post = earlier_post(delivery) if changes else None
    return post.url if post else ""


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
