"""The Head's room: closed without the passphrase, honest about the text, strict about the lock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from soptui.desk import step2_selection, step3_approval, texts
from soptui.desk.item import Item
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome
from soptui.sop.workflow import State
from soptui.tui.messages import Tick
from soptui.tui.screens.step3_approval import ApprovalScreen
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle

PASSPHRASE = "kuda nil makan rumput laut"
SIZES = [(80, 24), (120, 36)]


def give_key(office: Office) -> None:
    office.seal(PASSPHRASE)


def with_second_round(office: Office) -> Item:
    """A release that came back once and was submitted anew."""
    item = office.submitted()
    view = step3_approval.open_submission(office.head, item.id)
    step3_approval.decide(office.head, view.id, view.digest, Outcome.RETURNED, office.signer, "Isi")
    body = office.fresh(item).text("body")
    texts.save_text(office.manager, item.id, "body", body.body + "\n\nBaru \u202e!", body.version)
    step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    return office.fresh(item)


async def enter(pilot: Pilot[int], office: Office, role: Role, item: Item) -> ApprovalScreen:
    await seat(pilot, office, role, "en")
    screen = ApprovalScreen(item.id)
    pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


async def unlock(pilot: Pilot[int], screen: ApprovalScreen, secret: str = PASSPHRASE) -> None:
    screen.form.passphrase.value = secret
    await pilot.press("enter")
    await settle(pilot)


async def paint(pilot: Pilot[int]) -> None:
    """Let a dialog appear; its worker goes on until it is answered, so it is not waited for."""
    for _turn in range(4):
        await pilot.pause()


def read(screen: ApprovalScreen) -> str:
    """Everything on the paper and beside it."""
    return "\n".join(str(part.render()) for part in screen.query("#room Static").results(Static))


def offered(screen: ApprovalScreen) -> set[str]:
    return {command.action for command in screen.commands()}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["soptui", "console"])
def test_open_room_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    give_key(office)
    item = with_second_round(office)

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.HEAD)
        screen = ApprovalScreen(item.id)
        pilot.app.push_screen(screen)
        await settle(pilot)
        await unlock(pilot, screen)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_locked_nothing_can_be_read(office: Office, app_for: AppFor) -> None:
    give_key(office)
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        assert read(screen).strip() == ""
        assert offered(screen).isdisjoint({"approve", "send_back", "reject", "lock"})
        assert office.fresh(item).submission.opened_at is None  # type: ignore[union-attr]


async def test_a_wrong_passphrase_opens_nothing(office: Office, app_for: AppFor) -> None:
    give_key(office)
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        await unlock(pilot, screen, "bukan ini")
        assert "does not fit" in str(screen.notice.render())
        assert read(screen).strip() == ""
        assert screen.form.passphrase.value == ""


async def test_approving_signs_what_was_shown_and_locks(office: Office, app_for: AppFor) -> None:
    give_key(office)
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        await unlock(pilot, screen)
        assert item.submission is not None
        shown = item.submission.digest
        assert shown[:12] in read(screen)
        await pilot.press("s")
        await paint(pilot)
        await pilot.press("y")
        await settle(pilot)
        assert office.fresh(item).state is State.PUBLICATION
        decision = step3_approval.read_decision(office.head, item.id)
        assert decision is not None
        assert (decision.outcome, decision.genuine) == (Outcome.APPROVED, True)
        assert read(screen).strip() == ""
        assert "is approved" in str(screen.notice.render())


@pytest.mark.parametrize(("key", "state"), [("b", State.SELECTION), ("t", State.REJECTED)])
async def test_a_note_is_due(office: Office, app_for: AppFor, key: str, state: State) -> None:
    give_key(office)
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        await unlock(pilot, screen)
        await pilot.press(key)
        await paint(pilot)
        await pilot.press("enter")
        await paint(pilot)
        assert office.fresh(item).state is State.APPROVAL
        pilot.app.screen.query_one(Input).value = "Angka belum cocok"
        await pilot.press("enter")
        await settle(pilot)
        assert office.fresh(item).state is state
        decision = step3_approval.read_decision(office.head, item.id)
        assert decision is not None
        assert decision.note == "Angka belum cocok"
        assert not screen._is_readable


async def test_it_locks_itself_even_under_a_question(office: Office, app_for: AppFor) -> None:
    give_key(office)
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        await unlock(pilot, screen)
        signer = screen.head_lock.signer  # type: ignore[union-attr]
        await pilot.press("s")
        await paint(pilot)
        office.clock.advance(timedelta(minutes=5))
        screen.post_message(Tick(office.clock.now()))
        await settle(pilot)
        assert pilot.app.screen is screen
        assert "closed" in repr(signer)
        assert read(screen).strip() == ""
        await pilot.press("y")
        await settle(pilot)
        assert office.fresh(item).state is State.APPROVAL


async def test_leaving_closes_the_key(office: Office, app_for: AppFor) -> None:
    give_key(office)
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        await unlock(pilot, screen)
        signer = screen.head_lock.signer  # type: ignore[union-attr]
        await pilot.press("escape")
        await settle(pilot)
        assert "closed" in repr(signer)


async def test_a_release_taken_back_meanwhile_is_not_decided(
    office: Office, app_for: AppFor
) -> None:
    give_key(office)
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        await unlock(pilot, screen)
        await pilot.press("s")
        await paint(pilot)
        step2_selection.withdraw(office.manager, item.id, office.fresh(item).version, "Salah foto")
        await pilot.press("y")
        await settle(pilot)
        assert office.fresh(item).state is State.SELECTION
        assert step3_approval.read_decision(office.head, item.id) is None
        assert screen.notice.has_class("-trouble")


async def test_hidden_characters_and_changes_are_shown(office: Office, app_for: AppFor) -> None:
    give_key(office)
    item = with_second_round(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        await unlock(pilot, screen)
        assert "Baru <U+202E>!" in read(screen)
        assert "+ paragraph 3" in read(screen)


@pytest.mark.parametrize(("role", "may"), [(Role.WEB_MANAGER, True), (Role.REPORTER, False)])
async def test_others_read_along(office: Office, app_for: AppFor, role: Role, may: bool) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, role, item)
        assert "Not opened yet" in read(screen)
        assert ("withdraw" in offered(screen)) is may
        assert offered(screen).isdisjoint({"approve", "send_back", "reject", "lock"})


async def test_the_manager_takes_it_back(office: Office, app_for: AppFor) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, Role.WEB_MANAGER, item)
        await pilot.press("w")
        await paint(pilot)
        pilot.app.screen.query_one(Input).value = "Foto tertukar"
        await pilot.press("enter")
        await settle(pilot)
        assert office.fresh(item).state is State.SELECTION


async def test_what_was_rejected_says_why(office: Office, app_for: AppFor) -> None:
    item = office.submitted()
    view = step3_approval.open_submission(office.head, item.id)
    step3_approval.decide(
        office.head, view.id, view.digest, Outcome.REJECTED, office.signer, "Bukan kegiatan dinas"
    )
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        assert "Bukan kegiatan dinas" in read(screen)
        assert "approve" not in offered(screen)
