"""A text per channel: counted while it is typed, composed after a template, with hashtags."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from soptui.desk.publication.wording import read_wording, set_hashtags, set_template
from soptui.sop.roles import Role
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.template import TemplateBox
from soptui.tui.dialogs.write import Write
from soptui.tui.screens.channels import ChannelsScreen
from soptui.tui.screens.step2_selection import SelectionScreen
from soptui.tui.widgets.plain_area import OVER
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle, until

X = 3
"""Its row among the channels."""


async def opened(pilot: Pilot[int], office: Office, language: str = "en") -> SelectionScreen:
    item = office.selected()
    await seat(pilot, office, Role.WEB_MANAGER, language)
    screen = SelectionScreen(item.id)
    pilot.app.push_screen(screen)
    await settle(pilot)
    await pilot.press("f7", *["down"] * X)
    await settle(pilot)
    return screen


def count_of(dialog: Write) -> str:
    return str(dialog.query_one("#count", Static).content)


async def test_the_counter_follows_every_key(office: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await opened(pilot, office)
        await pilot.press("enter")
        await until(pilot, Write)
        dialog = pilot.app.screen
        assert isinstance(dialog, Write)
        await pilot.press(*"日本")
        await pilot.pause()
        assert count_of(dialog) == "● 4/280"
        dialog.field.area.load_text("https://dinas.example/" + "a" * 300 + " " + "b" * 236)
        await pilot.pause()
        assert count_of(dialog) == "▲ 260/280: 20 left"
        dialog.field.area.load_text("c" * 290)
        await pilot.pause()
        assert count_of(dialog) == "✗ 290/280: 10 too many"


async def test_what_is_too_much_is_marked(office: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await opened(pilot, office)
        await pilot.press("enter")
        await until(pilot, Write)
        dialog = pilot.app.screen
        assert isinstance(dialog, Write)
        dialog.field.area.load_text("a" * 270 + "\n" + "b" * 20)
        await pilot.pause()
        marked = [
            [(span.start, span.end) for span in line.spans if span.style == OVER]
            for line in map(dialog.field.area.get_line, range(2))
        ]
        assert marked == [[], [(9, 20)]]
        dialog.field.area.load_text("a" * 280)
        await pilot.pause()
        assert dialog.field.area.get_line(0).spans == []


async def test_the_suggestion_is_what_the_template_makes(office: Office, app_for: AppFor) -> None:
    set_template(office.manager, "x", "Kabar: {judul}")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office)
        await pilot.press("enter")
        await until(pilot, Write)
        await pilot.press("f3", "f2")
        await settle(pilot)
        view = screen.channels.chosen
        assert view is not None
        assert (view.own, view.text) == (True, "Kabar: Pelatihan las angkatan IV")


async def test_a_manager_changes_a_template_where_it_is_used(
    office: Office, app_for: AppFor
) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office)
        await pilot.press("w")
        await until(pilot, TemplateBox)
        box = pilot.app.screen
        assert isinstance(box, TemplateBox)
        box.area.load_text("{judul} {tagline}")
        await pilot.press("f2")
        await pilot.pause()
        assert "Nothing comes in the place of {tagline}." in str(box.complaint.content)
        box.area.load_text("Kabar: {judul}")
        await pilot.pause()
        shown = str(box.query_one("#tried", Static).content)
        assert shown == "Kabar: Pelatihan las angkatan IV"
        await pilot.press("f2")
        await settle(pilot)
        assert screen.channels.chosen is not None
        assert screen.channels.chosen.text == shown


async def test_hashtags_of_a_release_stand_beside_those_of_all(
    office: Office, app_for: AppFor
) -> None:
    set_hashtags(office.manager, "#Dinas")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office)
        await pilot.press("h")
        await until(pilot, Write)
        await pilot.press(*"las, BLK", "enter")
        await settle(pilot)
        assert screen.channels.chosen is not None
        assert screen.channels.chosen.text.endswith("#las #BLK #Dinas")


async def test_without_an_address_the_missing_link_is_said_once(
    office: Office, app_for: AppFor
) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office)
        line = screen.query_one("#embargo", Static)
        assert not line.display
        screen.channels.tell(screen.channels.views, linked=False)
        assert str(line.content).count("No text has a link") == 1


async def test_an_administrator_words_for_all_releases(office: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.ADMIN, "en")
        screen = ChannelsScreen()
        pilot.app.push_screen(screen)
        await settle(pilot)
        await pilot.press("h")
        await until(pilot, Ask)
        pilot.app.screen.query_one(Input).value = "#Dinas, dinas #BLK-Bantul"
        await pilot.press("enter")
        await settle(pilot)
        assert read_wording(office.manager).hashtags == ("Dinas", "BLKBantul")
        await pilot.press("down", "w")
        await until(pilot, TemplateBox)
        box = pilot.app.screen
        assert isinstance(box, TemplateBox)
        box.area.load_text("{judul}\n{tagar}")
        await pilot.press("f2")
        await settle(pilot)
        assert read_wording(office.manager).templates == {"instagram": "{judul}\n{tagar}"}
        assert "{judul} / {tagar}" in str(screen.query_one("#about", Static).content)


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_template_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    set_hashtags(office.manager, "#DisnakertransBantul")

    async def run_before(pilot: Pilot[int]) -> None:
        await opened(pilot, office, "id")
        await pilot.press("w")
        await until(pilot, TemplateBox)
        await pilot.pause()

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]
