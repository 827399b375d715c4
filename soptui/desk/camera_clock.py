"""Correcting a camera's clock for everything that came from it on one card, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from soptui.clock import local
from soptui.desk.context import Desk, asset_of, person_of
from soptui.errors import WrongStep
from soptui.i18n import _
from soptui.inbox.parts import TOGETHER
from soptui.sop.camera_clock import in_ms, plausible, shift_between
from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.store.guard import update_guarded
from soptui.store.tables import Asset, CameraClock, Coverage
from soptui.store.trail import record

_GATHERING = (State.HANDOVER, State.SELECTION)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction would do: to how many files, and by how much."""

    files: int
    shift: timedelta


def preview_correction(desk: Desk, asset_id: int, really_taken: datetime) -> Correction:
    """What `correct_clock` would do; nothing is changed. Raises InvalidInput, WrongStep."""
    with desk.look() as now:
        asset = asset_of(asset_id)
        shift = shift_between(_said(asset), really_taken, now)
        return Correction(len(_same_card(asset)), shift)


def correct_clock(desk: Desk, asset_id: int, really_taken: datetime) -> int:
    """Say when one picture was really taken, and move all of its card and camera by the same.

    Returns how many files were moved. A correction replaces the one before: it counts from what the
    camera said. What is submitted or published stays as the Head saw it. Raises InvalidInput,
    WrongStep, NotAllowed.
    """
    with desk.act(Permission.CREATE) as now:
        asset = asset_of(asset_id)
        shift = shift_between(_said(asset), really_taken, now)
        moved = _same_card(asset)
        for row in moved:
            _move(row, shift)
        _date_coverages(moved)
        _remember(desk, asset, shift, now)
        record(desk.actor, now, "correct_clock", f"asset:{asset_id}", batch=asset.batch,
               camera=asset.camera, shift_ms=in_ms(shift), files=len(moved))  # fmt: skip
        return len(moved)


def _said(asset: Asset) -> datetime:
    if asset.said_at is None:
        raise WrongStep(
            _("This file does not say when it was taken."),
            remedy=_("Choose another one of the same camera."),
        )
    return asset.said_at


def _same_card(asset: Asset) -> Sequence[Asset]:
    """Everything of that camera that came in the same batch, unless it is fixed by a submission."""
    found = (
        Asset.select(Asset, Coverage)
        .left_outer_join(Coverage)
        .where(
            (Asset.batch == asset.batch)
            & (Asset.camera == asset.camera)
            & Asset.said_at.is_null(False)
            & Asset.arrived_at.between(asset.arrived_at - TOGETHER, asset.arrived_at + TOGETHER)
            & (Asset.coverage.is_null() | Coverage.state.in_(_GATHERING))
        )
    )
    return list(found)


def _move(row: Asset, shift: timedelta) -> None:
    moment, doubt = plausible(row.said_at, shift, row.arrived_at)
    update_guarded(row, captured_at=moment, captured_doubt=doubt, shift_ms=in_ms(shift))


def _date_coverages(moved: Sequence[Asset]) -> None:
    """The event's date follows its first picture, as when the coverage was made."""
    for coverage in {row.coverage for row in moved if row.coverage is not None}:
        rows = Asset.select(Asset.captured_at).where(Asset.coverage == coverage)
        taken = [row.captured_at for row in rows if row.captured_at is not None]
        if taken:
            event_date = local(min(taken)).date().isoformat()
            Coverage.update(event_date=event_date).where(Coverage.id == coverage.id).execute()


def _remember(desk: Desk, asset: Asset, shift: timedelta, now: datetime) -> None:
    """For what still comes from the same card."""
    CameraClock.delete().where(
        (CameraClock.batch == asset.batch) & (CameraClock.camera == asset.camera)
    ).execute()
    CameraClock.create(
        batch=asset.batch, camera=asset.camera, shift_ms=in_ms(shift),
        corrected_by=person_of(desk.actor), corrected_at=now,
    )  # fmt: skip
