"""A picture is shown as the terminal can: in half blocks, or in words; never by failing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot
from textual.screen import Screen

from soptui.tui.app import Soptui
from soptui.tui.cell_picture import cell_picture
from soptui.tui.graphics import graphics_widget
from soptui.tui.widgets.picture import Picture
from tests.tui.conftest import AppFor, settle

NAVY = (10, 20, 30)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Red above, blue below."""
    image = Image.new("RGB", (40, 40), (255, 0, 0))
    image.paste((0, 0, 255), (0, 20, 40, 40))
    path = tmp_path / "photo.png"
    image.save(path)
    return path


async def shown(pilot: Pilot[int], path: Path | None, words: str, label: str = "") -> Picture:
    await settle(pilot)
    picture = Picture()
    screen: Screen[None] = Screen()
    await pilot.app.push_screen(screen)
    await screen.mount(picture)
    picture.show(path, words, label)
    await settle(pilot)
    return picture


def text(picture: Picture) -> str:
    width, height = picture.size
    return "\n".join(picture.render_line(y).text for y in range(height)) if width else ""


def test_half_blocks_keep_the_proportions(photo: Path) -> None:
    strips = cell_picture(photo, 20, 5, NAVY)  # a square of 10 × 10 half cells in the middle
    assert [strip.cell_length for strip in strips] == [20] * 5
    styles = [
        (segment.text, segment.style.bgcolor.triplet)
        for segment in strips[0]
        if segment.style and segment.style.bgcolor
    ]
    assert styles == [(" " * 5, NAVY), (" " * 10, (255, 0, 0)), (" " * 5, NAVY)]
    assert strips[2].text.strip() == "▀" * 10  # where the red meets the blue


def test_a_label_stands_over_the_picture_s_corner(photo: Path) -> None:
    strips = cell_picture(photo, 20, 5, NAVY, "▶ 0.42")
    assert strips[4].text == " " * 5 + " ▶ 0.42 " + " " * 7
    assert strips[4].cell_length == 20


async def test_a_thumbnail_is_drawn_in_cells(app_for: AppFor, photo: Path) -> None:
    async with app_for(pictures="cells").run_test(size=(80, 24)) as pilot:
        picture = await shown(pilot, photo, "a name")
        assert not picture.has_class("-words")
        assert len({segment.style for segment in picture.render_line(4)}) > 1


async def test_graphics_fall_back_to_cells_where_the_terminal_was_not_asked(
    app_for: AppFor, photo: Path
) -> None:
    assert graphics_widget() is None
    async with app_for(pictures="graphics").run_test(size=(80, 24)) as pilot:
        picture = await shown(pilot, photo, "a name")
        assert picture.mode == "cells"
        assert not picture.has_class("-words")


@pytest.mark.parametrize("content", [b"", b"no picture", None])
async def test_what_cannot_be_read_is_said_in_words(
    app_for: AppFor, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "broken.jpg"
    if content is not None:
        path.write_bytes(content)
    async with app_for(pictures="cells").run_test(size=(80, 24)) as pilot:
        picture = await shown(pilot, path, "IMG_1.JPG [bold]24 MP")
        assert "IMG_1.JPG [bold]24 MP" in text(picture)


async def test_the_last_choice_is_what_stands_there(app_for: AppFor, photo: Path) -> None:
    async with app_for(pictures="cells").run_test(size=(80, 24)) as pilot:
        picture = await shown(pilot, photo, "first")
        for number in range(5):
            picture.show(photo.with_name(f"{number}.png"), f"number {number}")
        picture.show(None, "the last one")
        await settle(pilot)
        assert "the last one" in text(picture)
        picture.show(photo, "first")
        await settle(pilot)
        assert not picture.has_class("-words")


async def test_a_changed_size_is_drawn_anew(app_for: AppFor, photo: Path) -> None:
    async with app_for(pictures="cells").run_test(size=(80, 24)) as pilot:
        assert isinstance(pilot.app, Soptui)
        picture = await shown(pilot, photo, "a name")
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert picture.render_line(0).cell_length == 100


def test_without_a_terminal_there_are_no_graphics() -> None:
    ask = "from soptui.tui.graphics import prepare_graphics; print(prepare_graphics())"
    run = [sys.executable, "-c", ask]
    told = subprocess.run(run, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
