"""The Head's room: closed without the passphrase, honest about the text, strict about the lock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from soptui.desk import step2_selection, step3_approval, texts
from soptui.desk.access.people import sign_in
from soptui.desk.approval.head_key import keys_to_vouch_for
from soptui.desk.approval.keys import make_key, read_register
from soptui.desk.approval.mandates import read_mandates
from soptui.desk.coverage import add_assets
from soptui.desk.item import Item
from soptui.desk.privacy import check_pictures
from soptui.desk.verify.whole import verify
from soptui.errors import WrongStep
from soptui.identity.pin import hash_pin
from soptui.sop.cycle import PauseReason
from soptui.sop.finding import Level
from soptui.sop.mandate import Capacity
from soptui.sop.material import Verdict
from soptui.sop.register import Trust
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome
from soptui.sop.workflow import State
from soptui.store.tables import EventRow, Person
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.mandate import MandateBox
from soptui.tui.dialogs.passphrase import ChangeSecret, NewPassphrase, Recovery
from soptui.tui.dialogs.recovery_code import RecoveryCode
from soptui.tui.messages import Tick
from soptui.tui.screens.step3_approval import ApprovalScreen
from soptui.tui.widgets.picture import Picture
from tests.attacks.conftest import errors, refusal
from tests.office import CHEAP, Office
from tests.tui.conftest import AppFor, seat, settle, until

PASSPHRASE = "kuda nil makan rumput laut"
NEW = "lima kambing makan roti"
PIN = "481526"
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


def three_waiting(office: Office) -> list[Item]:
    titles = ("Satu untuk Kepala", "Dua untuk Kepala", "Tiga untuk Kepala")
    return [office.submitted(office.narrated(title)) for title in titles]


async def open_room(pilot: Pilot[int], office: Office, item: Item) -> ApprovalScreen:
    office.seal(PASSPHRASE)
    screen = await enter(pilot, office, Role.HEAD, item)
    await unlock(pilot, screen)
    return screen


async def test_the_room_stays_open_while_others_wait(office: Office, app_for: AppFor) -> None:
    items = three_waiting(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, items[0])
        await pilot.press("s")
        await until(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert office.fresh(items[0]).state is State.PUBLICATION
        assert screen.is_open
        assert screen.shown_id == items[1].id


async def test_several_are_approved_once_each_was_opened(office: Office, app_for: AppFor) -> None:
    items = three_waiting(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, items[0])
        await pilot.press("space", "right")
        await settle(pilot)
        await pilot.press("space", "s")
        await until(pilot, Confirm)
        asked = str(pilot.app.screen.query(Static).first().content)
        assert "these 2 releases" in asked
        assert "Tiga" not in asked
        await pilot.press("y")
        await settle(pilot)
        states = [office.fresh(item).state for item in items]
        assert states == [State.PUBLICATION, State.PUBLICATION, State.APPROVAL]
        assert "2 releases are approved" in str(screen.notice.render())
        assert office.fresh(items[2]).submission.opened_at is not None  # type: ignore[union-attr]


async def test_of_several_one_that_was_taken_back_is_told_and_the_others_go(
    office: Office, app_for: AppFor
) -> None:
    items = three_waiting(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, items[0])
        await pilot.press("space", "right")
        await settle(pilot)
        await pilot.press("space")
        newest = office.fresh(items[0])
        step2_selection.withdraw(office.manager, newest.id, newest.version, "Salah foto")
        await pilot.press("s")
        await until(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert office.fresh(items[0]).state is State.SELECTION
        assert office.fresh(items[1]).state is State.PUBLICATION
        assert screen.notice.has_class("-trouble")


async def test_in_the_harm_test_it_is_not_decided_and_its_clock_stands(
    office: Office, app_for: AppFor
) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, item)
        await pilot.press("u")
        await until(pilot, Ask)
        await pilot.press(*"Data peserta", "enter")
        await settle(pilot)
        assert "In the harm test" in read(screen)
        assert offered(screen).isdisjoint({"approve", "send_back", "reject"})
        view = screen.view
        assert view is not None
        with pytest.raises(WrongStep, match="harm test"):
            step3_approval.decide(
                office.head, view.id, view.digest, Outcome.APPROVED, office.signer
            )
        pause = office.fresh(item).cycles[-1].pauses[0]
        assert pause.reason is PauseReason.HARM_TEST
        await pilot.press("u")
        await until(pilot, Ask)
        await pilot.press(*"Boleh terbuka", "enter")
        await settle(pilot)
        assert "approve" in offered(screen)


async def test_each_channel_is_shown_as_its_readers_see_it(office: Office, app_for: AppFor) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, item)
        paper = screen.paper
        assert "── Website" in read(screen)
        await pilot.press("c")
        await settle(pilot)
        assert paper.channel == "website"
        assert "As readers of Website see it" in read(screen)
        await pilot.press("c")
        await settle(pilot)
        assert paper.channel == "instagram"
        assert "1440×960 px" in read(screen)
        await pilot.press("c")
        await settle(pilot)
        assert paper.channel == ""


async def test_it_locks_after_its_time_however_many_keys_are_pressed(
    office: Office, app_for: AppFor
) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, item)
        for _minute in range(21):
            office.clock.advance(timedelta(minutes=1))
            await pilot.press("down")
            screen.post_message(Tick(office.clock.now()))
            await settle(pilot)
        assert not screen.is_open
        assert "as long as it may be" in str(screen.notice.render())
        assert read(screen).strip() == ""


async def choose(pilot: Pilot[int], answer: str) -> None:
    """Open the menu of the key, and choose."""
    await pilot.press("l")
    await until(pilot, Choose)
    options = pilot.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(answer)
    await pilot.press("enter")


async def test_a_checkpoint_is_signed_and_laid_out(office: Office, app_for: AppFor) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(120, 36)) as pilot:
        screen = await open_room(pilot, office, item)
        await choose(pilot, "checkpoint")
        await settle(pilot)
        (path,) = office.home.checkpoints.glob("*.json")
        assert str(path) in str(screen.notice.render())
        sheet = path.with_suffix(".txt").read_text()
        assert path.read_text() in sheet
        assert office.signer.public_key.fingerprint in sheet
        copy = (path.read_text(), path.with_name(f"{path.name}.sig").read_text())
        found = list(verify(office.station, copies=[copy], files=False))
        assert not [entry for entry in found if entry.level is Level.ERROR]


async def test_the_passphrase_is_changed_by_the_old_one(office: Office, app_for: AppFor) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, item)
        await choose(pilot, "passphrase")
        await until(pilot, ChangeSecret)
        for field, typed in zip(pilot.app.screen.query(Input), (PASSPHRASE, NEW, NEW), strict=True):
            field.value = typed
        await pilot.press("f2")
        await settle(pilot)
        await pilot.press("k")
        await settle(pilot)
        await unlock(pilot, screen)
        assert not screen.is_open
        await unlock(pilot, screen, NEW)
        assert screen.is_open


async def test_a_new_key_is_vouched_for_and_the_old_decisions_stay(
    office: Office, app_for: AppFor
) -> None:
    office.approved()
    item = office.submitted(office.narrated("Bursa kerja di Pandak"))
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, item)
        office.clock.advance(timedelta(seconds=5))
        await choose(pilot, "key")
        await until(pilot, NewPassphrase)
        for field in pilot.app.screen.query(Input):
            field.value = NEW
        await pilot.press("f2")
        await until(pilot, RecoveryCode)
        await pilot.press("w")
        await settle(pilot)
        assert not screen.is_open
        await unlock(pilot, screen, NEW)
        await pilot.press("s")
        await until(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert office.fresh(item).state is State.PUBLICATION
        trusts = [key.trust for key in read_register(office.head).keys.values()]
        assert trusts == [Trust.FIRST, Trust.ENDORSED]
        assert (refusal(office), errors(office)) == ("", "")


async def test_a_forgotten_passphrase_is_replaced_by_the_code_from_the_safe(
    office: Office, app_for: AppFor
) -> None:
    item = office.submitted()
    head = office.head.actor.person_id
    assert head is not None
    code = make_key(office.head, head, PASSPHRASE, voucher=office.signer, cost=CHEAP)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, Role.HEAD, item)
        await pilot.press("f6")
        await until(pilot, Recovery)
        for field, typed in zip(pilot.app.screen.query(Input), (code, NEW, NEW), strict=True):
            field.value = typed
        await pilot.press("f2")
        await until(pilot, RecoveryCode)
        fresh = str(pilot.app.screen.query_one("#code", Static).content)
        assert len(fresh) == len(code)
        assert fresh != code
        await pilot.press("w")
        await settle(pilot)
        await unlock(pilot, screen, NEW)
        assert screen.is_open
    told = [row.action for row in EventRow.select()]
    assert "recover_key" in told


async def test_somebody_with_a_letter_makes_a_key_and_decides(
    office: Office, app_for: AppFor
) -> None:
    item = office.submitted()
    person = Person.create(name="Sekretaris", role=Role.REPORTER, pin_hash=hash_pin(PIN, CHEAP))
    async with app_for().run_test(size=(80, 24)) as pilot:
        await open_room(pilot, office, item)
        await choose(pilot, "mandates")
        await until(pilot, Choose)
        await pilot.press("enter")  # a new letter
        await answer(pilot, str(person.id))
        await answer(pilot, "plh")
        await until(pilot, MandateBox)
        words = ("Sekretaris Dinas", "", "Pembina", "800/1/2026", "2026-11-20", "2026-11-23",
                 "2026-11-24")  # fmt: skip
        for field, typed in zip(pilot.app.screen.query(Input), words, strict=True):
            field.value = typed
        await pilot.press("f2")
        await settle(pilot)
        (view,) = read_mandates(office.head)
        assert (view.signed, view.in_force) == (True, True)
        await pilot.press("escape")
        await settle(pilot)
        seated = sign_in(office.station, person.id, PIN)
        assert seated.acting
        pilot.app.enter(replace(seated, language="en"))  # type: ignore[attr-defined]
        await settle(pilot)
        screen = ApprovalScreen(item.id)
        pilot.app.push_screen(screen)
        await settle(pilot)
        assert "F7 makes one" in str(screen.form.query_one("#waiting", Static).content)
        await pilot.press("f7")
        await until(pilot, NewPassphrase)
        for field in pilot.app.screen.query(Input):
            field.value = NEW
        await pilot.press("f2")
        await until(pilot, RecoveryCode)
        await pilot.press("w")
        await settle(pilot)
        await unlock(pilot, screen, NEW)
        await pilot.press("s")
        await until(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot)
    decision = step3_approval.read_decision(office.head, item.id)
    assert decision is not None
    assert (decision.genuine, decision.capacity) == (True, Capacity.PLH)
    await_vouching = keys_to_vouch_for(office.head)
    assert [key.name for key in await_vouching] == ["Sekretaris"]


async def answer(pilot: Pilot[int], option: str) -> None:
    """Wait for a list that has `option`, and choose it."""
    while True:
        await until(pilot, Choose)
        options = pilot.app.screen.query_one(OptionList)
        if option in {each.id for each in options.options}:
            break
        await pilot.pause()
    options.highlighted = options.get_option_index(option)
    await pilot.press("enter")
    await pilot.pause()


def with_changed_words(office: Office) -> Item:
    """A release that came back, with a changed word, another caption and a new picture."""
    item = office.submitted()
    view = step3_approval.open_submission(office.head, item.id)
    step3_approval.decide(office.head, view.id, view.digest, Outcome.RETURNED, office.signer, "Isi")
    lead = office.fresh(item).text("lead")
    texts.save_text(office.manager, item.id, "lead", lead.body.replace("20", "25"), lead.version)
    add_assets(office.manager, item.id, [office.asset("BARU.JPG")])
    for asset in office.fresh(item).assets[1:]:
        step2_selection.judge(office.manager, asset.id, asset.version, Verdict.PUBLISHABLE)
        texts.save_text(office.manager, item.id, texts.alt_of(asset.id), "Peserta lulus", 0)
    check_pictures(office.manager, item.id, (), "")
    return office.submit(item)


async def test_changes_are_shown_word_by_word_and_picture_by_picture(
    office: Office, app_for: AppFor
) -> None:
    item = with_changed_words(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, item)
        await pilot.press("d")
        await settle(pilot)
        shown = read(screen)
        assert "[-20-]{+25+}" in shown
        assert "+ picture 2" in shown
        assert len(screen.paper.query(Picture)) == 1
        await pilot.press("d")
        await settle(pilot)
        assert len(screen.paper.query(Picture)) == 2
        assert "[-20-]" not in read(screen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["soptui", "console"])
def test_changes_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    item = with_changed_words(office)
    office.seal(PASSPHRASE)

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.HEAD)
        screen = ApprovalScreen(item.id)
        pilot.app.push_screen(screen)
        await settle(pilot)
        await unlock(pilot, screen)
        await pilot.press("d")
        await settle(pilot)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_in_a_first_round_there_is_nothing_to_compare(
    office: Office, app_for: AppFor
) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await open_room(pilot, office, item)
        assert "changes" not in offered(screen)
