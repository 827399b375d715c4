"""Keys, letters and PINs as people see to them at their screens."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList, Static

from soptui.desk.access.logins import LoginView, SessionOwner, read_logins
from soptui.desk.access.people import sign_in
from soptui.desk.approval.mandates import read_mandates
from soptui.identity.pin import hash_pin
from soptui.sop.material import Kind
from soptui.sop.roles import Role
from soptui.store.tables import Person
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.mandate import MandateBox
from soptui.tui.dialogs.passphrase import ChangeSecret
from soptui.tui.screens.people import PeopleScreen
from soptui.tui.screens.sign_in import SignIn
from tests.office import CHEAP, Office, new_signer
from tests.tui.conftest import AppFor, seat, settle, until
from tests.tui.test_step3_approval import answer

PIN, NEW = "481526", "915264"


@pytest.fixture
def admin(office: Office) -> Office:
    Person.update(pin_hash=hash_pin(PIN, CHEAP)).execute()
    return office


async def test_the_administrator_enters_a_letter_with_its_scan(
    admin: Office, app_for: AppFor
) -> None:
    scan = admin.asset("surat-perintah.pdf", Kind.DOCUMENT)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, admin, Role.ADMIN, "en")
        await pilot.press("o")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PeopleScreen)
        await pilot.press("m")
        await answer(pilot, "new")
        await answer(pilot, str(admin.reporter.actor.person_id))
        await answer(pilot, "plt")
        await answer(pilot, str(scan))
        await until(pilot, MandateBox)
        words = ("Siti, S.Sos.", "196801011990031001", "Pembina", "800/1/2026", "2026-11-20",
                 "24-11-2026", "23/11/2026")  # fmt: skip
        fields = list(pilot.app.screen.query(Input))
        for field, typed in zip(fields, words, strict=True):
            field.value = typed
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MandateBox)  # it ends before it begins
        fields[-1].value = "23-12-2026"
        await pilot.press("f2")
        await settle(pilot)
        (view,) = read_mandates(admin.head)
        assert (view.signed, view.mandate.valid_until) == (False, "2026-12-23")
        assert view.mandate.scan
        await pilot.press("m")
        await answer(pilot, str(view.id))
        await until(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert read_mandates(admin.head)[0].revoked_at is not None


async def test_an_ssh_key_is_registered_and_forgotten(admin: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, admin, Role.ADMIN, "en")
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("s")
        await answer(pilot, "new")
        await until(pilot, Ask)
        pilot.app.screen.query_one(Input).value = new_signer().public_key.openssh("laptop")
        await pilot.press("enter")
        await settle(pilot)
        logins = everybodys(admin)
        assert len(logins) == 1
        await pilot.press("s")
        await answer(pilot, str(logins[0].id))
        await until(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert everybodys(admin) == []


def everybodys(admin: Office) -> list[LoginView]:
    """The registered keys of all four people."""
    desk = admin.desks[Role.ADMIN]
    return [login for person in range(1, 5) for login in read_logins(desk, person)]


async def test_everybody_changes_their_own_pin(admin: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, admin, Role.REPORTER, "en")
        await pilot.press("f8")
        await until(pilot, ChangeSecret)
        fields = list(pilot.app.screen.query(Input))
        for field, typed in zip(fields, ("000000", NEW, NEW), strict=True):
            field.value = typed
        await pilot.press("f2")
        while not pilot.app.screen.query_one("#answer").display:
            await pilot.pause()
        assert isinstance(pilot.app.screen, ChangeSecret)
        fields[0].value = PIN
        await pilot.press("f2")
        await settle(pilot)
        person = admin.reporter.actor.person_id
        assert person is not None
        assert sign_in(admin.station, person, NEW).id == person


async def test_a_letter_goes_to_the_next_name_that_begins_with_it(
    admin: Office, app_for: AppFor
) -> None:
    Person.create(name="Rini", role=Role.REPORTER, pin_hash="")
    async with app_for().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        names = pilot.app.screen.query_one("#names", OptionList)
        marked = []
        for key in ("h", "r", "r", "z"):
            await pilot.press(key)
            marked.append(str(names.highlighted_option.prompt).split(" ")[0])  # type: ignore[union-attr]
        assert marked == ["head", "Rini", "reporter", "reporter"]


async def test_a_bound_session_offers_its_person_alone(admin: Office, app_for: AppFor) -> None:
    app = app_for(language="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.session_owner = SessionOwner(admin.manager.actor.person_id or 0, "SHA256:x")
        screen = app.screen
        assert isinstance(screen, SignIn)
        await screen.reload()
        assert screen.names.option_count == 1
        asked = str(screen.query_one("#asked", Static).content)
        assert asked == "This SSH session belongs to web_manager."
