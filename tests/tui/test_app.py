"""The program around the screens: opening, what goes wrong at opening, sizes, leaving, idling."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from soptui.clock import FixedClock
from soptui.config import load_settings
from soptui.desk.access.people import reset_pin
from soptui.i18n import current_language
from soptui.sop.roles import Role
from soptui.tui.app import Soptui
from soptui.tui.dialogs.too_small import TooSmall
from soptui.tui.screens.board import BoardScreen
from soptui.tui.screens.sign_in import SignIn
from tests.office import MONDAY, Office
from tests.tui.conftest import AppFor, seat, settle

PIN = "481526"


def opened(home: Path) -> Soptui:
    settings = replace(load_settings(home, home / "inbox", {}), language="en")
    return Soptui(settings, clock=FixedClock(MONDAY), environment={"TERM": "xterm-256color"})


async def sentence(app: Soptui) -> str:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        return str(app.query_one("#opening", Static).content)


async def test_a_file_that_is_no_database_is_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "soptui.db").write_bytes(b"this is no database at all, but a letter" * 100)
    before = (tmp_path / "soptui.db").read_bytes()
    assert "damaged" in await sentence(opened(tmp_path))
    assert (tmp_path / "soptui.db").read_bytes() == before


async def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "soptui.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    assert "newer soptui" in await sentence(opened(tmp_path))


async def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be used" in await sentence(opened(tmp_path / "file" / "home"))


async def test_a_broken_settings_file_is_told_at_the_entrance(office: Office) -> None:
    office.home.settings.write_text("language = [", encoding="utf-8")
    settings = load_settings(office.home.root, office.home.root / "inbox", {})
    app = Soptui(settings, clock=office.clock, environment={}, open_at=lambda _path: office.store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, SignIn)
        assert "soptui.toml" in str(app.screen.notice.content)


async def test_too_small_says_so_and_loses_nothing(office: Office, app_for: AppFor) -> None:
    office.gathered()
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.REPORTER)
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert isinstance(pilot.app.screen, TooSmall)
        assert "60×20" in str(pilot.app.screen.query_one(Static).content)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_nobody_s_keys_for_ten_minutes_and_the_entrance_returns(
    office: Office, app_for: AppFor
) -> None:
    app = app_for()
    async with app.run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.REPORTER)
        office.clock.advance(timedelta(minutes=9))
        app._tick()
        await settle(pilot)
        assert isinstance(app.screen, BoardScreen)
        office.clock.advance(timedelta(minutes=2))
        app._tick()
        await settle(pilot)
        assert isinstance(app.screen, SignIn)
        assert app.person is None


async def test_signing_in_by_name_and_pin(office: Office, app_for: AppFor) -> None:
    reset_pin(office.desks[Role.ADMIN], office.reporter.actor.person_id or 0, PIN)
    app = app_for(language="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", *"000000", "enter")
        await settle(pilot)
        assert isinstance(app.screen, SignIn)
        assert "do not fit" in str(app.screen.notice.content)
        await pilot.press(*PIN, "enter")
        await settle(pilot)
        assert isinstance(app.screen, BoardScreen)
        assert app.person_name == "reporter"


async def test_f9_changes_the_language_and_the_person_keeps_it(
    office: Office, app_for: AppFor
) -> None:
    app = app_for()
    async with app.run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.REPORTER)
        await pilot.press("f9")
        await settle(pilot)
        assert current_language() == "en"
        assert "N New" in str(app.screen.query_one("CommandBar", Static).content)
        await pilot.press("f4")
        await settle(pilot)
        assert isinstance(app.screen, SignIn)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+p", "ctrl+s"])
async def test_keys_that_would_leave_a_kiosk_do_nothing(
    office: Office, app_for: AppFor, key: str
) -> None:
    app = app_for()
    async with app.run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.REPORTER)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, BoardScreen)
        assert app.is_running


async def test_the_command_bar_can_be_clicked(office: Office, app_for: AppFor) -> None:
    app = app_for(language="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.REPORTER, "en")
        bar = app.screen.query_one("CommandBar", Static)
        at = str(bar.content).index("Inbox")
        await pilot.click(bar, offset=(at + 1, 0))
        await settle(pilot)
        assert type(app.screen).__name__ == "InboxScreen"
