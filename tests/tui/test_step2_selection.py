"""The selection: fast fingers, second thoughts, two writers, and what stops the submission."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from soptui.desk import coverage, step1_handover, step2_selection, texts
from soptui.desk.item import Item, read_item
from soptui.desk.publication.renditions import prepare
from soptui.sop.material import Doubt, Kind, PartRole, Verdict
from soptui.sop.roles import Role
from soptui.sop.workflow import State
from soptui.store.tables import Asset
from soptui.tui.app import Soptui
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.compare import Compare
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.narrative import Narrative
from soptui.tui.dialogs.picture_check import PictureCheckBox
from soptui.tui.dialogs.preview import Preview
from soptui.tui.dialogs.write import Write
from soptui.tui.messages import StoreChanged
from soptui.tui.screens.board import BoardScreen
from soptui.tui.screens.step2_selection import SelectionScreen
from tests import samples
from tests.office import ANSWERS, Office
from tests.renderer import FakeRenderer
from tests.tui.conftest import AppFor, seat, settle, until

SIZES = [(80, 24), (120, 36)]
PICTURE_KEYS = {"publishable", "reject", "undecided", "caption", "alt_text"}


def of_three(office: Office) -> Item:
    """A coverage in step 2 with two photos and a video."""
    names = {"IMG_1.JPG": Kind.PHOTO, "IMG_2.JPG": Kind.PHOTO, "MVI_3.MP4": Kind.VIDEO}
    ids = [office.asset(name, kind) for name, kind in names.items()]
    made = coverage.create_coverage(office.reporter, "Pelatihan las angkatan IV", ids)
    for question, answer in ANSWERS.items():
        texts.save_text(office.reporter, made, question, answer, 0)
    item = read_item(office.reporter, made)
    step1_handover.hand_over(office.reporter, item.id, item.version)
    return office.fresh(item)


async def enter(
    pilot: Pilot[int], office: Office, item: Item, role: Role = Role.WEB_MANAGER
) -> SelectionScreen:
    await seat(pilot, office, role, "en")
    screen = SelectionScreen(item.id)
    pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


async def paint(pilot: Pilot[int]) -> None:
    """Let a dialog appear; its worker goes on until it is answered, so it is not waited for."""
    for _turn in range(4):
        await pilot.pause()


def verdicts(office: Office, item: Item) -> list[tuple[Verdict, str]]:
    return [(asset.verdict, asset.reason) for asset in office.fresh(item).assets]


def offered(screen: SelectionScreen) -> set[str]:
    return {command.name for command in screen.commands()}


def chosen_name(screen: SelectionScreen) -> str:
    assert screen.pictures.chosen is not None
    return screen.pictures.chosen.name


def told(screen: SelectionScreen) -> str:
    return str(screen.notice.content) if screen.notice.display else ""


@pytest.mark.parametrize("pane", ["f5", "f6", "f7"])
@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_selection_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str,
    pane: str,
) -> None:  # fmt: skip
    item = of_three(office)
    office.clock.advance(timedelta(minutes=26))
    step2_selection.choose_channels(office.manager, item.id, ["website", "instagram", "youtube"])

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.WEB_MANAGER)
        pilot.app.push_screen(SelectionScreen(item.id))
        await settle(pilot)
        for key in ("1", "f2", pane):  # each has its work done before the next comes
            await pilot.press(key)
            await settle(pilot)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


# Pictures

BITS = "f" * 32


def of_a_burst(office: Office, count: int = 3) -> Item:
    """A coverage in step 2 with a burst, the first of it blurred, and one other photo."""
    names = [f"IMG_{number}.JPG" for number in range(1, count + 2)]
    ids = [office.asset(name) for name in names]
    for number in ids[:count]:
        Asset.update(fingerprint=BITS, camera="Canon EOS R6", width=6000, height=4000,
                     size=8_000_000 + number, has_thumbnail=True).where(
            Asset.id == number
        ).execute()  # fmt: skip
        place = office.home.thumbnail(Asset.get_by_id(number).sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        samples.jpeg(place, (480, 320), colour=(30 + 50 * number, 120, 90))
    Asset.update(hints=["blurred"], captured_doubt=Doubt.FUTURE).where(Asset.id == ids[0]).execute()
    Asset.update(part_of=ids[1], role=PartRole.RAW).where(
        Asset.id == office.asset("IMG_2.CR2")
    ).execute()
    made = coverage.create_coverage(office.reporter, "Pelatihan las angkatan IV", ids)
    for question, answer in ANSWERS.items():
        texts.save_text(office.reporter, made, question, answer, 0)
    item = read_item(office.reporter, made)
    step1_handover.hand_over(office.reporter, item.id, item.version)
    return office.fresh(item)


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_burst_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str,
    asked: bool,
) -> None:  # fmt: skip
    item = of_a_burst(office)
    pictures = "words" if theme == "console" else "cells"

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.WEB_MANAGER)
        pilot.app.push_screen(SelectionScreen(item.id))
        await settle(pilot)
        if asked:
            await pilot.press("b")
            await paint(pilot)
            drawn = [worker for worker in pilot.app.workers if worker.group == "picture"]
            if drawn:  # all there are would be waited for, and the dialog's never ends
                await pilot.app.workers.wait_for_complete(drawn)
            await paint(pilot)

    app = app_for(theme=theme, pictures=pictures)
    assert snap_compare(app, terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_of_pictures_that_show_the_same_one_is_kept(office: Office, app_for: AppFor) -> None:
    item = of_a_burst(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        about = str(screen.pictures.query_one("#about", Static).content)
        assert "▼ perhaps blurred · ~ 3 alike B compares" in about
        await pilot.press("b")
        await paint(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Compare)
        assert [c.name for c in dialog.candidates] == ["IMG_3.JPG", "IMG_2.JPG", "IMG_1.JPG"]
        assert "+RAW" in dialog.candidates[1].facts
        await pilot.press("2", "enter")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        rejected = (Verdict.REJECTED, "duplicate")
        open_ = (Verdict.UNDECIDED, "")
        assert verdicts(office, item) == [rejected, open_, rejected, open_]
        assert chosen_name(screen) == "IMG_2.JPG"
        await pilot.press("u")
        await settle(pilot)
        assert verdicts(office, item) == [open_] * 4
        assert not screen.can_undo


async def test_a_comparison_that_is_called_off_changes_nothing(
    office: Office, app_for: AppFor
) -> None:
    item = of_a_burst(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item)
        for answer in (["escape"], ["enter", "n"]):
            await pilot.press("b")
            await paint(pilot)
            for key in answer:
                await pilot.press(key)
                await paint(pilot)
        await settle(pilot)
    assert verdicts(office, item) == [(Verdict.UNDECIDED, "")] * 4


async def test_what_is_alone_is_not_compared(office: Office, app_for: AppFor) -> None:
    item = of_a_burst(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        assert "compare" in offered(screen)
        await pilot.press("end")
        await settle(pilot)
        assert "compare" not in offered(screen)


async def test_of_a_long_burst_the_arrows_bring_all(office: Office, app_for: AppFor) -> None:
    item = of_a_burst(office, 6)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item)
        await pilot.press("b")
        await paint(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Compare)
        await pilot.press(*["right"] * 9)
        await paint(pilot)
        assert "(3–6 / 6)" in str(dialog.query_one("#question", Static).content)
        await pilot.press("enter")
        await paint(pilot)
        await pilot.press("y")
        await settle(pilot)
    kept = [asset.name for asset in office.fresh(item).assets if asset.verdict is Verdict.UNDECIDED]
    assert kept == ["IMG_1.JPG", "IMG_7.JPG"]


async def test_somebody_who_judged_meanwhile_is_not_overruled(
    office: Office, app_for: AppFor
) -> None:
    item = of_a_burst(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("b")
        await paint(pilot)
        first = item.assets[0]
        step2_selection.judge(office.manager, first.id, first.version, Verdict.PUBLISHABLE)
        await pilot.press("enter")
        await paint(pilot)
        await pilot.press("y")
        await settle(pilot)
        assert verdicts(office, item)[0] == (Verdict.PUBLISHABLE, "")
        assert verdicts(office, item)[1:] == [(Verdict.UNDECIDED, "")] * 3
        assert not screen.can_undo


async def test_a_verdict_moves_on_to_the_next_undecided(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("right", "1")
        await settle(pilot)
        assert chosen_name(screen) == "MVI_3.MP4"
        await pilot.press("1")
        await settle(pilot)
        assert chosen_name(screen) == "IMG_1.JPG"


async def test_fast_fingers_judge_one_asset_after_the_other(
    office: Office, app_for: AppFor
) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("1", "1", "1")
        await settle(pilot)
        assert verdicts(office, item) == [(Verdict.PUBLISHABLE, "")] * 3
        assert told(screen) == ""


async def test_the_reason_is_asked_once_and_again_on_a_rejected_asset(
    office: Office, app_for: AppFor
) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("2")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Choose)
        await pilot.press("down", "enter")
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert verdicts(office, item)[:2] == [(Verdict.REJECTED, "exposure")] * 2
        screen.pictures.strip.go_to(item.assets[0].id)
        await paint(pilot)
        await pilot.press("2")
        await paint(pilot)
        await pilot.press("end", "enter")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Ask)
        pilot.app.screen.query_one(Input).value = "Permintaan narasumber"
        await pilot.press("enter")
        await settle(pilot)
        assert verdicts(office, item)[0] == (Verdict.REJECTED, "Permintaan narasumber")


async def test_every_verdict_of_this_screen_can_be_undone(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        assert "undo" not in offered(screen)
        await pilot.press("1", "1", "u", "u")
        await settle(pilot)
        assert verdicts(office, item) == [(Verdict.UNDECIDED, "")] * 3
        assert chosen_name(screen) == "IMG_1.JPG"
        assert "undo" not in offered(screen)


async def test_undo_leaves_another_person_s_verdict_alone(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item)
        await pilot.press("1")
        await settle(pilot)
        asset = office.fresh(item).assets[0]
        step2_selection.judge(
            office.manager, asset.id, asset.version, Verdict.REJECTED, "privacy"
        )  # fmt: skip
        pilot.app.screen.post_message(StoreChanged())
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert verdicts(office, item)[0] == (Verdict.REJECTED, "privacy")


async def test_a_verdict_over_another_session_s_is_told_not_done(
    office: Office, app_for: AppFor
) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        asset = item.assets[0]
        # Over the screen's own connection: it is not told, and has not seen it when the key comes.
        await screen.app.backstage.run(
            step2_selection.judge, office.manager, asset.id, asset.version, Verdict.REJECTED,
            "privacy",
        )  # fmt: skip
        await pilot.press("1")
        await settle(pilot)
        assert verdicts(office, item)[0] == (Verdict.REJECTED, "privacy")
        assert "Somebody else changed this first" in told(screen)


async def test_assets_change_places(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("plus", "greater_than_sign", "minus")
        await settle(pilot)
        names = [asset.name for asset in office.fresh(item).assets]
        assert names == ["IMG_2.JPG", "IMG_1.JPG", "MVI_3.MP4"]
        assert chosen_name(screen) == "IMG_1.JPG"


async def test_an_alternative_text_is_saved_by_enter(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    field = texts.alt_of(item.assets[0].id)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("a")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Write)
        await pilot.press(*"alat 1")
        await pilot.press("enter")
        await settle(pilot)
        assert office.fresh(item).text(field).body == "alat 1"
        assert pilot.app.screen is screen
        assert "alat 1" in str(screen.query_one("#about", Static).content)
        assert verdicts(office, item)[0] == (Verdict.UNDECIDED, "")  # the 1 was text


async def test_two_captions_of_one_picture_are_chosen_between(
    office: Office, app_for: AppFor
) -> None:
    item = of_three(office)
    field = texts.caption_of(item.assets[0].id)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item)
        await pilot.press("c")
        await paint(pilot)
        await pilot.press(*"mine")
        texts.save_text(office.manager, item.id, field, "theirs", 0)
        await pilot.press("escape")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Choose)
        assert office.fresh(item).text(field).body == "theirs"
        await pilot.press("home", "enter")
        await settle(pilot)
        assert office.fresh(item).text(field).body == "mine"


async def test_enter_shows_the_picture_larger(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("enter")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Preview)
        await pilot.press("escape")
        assert pilot.app.screen is screen


# Panes


@pytest.mark.parametrize("size", SIZES)
async def test_letters_are_text_in_the_release_and_keys_elsewhere(
    office: Office, app_for: AppFor, size: tuple[int, int]
) -> None:
    item = of_three(office)
    async with app_for().run_test(size=size) as pilot:
        screen = await enter(pilot, office, item)
        assert offered(screen) >= PICTURE_KEYS
        await pilot.press("f6")
        await settle(pilot)
        assert not offered(screen) & (PICTURE_KEYS | {"tick"})
        await pilot.press("1", "a")
        await settle(pilot)
        assert screen.release.field("title").text.startswith("1a")
        assert verdicts(office, item)[0][0] is Verdict.UNDECIDED
        await pilot.press("f7")
        await settle(pilot)
        assert "tick" in offered(screen)
        assert not offered(screen) & PICTURE_KEYS
        assert office.fresh(item).text("title").body.startswith("1a")  # leaving saved it


async def test_a_click_changes_the_pane(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        at = screen.tabs.render().plain.index("F7")
        await pilot.click(screen.tabs, offset=(at, 0))
        await settle(pilot)
        assert screen.pane == "channels"
        assert screen.channels.choices.has_focus


async def test_all_panes_stand_side_by_side_where_there_is_room(
    office: Office, app_for: AppFor
) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        panes = (screen.pictures, screen.release, screen.channels)
        assert [bool(pane.size.width) for pane in panes] == [True, False, False]
        await pilot.resize_terminal(120, 36)
        await settle(pilot)
        assert all(pane.size.width for pane in panes)


# The release


async def test_a_live_refresh_leaves_typed_text_and_cursor_alone(
    office: Office, app_for: AppFor
) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("f6", "tab", *"baru ")
        lead = screen.release.field("lead")
        typed, cursor = lead.text, lead.area.cursor_location
        step2_selection.choose_channels(office.manager, item.id, ["website", "x"])
        screen.post_message(StoreChanged())
        await settle(pilot)
        assert (lead.text, lead.area.cursor_location) == (typed, cursor)
        assert lead.area.has_focus
        assert screen.channels.views[0].chosen


async def test_the_time_of_saving_is_the_office_s(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("f6", "x")
        await settle(pilot)
        advice = str(screen.release.query_one("#advice", Static).content)
        assert "09.00.00" in advice  # Monday 02.00 UTC


async def test_two_writers_choose_between_their_texts(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("f6", *"Saya ")
        theirs = "Judul dari rekan saya yang lain"
        texts.save_text(office.manager, item.id, "title", theirs, item.text("title").version)
        await pilot.press("tab")
        await settle(pilot)
        assert screen.release.field("title").text.startswith("Saya ")
        assert office.fresh(item).text("title").body == theirs
        assert "choose_text" in offered(screen)
        await pilot.press("f8")
        await paint(pilot)
        await pilot.press("end", "enter")
        await settle(pilot)
        assert screen.release.field("title").text == theirs
        assert "choose_text" not in offered(screen)


async def test_the_release_is_composed_again_after_asking(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    composed = item.text("title").body
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("f6", *"Lain ")
        await pilot.press("f3")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Narrative)
        await pilot.press("f8")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert screen.release.field("title").text == composed
        assert office.fresh(item).text("title").shown == composed


# Channels


async def test_channels_are_ticked_and_say_what_they_would_not_take(
    office: Office, app_for: AppFor
) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("f7", "space")
        choices = screen.channels.choices
        choices.highlighted = choices.get_option_index("youtube")
        await pilot.press("space")
        await settle(pilot)
        assert office.fresh(item).channels == ("website", "youtube")
        detail = str(screen.query_one("#channel-text", Static).content)
        assert "YouTube needs a video." in detail
        await pilot.press("space")
        await settle(pilot)
        assert office.fresh(item).channels == ("website",)


async def test_a_channel_s_own_text_may_begin_with_the_default(
    office: Office, app_for: AppFor
) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item)
        await pilot.press("f7", "down", "enter")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Write)
        await pilot.press("f3")
        await pilot.press(*" yes", "f2")
        await settle(pilot)
        own = office.fresh(item).text(texts.channel_of("instagram")).body
        assert own.startswith(item.text("title").body)
        assert own.endswith(" yes")


# Moving on, and back


async def test_submission_leads_to_what_is_missing(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("f7", "f2")
        await settle(pilot)
        assert screen.pane == "pictures"
        assert "3 assets are not decided yet." in told(screen)
        await pilot.press("1", "1", "1", "f2")
        await settle(pilot)
        assert chosen_name(screen) == "IMG_1.JPG"  # it has no alternative text
        for asset in item.assets:
            texts.save_text(office.manager, item.id, texts.alt_of(asset.id), "Peserta", 0)
        await pilot.press("f2")
        await settle(pilot)
        assert screen.pane == "channels"
        await pilot.press("space", "down", "space", "f6")
        await settle(pilot)
        screen.release.field("title").area.clear()
        await pilot.press("f7", "f2")
        await settle(pilot)
        assert screen.release.field("title").area.has_focus
        prepare(office.manager, item.id, renderer=FakeRenderer())
        await pilot.press(*"Judul baru", "f2")
        await until(pilot, PictureCheckBox)
        await pilot.press("space", "f2")  # something can be seen: what was done about it is due
        await pilot.pause()
        assert office.fresh(item).state is State.SELECTION
        await pilot.press(*"Ditutup", "enter")
        await settle(pilot)
        assert office.fresh(item).state is State.APPROVAL
        assert office.submitted_manifest(item).checklist[0].note == "Ditutup"
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_submission_after_somebody_else_s_is_told(office: Office, app_for: AppFor) -> None:
    item = office.selected()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        newest = office.fresh(item)
        step2_selection.submit(office.manager, newest.id, newest.version)
        await pilot.press("f2")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert told(screen)
        assert "submit" not in offered(screen)
        assert "only be read" in str(screen.query_one("#banner", Static).content)


async def test_it_goes_back_to_the_reporter_with_a_note(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item)
        await pilot.press("f4")
        await paint(pilot)
        await pilot.press(*"nama pelatih", "enter")
        await settle(pilot)
        returned = office.fresh(item)
        assert (returned.state, returned.note) == (State.HANDOVER, "nama pelatih")


async def test_what_came_back_says_why(office: Office, app_for: AppFor) -> None:
    item = office.submitted()
    step2_selection.withdraw(office.manager, item.id, item.version, "salah [bold]foto")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        banner = str(screen.query_one("#banner", Static).content)
        assert "round 2" in banner
        assert "salah [bold]foto" in banner


# Who may


async def test_opening_takes_it_in_hand(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    assert item.holder == ""
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item)
        assert office.fresh(item).holder == Role.WEB_MANAGER.value


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.ADMIN])
async def test_others_only_read(office: Office, app_for: AppFor, role: Role) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item, role)
        assert offered(screen) == {"narrative", "pane", "back", "help", "switch_language"}
        await pilot.press("1", "f6", "x", "f7", "space", "enter", "f2", "f4")
        await settle(pilot)
        assert office.fresh(item).version == item.version
        assert verdicts(office, item)[0][0] is Verdict.UNDECIDED
        assert pilot.app.screen is screen
        assert screen.query_one("#banner", Static).display


async def test_what_was_given_up_is_only_read(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    coverage.cancel(office.manager, item.id, item.version, "batal")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        assert not offered(screen) & (PICTURE_KEYS | {"submit", "send_back"})
        assert "Cancelled" in str(screen.query_one("#banner", Static).content)


async def test_what_is_typed_survives_leaving(office: Office, app_for: AppFor) -> None:
    item = of_three(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        assert isinstance(pilot.app, Soptui)
        await enter(pilot, office, item)
        await pilot.press("f6", *"Kata ", "escape")
        await settle(pilot)
        assert office.fresh(item).text("title").body.startswith("Kata ")


async def test_a_number_of_a_person_stops_the_release(office: Office, app_for: AppFor) -> None:
    item = office.selected()
    lead = office.fresh(item).text("lead")
    texts.save_text(office.manager, item.id, "lead", "NIK 3402011203900001", lead.version)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        assert "34************01" in str(screen.query_one("#advice", Static).content)
        await pilot.press("f2")
        await until(pilot, Choose)
        await pilot.press("escape")  # to mend the text
        await settle(pilot)
        assert office.fresh(item).state is State.SELECTION
        await pilot.press("f2")
        await until(pilot, Choose)
        await pilot.press("enter")
        await until(pilot, Ask)
        await pilot.press(*"Nomor contoh", "enter")
        await settle(pilot)
        assert office.fresh(item).state is State.APPROVAL
        (note,) = office.submitted_manifest(item).privacy
        assert (note.masked, note.reason) == ("34************01", "Nomor contoh")
