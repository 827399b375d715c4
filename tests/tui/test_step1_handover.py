"""The hand-over: nothing typed is lost, two writers choose, and F2 names what is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from soptui.desk import step1_handover, texts
from soptui.desk.item import Item, read_item
from soptui.desk.step2_selection import return_to_reporter
from soptui.sop.arrival import ArrivalState
from soptui.sop.roles import Role
from soptui.sop.workflow import State
from soptui.store.tables import Arrival, Asset
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.preview import Preview
from soptui.tui.messages import StoreChanged
from soptui.tui.screens.board import BoardScreen
from soptui.tui.screens.step1_handover import HandoverScreen
from soptui.tui.widgets.draft_field import DraftField
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle

SIZES = [(80, 24), (120, 36)]


async def enter(
    pilot: Pilot[int], office: Office, item: Item, role: Role = Role.REPORTER
) -> HandoverScreen:
    await seat(pilot, office, role, "en")
    screen = HandoverScreen(item.id)
    pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


async def paint(pilot: Pilot[int]) -> None:
    """Let a dialog appear; its worker goes on until it is answered, so it is not waited for."""
    for _turn in range(4):
        await pilot.pause()


def field(screen: HandoverScreen, name: str) -> DraftField:
    return screen.query_one(f"#field-{name}", DraftField)


def beside(screen: HandoverScreen, name: str) -> str:
    return str(field(screen, name).query_one(".beside", Static).content)


def words(screen: HandoverScreen, selector: str) -> str:
    return str(screen.query_one(selector, Static).content)


def offered(screen: HandoverScreen) -> set[str]:
    return {command.action for command in screen.commands()}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["soptui", "console"])
@pytest.mark.parametrize("refused", [False, True])
def test_handover_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str,
    refused: bool,
) -> None:  # fmt: skip
    item = office.gathered() if refused else office.narrated()

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.REPORTER)
        pilot.app.push_screen(HandoverScreen(item.id))
        await settle(pilot)
        if refused:
            await pilot.press("f2")
        await settle(pilot)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_typing_saving_and_handing_over(office: Office, app_for: AppFor) -> None:
    item = office.narrated()
    texts.save_text(office.reporter, item.id, "how", "", 1)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        assert field(screen, "how").area.has_focus
        await pilot.press(*"Baik", "f2")
        await settle(pilot)
        assert isinstance(pilot.app.screen, BoardScreen)
    handed = office.fresh(item)
    assert handed.state is State.SELECTION
    assert handed.text("how").body == "Baik"


async def test_what_is_missing_stands_beside_its_field(office: Office, app_for: AppFor) -> None:
    item = office.gathered()
    texts.save_text(office.reporter, item.id, "what", "Pelatihan las", 0)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("f5", "f2")
        await settle(pilot)
        assert "not answered yet" in beside(screen, "who")
        assert beside(screen, "what") == ""
        assert "Choose at least one photo" in words(screen, "#material-missing")
        assert field(screen, "who").area.has_focus
        assert "1 of 6" in words(screen, "#meter")
        await pilot.press(*"Kepala Dinas", "tab")
        await settle(pilot)
        assert beside(screen, "who") == ""
        assert "2 of 6" in words(screen, "#meter")
    assert office.fresh(item).state is State.HANDOVER


async def test_every_key_is_kept_however_the_screen_is_left(
    office: Office, app_for: AppFor
) -> None:
    item = office.gathered()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        office.clock.advance(timedelta(minutes=6, seconds=31))
        await pilot.press(*"abc")
        await settle(pilot)
        assert words(screen, "#kept") == "Draft kept 09.06.31"
        await pilot.press("d")
        pilot.app.sign_out()  # type: ignore[attr-defined]
        await paint(pilot)  # this also ends workers, which `settle` would call a failure
    kept = read_item(office.reporter, item.id).text("what")
    assert "abcd" in (kept.draft, kept.body)


async def test_own_saves_never_clash(office: Office, app_for: AppFor) -> None:
    item = office.gathered()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        for piece in ("satu", " dua", " tiga"):
            await pilot.press(*piece, "tab", "shift+tab")
            await settle(pilot)
        assert beside(screen, "what") == ""
    saved = read_item(office.reporter, item.id).text("what")
    assert (saved.body, saved.version, saved.draft) == ("satu dua tiga", 3, None)


@pytest.mark.parametrize(("key", "stands"), [("enter", "punyaku"), ("down", "punya mereka")])
async def test_two_writers_choose_which_text_stands(
    office: Office, app_for: AppFor, key: str, stands: str
) -> None:
    item = office.gathered()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press(*"punyaku")
        texts.save_text(office.manager, item.id, "what", "punya mereka", 0)
        await pilot.press("tab")
        await settle(pilot)
        assert "web_manager saved another text at 09.00" in beside(screen, "what")
        assert field(screen, "what").text == "punyaku"
        assert read_item(office.manager, item.id).text("what").body == "punya mereka"
        await pilot.press("f8")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Choose)
        await pilot.press(key, *([] if key == "enter" else ["enter"]))
        await settle(pilot)
        assert field(screen, "what").text == stands
        assert beside(screen, "what") == ""
        assert "choose_text" not in offered(screen)
    assert read_item(office.reporter, item.id).text("what").body == stands


async def test_a_draft_over_an_older_text_is_told_when_it_is_opened(
    office: Office, app_for: AppFor
) -> None:
    item = office.gathered()
    texts.keep_draft(office.reporter, item.id, "what", "lama", 0)
    texts.save_text(office.manager, item.id, "what", "baru", 0)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        assert field(screen, "what").text == "lama"
        assert "web_manager saved another text" in beside(screen, "what")
        assert "choose_text" in offered(screen)


async def test_others_changes_appear_where_nobody_types(office: Office, app_for: AppFor) -> None:
    item = office.gathered()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press(*"aku")
        texts.save_text(office.manager, item.id, "who", "Peserta", 0)
        screen.post_message(StoreChanged())
        await settle(pilot)
        assert (field(screen, "what").text, field(screen, "who").text) == ("aku", "Peserta")


async def test_handed_over_by_somebody_else_it_can_only_be_read(
    office: Office, app_for: AppFor
) -> None:
    item = office.narrated()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        step1_handover.hand_over(office.manager, item.id, item.version)
        screen.post_message(StoreChanged())
        await settle(pilot)
        assert "It is now in “Selection”" in words(screen, "#banner")
        assert {"hand_over", "add", "remove"}.isdisjoint(offered(screen))
        assert field(screen, "what").area.read_only


async def test_what_came_back_says_why(office: Office, app_for: AppFor) -> None:
    item = office.handed_over()
    return_to_reporter(office.manager, item.id, item.version, "Nama pelatih salah")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        assert words(screen, "#banner") == "▲ Came back in round 2: Nama pelatih salah"


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMIN])
async def test_others_only_read(office: Office, app_for: AppFor, role: Role) -> None:
    item = office.narrated()
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item, role)
        await pilot.press("x", "f2")
        await settle(pilot)
        assert {"hand_over", "add", "remove"}.isdisjoint(offered(screen))
        assert "preview" in offered(screen)
    assert office.fresh(item).state is State.HANDOVER


async def test_material_is_added_shown_larger_and_taken_out(
    office: Office, app_for: AppFor
) -> None:
    item = office.gathered()
    more = office.asset("IMG_0042.JPG")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        await pilot.press("f3")
        await paint(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert [asset.id for asset in office.fresh(item).assets] == [item.assets[0].id, more]
        await pilot.press("f6")
        await paint(pilot)
        assert isinstance(pilot.app.screen, Preview)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        assert [asset.id for asset in office.fresh(item).assets] == [more]
        assert "MATERIAL (1)" in words(screen, "#material-title")


async def test_files_of_the_same_card_are_seen_coming(office: Office, app_for: AppFor) -> None:
    item = office.gathered()
    Asset.update(batch="DCIM_0411").where(Asset.coverage == item.id).execute()
    now = office.clock.now()
    Arrival.create(path=b"DCIM_0411/REC_003.M4A", batch="DCIM_0411", size=5,
                   state=ArrivalState.SETTLING, first_seen_at=now, changed_at=now)  # fmt: skip
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        last = str(screen.material.options[-1].prompt)
        assert "REC_003.M4A" in last
        assert "still arriving" in last


async def test_a_name_stays_one_line(office: Office, app_for: AppFor) -> None:
    item = office.gathered("")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, item)
        assert field(screen, "name").area.has_focus
        pilot.app.post_message(events.Paste("Pelatihan\nlas"))
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert field(screen, "what").area.has_focus
    assert office.fresh(item).title == "Pelatihan las"
