"""The entrance and the dialogs that every screen has, as they look."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input

from soptui.sop.roles import Role
from soptui.tui.messages import StoreChanged
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle

SIZES = [(80, 24), (120, 36)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["soptui", "console"])
def test_sign_in_snapshot(
    office: Office, app_for: AppFor, snap_compare: Any, size: tuple[int, int], theme: str
) -> None:
    async def run_before(pilot: Any) -> None:
        await settle(pilot)
        await pilot.press("enter", *"1234")
        await settle(pilot)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["f1", "y", "j", "n"])
def test_dialog_snapshot(
    office: Office, app_for: AppFor, snap_compare: Any, size: tuple[int, int], key: str
) -> None:
    office.gathered()

    async def run_before(pilot: Any) -> None:
        await seat(pilot, office, Role.WEB_MANAGER)
        await pilot.press(key)
        for _turn in range(5):  # a worker waits for the dialog's answer: it does not end
            await pilot.pause()

    assert snap_compare(app_for(), terminal_size=size, run_before=run_before)


async def test_the_names_come_back_from_the_pin(office: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert pilot.app.focused is pilot.app.screen.query_one("#pin")
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.focused is pilot.app.screen.query_one("#names")


async def test_what_the_station_writes_leaves_a_typed_pin_alone(
    office: Office, app_for: AppFor
) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter", *"48")
        pilot.app.screen.post_message(StoreChanged())
        await settle(pilot)
        await pilot.press("1")
        pin = pilot.app.screen.query_one("#pin", Input)
        assert (pin.value, pin.has_focus) == ("481", True)
