"""What must be seen of a picture: shown in cells and in words, moved by arrows, kept by Enter."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot
from textual.widgets import Static

from soptui.desk import step2_selection
from soptui.desk.item import Item
from soptui.media.cells import half_cells
from soptui.media.crop import Focus, Ratios, crop_box
from soptui.media.scenes import draw_scene
from soptui.sop.roles import Role
from soptui.store.tables import Asset
from soptui.tui.dialogs.crop import CropBox, Cut
from soptui.tui.screens.step2_selection import SelectionScreen
from soptui.tui.widgets.cropped_picture import cropped
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle

FEED = Ratios(Fraction(4, 5), Fraction(191, 100))
UPRIGHT = (2000, 3000)


def portrait(office: Office, channels: list[str]) -> Item:
    """A coverage in step 2 with an upright photo."""
    from random import Random

    item = office.handed_over()
    asset = item.assets[0]
    Asset.update(width=UPRIGHT[0], height=UPRIGHT[1], has_thumbnail=True).execute()
    place = office.home.thumbnail(asset.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    draw_scene((320, 480), Random(4)).save(place, "JPEG")  # noqa: S311
    step2_selection.choose_channels(office.manager, item.id, channels)
    return office.fresh(item)


async def enter(pilot: Pilot[int], office: Office, item: Item, language: str) -> SelectionScreen:
    await seat(pilot, office, Role.WEB_MANAGER, language)
    screen = SelectionScreen(item.id)
    pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


async def paint(pilot: Pilot[int]) -> None:
    """Let the dialog appear and its picture be decoded."""
    for _turn in range(4):
        await pilot.pause()
    if drawn := [worker for worker in pilot.app.workers if worker.group == "picture"]:
        await pilot.app.workers.wait_for_complete(drawn)
    await pilot.pause()


def test_the_rest_is_dark_and_the_point_marked(tmp_path: Path) -> None:
    Image.new("RGB", (40, 80), (200, 100, 40)).save(tmp_path / "a.png")
    part = crop_box(40, 80, FEED, Focus(50, 0))  # the upper 50 of 80
    strips = cropped(
        half_cells(tmp_path / "a.png", 20, 10), (40, 80), part, Focus(50, 0), (9, 9, 9)
    )
    assert "+" in strips[0].text
    colours = [
        {s.style.bgcolor.triplet for s in strip if s.style and s.style.bgcolor} for strip in strips
    ]
    assert (200, 100, 40) in colours[1]
    assert (50, 25, 10) in colours[8]
    assert (200, 100, 40) not in colours[8]


async def test_arrows_move_the_point_and_enter_keeps_it(office: Office, app_for: AppFor) -> None:
    item = portrait(office, ["website", "instagram"])
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office, item, "en")
        await pilot.press("o")
        await paint(pilot)
        box = pilot.app.screen
        assert isinstance(box, CropBox)
        assert box.point == (50, 40)
        assert "7 % above, 10 % below" in str(box.query_one("#cut", Static).render())
        await pilot.press(*["down"] * 9, "right")
        assert "14 % above, 2 % below" in str(box.query_one("#cut", Static).render())
        await pilot.press("enter")
        await settle(pilot)
    assert office.fresh(item).assets[0].focus == (55, 85)


async def test_esc_changes_nothing_and_home_goes_back(office: Office, app_for: AppFor) -> None:
    item = portrait(office, ["instagram"])
    async with app_for().run_test() as pilot:
        await enter(pilot, office, item, "en")
        await pilot.press("o")
        await paint(pilot)
        box = pilot.app.screen
        assert isinstance(box, CropBox)
        await pilot.press(*["left"] * 30)
        assert box.point == (0, 40)
        await pilot.press("home")
        assert box.point == (50, 40)
        await pilot.press("up", "escape")
        await settle(pilot)
    assert office.fresh(item).assets[0].focus is None


async def test_what_no_channel_cuts_is_not_asked_about(office: Office, app_for: AppFor) -> None:
    item = portrait(office, ["website", "x"])
    async with app_for().run_test() as pilot:
        screen = await enter(pilot, office, item, "en")
        assert "crop" not in {command.name for command in screen.commands()}


def test_a_wide_picture_loses_its_sides() -> None:
    from soptui.tui.dialogs.crop import in_words

    cut = Cut("Instagram", FEED, (4000, 1000))
    assert in_words(cut, cut.part(Focus(100, 50))) == "Cut off: 52 % at the left, 0 % at the right."


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_crop_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    item = portrait(office, ["website", "instagram"])
    pictures = "words" if theme == "console" else "cells"

    async def run_before(pilot: Pilot[int]) -> None:
        await enter(pilot, office, item, "id")
        await pilot.press("o")
        await paint(pilot)
        await pilot.press("up", "up")
        await paint(pilot)

    app = app_for(theme=theme, pictures=pictures)
    assert snap_compare(app, terminal_size=size, run_before=run_before)  # type: ignore[operator]
