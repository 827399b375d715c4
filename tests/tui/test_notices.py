"""Kabar: the mail server is entered and tried; people turn their own notices off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from soptui.desk.notices.addresses import own_address, set_address
from soptui.desk.notices.mail import read_mail
from soptui.notices.server import MailServer, Security
from soptui.notices.trouble import Trouble
from soptui.sop.notice import Kind, NoticeState
from soptui.sop.roles import Role
from soptui.store.tables import MailRow, NoticeRow, Person
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.mail import MailBox
from soptui.tui.screens.notices import NoticesScreen
from soptui.tui.screens.people import PeopleScreen
from soptui.tui.widgets.choice_field import ChoiceField
from soptui.tui.widgets.inbox_strip import InboxStrip
from tests.notices.mail_server import SENDER, mail_server
from tests.notices.test_messenger import endpoint
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle, until

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
SERVER = MailServer("mail.dinas.example", 587, Security.STARTTLS, SENDER, "soptui")
SIZES = [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]


def kept(office: Office, **notice: object) -> None:
    """A mail server, an address of the Head's, and a notice."""
    now = office.clock.now()
    MailRow.create(settings=SERVER.to_json(), set_at=now)
    head = Person.get(Person.role == Role.HEAD)
    Person.update(address="kepala@dinas.example").where(Person.id == head.id).execute()
    made = {"key": "x:3", "person": head, "kind": Kind.DECISION, "made_at": now, "next_at": now}
    NoticeRow.create(**{**made, **notice})


async def opened(pilot: Pilot[int], office: Office, language: str = "en") -> NoticesScreen:
    await seat(pilot, office, Role.ADMIN, language)
    await pilot.press("e")
    await settle(pilot)
    assert isinstance(pilot.app.screen, NoticesScreen)
    return pilot.app.screen


@pytest.mark.parametrize(("size", "theme"), SIZES)
def test_notices_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    kept(office, error=Trouble.LOGIN, attempts=3)

    async def run_before(pilot: Pilot[int]) -> None:
        await opened(pilot, office, "id")

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


@pytest.mark.parametrize(("size", "theme"), SIZES)
def test_mail_server_dialog_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    sent = office.clock.now() - timedelta(minutes=5)
    kept(office, state=NoticeState.SENT, done_at=sent)

    async def run_before(pilot: Pilot[int]) -> None:
        await opened(pilot, office, "id")
        await pilot.press("e")
        await until(pilot, MailBox)
        await pilot.press("f2")
        while not pilot.app.screen.query_one("#answer").display:
            await pilot.pause()

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_a_server_is_entered_tried_and_forgotten(office: Office, app_for: AppFor) -> None:
    with mail_server(Security.NONE) as box:
        async with app_for().run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot, office)
            assert "test" not in {command.name for command in screen.commands()}
            await pilot.press("e")
            await until(pilot, MailBox)
            fields = {field.parent.key: field for field in pilot.app.screen.query(Input)}  # type: ignore[union-attr]
            assert fields["password"].password
            fields["host"].value, fields["port"].value = "localhost", str(box.server.port)
            fields["sender"].value = SENDER
            await pilot.press("f2")  # STARTTLS, which this server does not offer
            while not pilot.app.screen.query_one("#answer").display:
                await pilot.pause()
            assert read_mail(office.desks[Role.ADMIN]).server is None
            pilot.app.screen.query_one(ChoiceField).button.press()
            await until(pilot, Choose)
            await pilot.press("end", "enter")
            await until(pilot, MailBox)
            await pilot.press("f2")
            await settle(pilot)
            assert "let soptui in" in str(screen.notice.render())
            assert read_mail(office.desks[Role.ADMIN]).server is not None
            await pilot.press("t")
            await until(pilot, Ask)
            pilot.app.screen.query_one(Input).value = "siti@dinas.example"
            await pilot.press("enter")
            await settle(pilot)
            assert "took the letter" in str(screen.notice.render())
            assert len(box.letters) == 1
            box.rcpt = ["550 no such user"]
            await pilot.press("t")
            await until(pilot, Ask)
            pilot.app.screen.query_one(Input).value = "siti@dinas.example"
            await pilot.press("enter")
            await settle(pilot)
            assert "refuses the recipient's address" in str(screen.notice.render())
            await pilot.press("x")
            await until(pilot, Confirm)
            await pilot.press("y")
            await settle(pilot)
            assert read_mail(office.desks[Role.ADMIN]).server is None


async def test_an_administrator_enters_addresses(office: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.ADMIN, "en")
        await pilot.press("o")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PeopleScreen)
        about = screen.query_one("#about", Static)
        assert "Not told by e-mail" in str(about.content)
        await pilot.press("e")
        await until(pilot, Choose)
        await pilot.press("enter")
        await until(pilot, Ask)
        pilot.app.screen.query_one(Input).value = "siti@dinas.example"
        await pilot.press("enter")
        await settle(pilot)
        assert "Told at siti@dinas.example" in str(about.content)
        with endpoint() as (url, told):
            await pilot.press("e")
            await until(pilot, Choose)
            await pilot.press("down", "enter")
            await until(pilot, Ask)
            typed = pilot.app.screen.query_one(Input)
            assert typed.password
            typed.value = f"{url}/rahasia"
            await pilot.press("enter")
            await settle(pilot)
        assert len(told) == 1
        assert "Told at json://" in str(about.content)
        assert "rahasia" not in pilot.app.export_screenshot()
        await pilot.press("e")
        await until(pilot, Choose)
        pilot.app.screen.query_one(OptionList).highlighted = 2
        await pilot.press("enter")
        await settle(pilot)
        assert "Not told by e-mail" in str(about.content)


async def test_people_turn_their_own_notices_off(office: Office, app_for: AppFor) -> None:
    set_address(office.desks[Role.ADMIN], office.manager.actor.person_id or 0, "m@dinas.example")
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.WEB_MANAGER, "en")
        for told in (False, True):
            await pilot.press("f7")
            await until(pilot, Confirm)
            await pilot.press("y")
            await settle(pilot)
            assert own_address(office.manager).told is told
        await seat(pilot, office, Role.REPORTER, "en")
        await pilot.press("f7")
        await settle(pilot)
        assert "No address of yours" in str(pilot.app.screen.query_one("Notice").render())


async def test_the_board_says_that_notices_do_not_go_out(office: Office, app_for: AppFor) -> None:
    kept(office, error=Trouble.UNREACHABLE)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.WEB_MANAGER, "en")
        assert "do not go out" in str(pilot.app.screen.query_one(InboxStrip).content)
        assert "notices" not in {command.name for command in pilot.app.screen.commands()}  # type: ignore[attr-defined]
        await seat(pilot, office, Role.REPORTER, "en")
        assert "do not go out" not in str(pilot.app.screen.query_one(InboxStrip).content)
