"""People: seen and changed by administrators, each change said in words."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Static

from soptui.desk.access.accounts import read_accounts
from soptui.desk.access.people import people, sign_in
from soptui.sop.roles import Role
from soptui.store.tables import Person
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.form_box import NewSecret
from soptui.tui.dialogs.recovery_code import RecoveryCode
from soptui.tui.screens.people import PeopleScreen
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle, until

PIN = "481526"
PASSPHRASE = "kuda nil makan rumput"


async def pauses(pilot: Pilot[int]) -> None:
    """Let messages pass; a worker that waits for a dialog's answer is not waited for."""
    for _turn in range(4):
        await pilot.pause()


async def opened(pilot: Pilot[int], office: Office) -> PeopleScreen:
    await seat(pilot, office, Role.ADMIN, "en")
    await pilot.press("o")
    await settle(pilot)
    assert isinstance(pilot.app.screen, PeopleScreen)
    return pilot.app.screen


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_people_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    Person.update(failures=6, last_failure_at=office.clock.now()).where(Person.id == 1).execute()

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.ADMIN)
        await pilot.press("o")
        await settle(pilot)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_somebody_new_can_sign_in(office: Office, app_for: AppFor) -> None:
    async with app_for(language="en").run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office)
        await pilot.press("n")
        await pauses(pilot)
        fields = {field.name: field for field in pilot.app.screen.query(Input)}
        fields["name"].value = "reporter"  # taken: told in the dialog, which stays
        fields["pin"].value = fields["pin_again"].value = PIN
        await pilot.press("f2")
        while not pilot.app.screen.query_one("#answer").display:
            await pilot.pause()
        fields["name"].value = "Siti"
        await pilot.press("f2")
        await settle(pilot)
        assert pilot.app.screen is screen
        made = next(person for person in people() if person.name == "Siti")
        assert sign_in(office.station, made.id, PIN).role is Role.REPORTER


async def test_the_head_gets_a_key(office: Office, app_for: AppFor) -> None:
    async with app_for(language="en").run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office)
        await pilot.press("down", "down")
        await settle(pilot)
        assert "Without a signing key" in str(screen.query_one("#about", Static).content)
        await pilot.press("k")
        await until(pilot, Ask)
        pilot.app.screen.query_one(Input).value = "Berita acara 1/2026"
        await pilot.press("enter")
        await until(pilot, NewSecret)
        first, second = pilot.app.screen.query(Input)
        first.value = second.value = PASSPHRASE
        await pilot.press("f2")
        await until(pilot, RecoveryCode)
        await pilot.press("w")
        await settle(pilot)
        keys = {account.person.role: account.key for account in read_accounts(_admin(office))}
        assert keys[Role.HEAD]
        await pilot.press("k")  # once more: first a warning
        await pauses(pilot)
        assert pilot.app.screen.query(Button)
        await pilot.press("n")
        await settle(pilot)
        assert pilot.app.screen is screen


async def test_deactivating_asks_and_oneself_is_not_offered(
    office: Office, app_for: AppFor
) -> None:
    async with app_for(language="en").run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office)
        await pilot.press("a")
        await pauses(pilot)
        await pilot.press("y")
        await settle(pilot)
        assert Role.REPORTER not in {person.role for person in people()}
        screen.table.move_cursor(row=2)  # web manager, Head, administrator, then the reporter
        await settle(pilot)
        assert "activate" not in {command.name for command in screen.commands()}


def _admin(office: Office):  # type: ignore[no-untyped-def]
    return office.desks[Role.ADMIN]
