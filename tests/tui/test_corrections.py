"""Correcting and taking down what stands in public, as the manager and the Head see it."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from soptui.desk import corrections, step3_approval, step4_publication
from soptui.desk.item import Item
from soptui.sop.purpose import Purpose
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.tables import Delivery
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.screens.step2_selection import SelectionScreen
from soptui.tui.screens.step3_approval import ApprovalScreen
from soptui.tui.screens.step4_publication import PublicationScreen
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle, until

SIZES = [(80, 24), (120, 36)]
PAGE = "https://dinas.example/2026/11/las/"
POST = "https://instagram.com/p/DRx1abcD2Ef"
WHY = "Jumlah peserta keliru"


def approve(office: Office, item: Item) -> Item:
    view = step3_approval.open_submission(office.head, item.id)
    step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    return office.fresh(item)


def published(office: Office) -> Item:
    """A release that stands on the website and on Instagram."""
    item = approve(office, office.submitted())
    for row, url in zip(item.deliveries, (PAGE, POST), strict=True):
        Delivery.update(state=DeliveryState.PUBLISHED, url=url).where(
            Delivery.id == row.id
        ).execute()
    assert step4_publication.complete_if_done(office.station, item.id)
    return office.fresh(item)


def taken_back(office: Office) -> Item:
    item = published(office)
    corrections.take_down(office.manager, item.id, item.version, WHY)
    return office.fresh(item)


async def enter(
    pilot: Pilot[int], office: Office, item: Item, role: Role = Role.WEB_MANAGER
) -> PublicationScreen:
    await seat(pilot, office, role, "en")
    screen = PublicationScreen(item.id)
    pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


async def answer(pilot: Pilot[int], words: str) -> None:
    await until(pilot, Ask)
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")


async def test_the_manager_takes_what_stands_back_to_be_corrected(
    office: Office, app_for: AppFor
) -> None:
    item = published(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item)
        await pilot.press("l")
        await answer(pilot, WHY)
        await settle(pilot)
        now = office.fresh(item)
        assert (now.state, now.purpose) == (State.SELECTION, Purpose.CORRECTION)
        screen = SelectionScreen(item.id)
        pilot.app.push_screen(screen)
        await settle(pilot)
        assert WHY in str(screen.query_one("#banner", Static).content)
        offered = {command.action for command in screen.commands()}
        assert "reason" in offered
        assert "send_back" not in offered


async def test_a_takedown_is_asked_for_after_a_second_thought(
    office: Office, app_for: AppFor
) -> None:
    item = published(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("x")
        await answer(pilot, WHY)
        await until(pilot, Confirm)
        await pilot.press("n")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert office.fresh(item).state is State.PUBLISHED
        await pilot.press("x")
        await answer(pilot, WHY)
        await until(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot)
        now = office.fresh(item)
        assert (now.state, now.purpose) == (State.APPROVAL, Purpose.TAKEDOWN)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.ADMIN])
async def test_others_are_not_offered_it(office: Office, app_for: AppFor, role: Role) -> None:
    item = published(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item, role)
        assert not {"correct", "take_down"} & {command.action for command in screen.commands()}


async def test_what_was_taken_down_by_hand_is_noted(office: Office, app_for: AppFor) -> None:
    item = approve(office, taken_back(office))
    website, instagram = item.deliveries
    Delivery.update(state=DeliveryState.TAKEN_DOWN).where(Delivery.id == website.id).execute()
    Delivery.update(kit="/tmp/kit").where(Delivery.id == instagram.id).execute()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        screen.table.go_to(instagram.id)
        await settle(pilot)
        offered = {command.action for command in screen.commands()}
        assert "done" in offered
        assert "paste" not in offered
        await pilot.press("d")
        await until(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert office.fresh(item).state is State.TAKEN_DOWN


@pytest.mark.parametrize(
    ("state", "action"), [(DeliveryState.FAILED, "retry"), (DeliveryState.UNKNOWN, "resolve")]
)
async def test_what_a_published_release_left_over_is_settled_here_too(
    office: Office, app_for: AppFor, state: DeliveryState, action: str
) -> None:
    """Else nothing could be corrected: that waits until it is known what stands there."""
    item = published(office)
    left_over = item.deliveries[1].id
    Delivery.update(state=state, url="").where(Delivery.id == left_over).execute()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        screen.table.go_to(left_over)
        await settle(pilot)
        assert action in {command.action for command in screen.commands()}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["soptui", "console"])
def test_takedown_before_the_head_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    office.seal("kuda nil makan rumput laut")
    item = taken_back(office)

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.HEAD)
        screen = ApprovalScreen(item.id)
        pilot.app.push_screen(screen)
        await settle(pilot)
        screen.form.passphrase.value = "kuda nil makan rumput laut"
        await pilot.press("enter")
        await settle(pilot)
        assert screen.is_open

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]
