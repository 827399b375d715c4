"""Coverages: making one of marked assets, adding and removing material, pausing, cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from peewee import fn

from soptui.clock import local
from soptui.desk.clocks import due_at, open_cycles, start_clock
from soptui.desk.context import Desk, asset_of, coverage_of, person_of
from soptui.desk.moves import move
from soptui.errors import Conflict, WrongStep
from soptui.i18n import _
from soptui.sop.cycle import PauseReason
from soptui.sop.material import Kind
from soptui.sop.privacy import mask
from soptui.sop.roles import Permission
from soptui.sop.workflow import Action, State
from soptui.store.guard import update_guarded
from soptui.store.tables import Asset, Coverage, PauseRow, Text
from soptui.store.trail import record

LONGEST_PAUSE = {
    PauseReason.SOURCE: timedelta(days=3),
    PauseReason.HARM_TEST: timedelta(days=14),
    PauseReason.EMBARGO: timedelta(days=30),
    PauseReason.OUTAGE: timedelta(days=1),
    PauseReason.HEADS_ORDER: timedelta(days=7),
}
"""After these a pause ends by itself (domain §2); provisional until the office sets its own."""


def create_coverage(desk: Desk, title: str, asset_ids: Sequence[int] = ()) -> int:
    """A new coverage of the given assets, in step 1. Returns its id.

    Its clock starts at the arrival of the first asset (domain §2, S1), or now without one.
    """
    with desk.act(Permission.CREATE) as now:
        person = person_of(desk.actor)
        assets = [asset_of(asset_id) for asset_id in asset_ids]
        started = min((asset.arrived_at for asset in assets), default=now)
        captured = min((a.captured_at for a in assets if a.captured_at), default=started)
        coverage = Coverage.create(
            number=(Coverage.select(fn.MAX(Coverage.number)).scalar() or 0) + 1,
            title=title.strip(),
            event_date=local(captured).date().isoformat(),
            reporter=person,
            holder=person,
            created_at=now,
            updated_at=now,
        )
        start_clock(desk, coverage, State.HANDOVER, min(started, now))
        if title.strip():
            Text.create(coverage=coverage, field="name", body=title.strip(), edited_by=person,
                        edited_at=now)  # fmt: skip
        for asset in assets:
            _attach(coverage, asset)
        coverage.due_at = due_at(desk, coverage, now)
        coverage.save(only=[Coverage.due_at])
        record(desk.actor, now, "create", coverage.code, assets=len(assets))
        return int(coverage.id)


def add_assets(desk: Desk, coverage_id: int, asset_ids: Sequence[int]) -> None:
    """Put more material into a coverage that is still being gathered or selected."""
    with desk.act(Permission.CREATE) as now:
        coverage = _gathering(coverage_id)
        for asset_id in asset_ids:
            _attach(coverage, asset_of(asset_id))
        record(desk.actor, now, "add_assets", coverage.code, assets=list(asset_ids))


def remove_asset(desk: Desk, asset_id: int) -> None:
    """Put an asset back among those that belong to no coverage."""
    with desk.act(Permission.CREATE) as now:
        asset = asset_of(asset_id)
        if asset.coverage is None:
            return
        coverage = _gathering(asset.coverage.id)
        update_guarded(asset, coverage=None, position=0)
        record(desk.actor, now, "remove_asset", coverage.code, asset=asset_id)


def cancel(desk: Desk, coverage_id: int, version: int, note: str) -> None:
    """Give a coverage up; its material and its trail stay."""
    with desk.act(Permission.CANCEL) as now:
        coverage = seen(coverage_id, version)
        move(desk, coverage, Action.CANCEL, now, note=note)


def pause(desk: Desk, coverage_id: int, reason: PauseReason, note: str = "") -> None:
    """Stop the running clock for a reason; it resumes by itself after the reason's longest time."""
    with desk.act(Permission.PAUSE) as now:
        coverage = coverage_of(coverage_id)
        start_pause(desk, coverage, reason, note, now)
        record(desk.actor, now, "pause", coverage.code, reason=reason.value, note=note.strip())


def resume(desk: Desk, coverage_id: int) -> None:
    """Let the clock run again."""
    with desk.act(Permission.PAUSE) as now:
        coverage = coverage_of(coverage_id)
        end_pauses(desk, coverage, now)
        record(desk.actor, now, "resume", coverage.code)


def start_pause(
    desk: Desk, coverage: Coverage, reason: PauseReason, note: str, now: datetime
) -> None:
    """Stop the clock that runs; part of an act. Raises WrongStep where none does."""
    cycles = open_cycles(coverage)
    if not cycles:
        raise WrongStep(_("No clock is running here."))
    running = PauseRow.select().where(
        (PauseRow.cycle == cycles[0]) & PauseRow.ended_at.is_null() & (PauseRow.until_at > now)
    )
    if running.exists():
        raise WrongStep(_("The clock is paused already."))
    PauseRow.create(cycle=cycles[0], reason=reason, note=mask(note.strip()),
                    person=person_of(desk.actor), started_at=now,
                    until_at=now + LONGEST_PAUSE[reason])  # fmt: skip
    _touch(desk, coverage)


def end_pauses(desk: Desk, coverage: Coverage, now: datetime) -> None:
    """Let the clock run again; part of an act. Raises WrongStep where it does."""
    ended = sum(
        PauseRow.update(ended_at=now)
        .where((PauseRow.cycle == cycle) & PauseRow.ended_at.is_null())
        .execute()
        for cycle in open_cycles(coverage)
    )
    if not ended:
        raise WrongStep(_("The clock is not paused."))
    _touch(desk, coverage)


def seen(coverage_id: int, version: int) -> Coverage:
    """The coverage if it is still as the acting person saw it; Conflict otherwise."""
    coverage = coverage_of(coverage_id)
    if coverage.version != version:
        raise Conflict(
            _("Somebody else changed coverage {code} first; nothing was done.").format(
                code=coverage.code
            ),
            remedy=_("It is shown anew; look again, then decide."),
        )
    return coverage


def _gathering(coverage_id: int) -> Coverage:
    coverage = coverage_of(coverage_id)
    if coverage.state not in {State.HANDOVER, State.SELECTION}:
        raise WrongStep(
            _("Coverage {code} is already submitted; its material is fixed.").format(
                code=coverage.code
            ),
            remedy=_("Withdraw it first, or make a new coverage."),
        )
    return coverage


def _attach(coverage: Coverage, asset: Asset) -> None:
    if asset.part_of_id is not None or asset.kind is Kind.SIDECAR:
        raise WrongStep(
            _("{name} belongs to another file and goes where that goes.").format(name=asset.label),
            remedy=_("Choose the picture or film itself."),
        )
    if asset.coverage is not None:
        raise Conflict(
            _("{name} already belongs to coverage {code}.").format(
                name=asset.label, code=asset.coverage.code
            ),
            remedy=_("Choose other material, or remove it there first."),
        )
    last = Asset.select(fn.MAX(Asset.position)).where(Asset.coverage == coverage).scalar() or 0
    update_guarded(asset, coverage=coverage, position=last + 1)


def _touch(desk: Desk, coverage: Coverage) -> None:
    now = desk.now()
    update_guarded(coverage, updated_at=now, due_at=due_at(desk, coverage, now))
