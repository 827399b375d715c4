"""The first run: what is typed stays, what is wrong is told, and an office comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from soptui.clock import FixedClock
from soptui.config import load_settings
from soptui.desk.access.people import people, sign_in
from soptui.desk.office import read_office
from soptui.paths import Home
from soptui.sop.roles import Role
from soptui.store.database import Store, open_store
from soptui.store.tables import HoursRow
from soptui.tui.app import Soptui
from soptui.tui.dialogs.recovery_code import RecoveryCode
from soptui.tui.screens.first_run import FirstRun
from soptui.tui.screens.sign_in import SignIn
from soptui.tui.widgets.form import Complaint, FormField
from soptui.tui.widgets.person_fields import PersonFields
from soptui.tui.widgets.setup_pages import HoursPage, OfficePage
from tests.office import MONDAY
from tests.tui.conftest import settle, until

PIN = "481526"
PASSPHRASE = "kuda nil makan rumput"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    home = Home(tmp_path / "home")
    home.make()
    store = open_store(home.database)
    with store.connection():
        yield store


def new_app(tmp_path: Path, store: Store, *, language: str = "en", theme: str = "soptui") -> Soptui:
    settings = load_settings(tmp_path / "home", tmp_path / "inbox", {})
    return Soptui(
        replace(settings, language=language, theme=theme),
        clock=FixedClock(MONDAY),
        environment={"TERM": "xterm-256color"},
        open_at=lambda _path: store,
    )


def first_run_of(pilot: Pilot[int]) -> FirstRun:
    assert isinstance(pilot.app.screen, FirstRun)
    return pilot.app.screen


def typed(pilot: Pilot[int], key: str) -> Input:
    return pilot.app.screen.query_one(f"#field-{key}", FormField).input


async def turn(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


@pytest.mark.parametrize("page", [0, 1, 2, 3])
@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_first_run_snapshot(
    tmp_path: Path, store: Store, snap_compare: object, page: int, size: tuple[int, int], theme: str
) -> None:
    async def run_before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        for key in ("enter", "f2", "f2")[:page]:
            await turn(pilot, key)

    app = new_app(tmp_path, store, language="id", theme=theme)
    assert snap_compare(app, terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_what_is_typed_stays_when_pages_are_turned_and_the_language_changes(
    tmp_path: Path, store: Store
) -> None:
    async with new_app(tmp_path, store).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await turn(pilot, "enter")
        typed(pilot, "address").value = "Jalan Contoh 1"
        await turn(pilot, "f2", "escape")
        assert isinstance(first_run_of(pilot).page, OfficePage)
        assert typed(pilot, "address").value == "Jalan Contoh 1"
        await turn(pilot, "f9")
        assert typed(pilot, "address").value == "Jalan Contoh 1"


async def test_a_wrong_nip_is_told_beside_it(tmp_path: Path, store: Store) -> None:
    async with new_app(tmp_path, store).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await turn(pilot, "enter")
        typed(pilot, "head_nip").value = "123"
        await turn(pilot, "f2")
        assert isinstance(first_run_of(pilot).page, OfficePage)
        complaint = pilot.app.screen.query_one("#field-head_nip", FormField).complaint
        assert complaint.display
        assert "18" in str(complaint.content)
        assert pilot.app.focused is typed(pilot, "head_nip")
        assert not pilot.app.screen.query_one("#field-name", FormField).complaint.display


async def test_the_week_is_counted_and_a_wrong_row_is_told(tmp_path: Path, store: Store) -> None:
    async with new_app(tmp_path, store).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await turn(pilot, "enter", "f2")
        page = first_run_of(pilot).page
        assert isinstance(page, HoursPage)
        assert "37 h 30 min" in str(page.total.content)
        typed(pilot, "5").value = "08.00-10.00"
        await settle(pilot)
        assert "39 h 30 min" in str(page.total.content)
        typed(pilot, "5").value = "08.00"
        await turn(pilot, "f2")
        assert first_run_of(pilot).page is page
        assert pilot.app.focused is typed(pilot, "5")
        for number in range(7):
            typed(pilot, str(number)).value = ""
        await turn(pilot, "f2")
        assert pilot.app.screen.query_one("#week", Complaint).display


async def test_an_office_comes_of_it(tmp_path: Path, store: Store) -> None:
    app = new_app(tmp_path, store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await turn(pilot, "enter", "f2")
        await turn(pilot, "f2")
        await turn(pilot, "f6")
        rows = list(pilot.app.screen.query(PersonFields))
        for number, row in enumerate(rows):
            fields = {field.name: field for field in row.query(Input)}
            fields["name"].value = f"Orang {number}"
            fields["pin"].value = fields["pin_again"].value = PIN
            fields["passphrase"].value = fields["passphrase_again"].value = PASSPHRASE
        await settle(pilot)
        assert PIN not in app.export_screenshot()
        await pilot.press("f2")
        await until(pilot, RecoveryCode)
        await pilot.press("escape")  # too easily pressed: the code is shown only once
        assert isinstance(app.screen, RecoveryCode)
        await turn(pilot, "w")
        assert isinstance(app.screen, SignIn)
        assert app.screen.notice.display
        office, everybody = read_office(), people()
        assert office is not None
        assert office.name.startswith("Dinas")
        assert [row.valid_from for row in HoursRow.select()] == ["2026-11-23"]
        assert {person.role for person in everybody} == set(Role) - {Role.STATION}
        assert sign_in(app.desk, everybody[0].id, PIN).name == "Orang 3"


async def test_pins_that_differ_go_no_further(tmp_path: Path, store: Store) -> None:
    async with new_app(tmp_path, store).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await turn(pilot, "enter", "f2")
        await turn(pilot, "f2")
        row = pilot.app.screen.query(PersonFields).first()
        fields = {field.name: field for field in row.query(Input)}
        fields["name"].value, fields["pin"].value, fields["pin_again"].value = "A", PIN, PIN[::-1]
        await turn(pilot, "f2")
        assert "not the same" in str(row.complaint.content)
        assert read_office() is None
        await turn(pilot, "f7")
        assert len(pilot.app.screen.query(PersonFields)) == 2


async def test_a_sample_office_is_made_and_its_pin_told(tmp_path: Path, store: Store) -> None:
    async with new_app(tmp_path, store).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await turn(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, SignIn)
        assert "481526" in str(pilot.app.screen.notice.content)
        assert len(people()) > 3
