"""A picture is cut only where its shape is not taken, and never stretched."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from soptui.media.crop import CENTRE, UPPER, Focus, Form, Ratios, crop_box, padded_size
from soptui.media.rendition import render_pages, render_picture
from tests import samples

FEED = Ratios(Fraction(4, 5), Fraction(191, 100))
sides = st.integers(1, 12_000)
shapes = st.tuples(st.fractions(Fraction(1, 20), 1), st.fractions(1, 20)).map(
    lambda pair: Ratios(*pair)
)
points = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: Focus(*pair))


@given(sides, sides, shapes, points)
def test_the_part_lies_in_the_picture_and_holds_the_point(
    width: int, height: int, ratios: Ratios, focus: Focus
) -> None:
    box = crop_box(width, height, ratios, focus)
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.left - 1 <= width * focus.x / 100 <= box.right + 1
    assert box.top - 1 <= height * focus.y / 100 <= box.bottom + 1
    assert width in box.size or height in box.size  # cut on one side only


@given(sides, sides, shapes, points)
def test_what_is_cut_is_taken_and_no_more_is_cut_than_needed(
    width: int, height: int, ratios: Ratios, focus: Focus
) -> None:
    kept, tall = crop_box(width, height, ratios, focus).size
    if ratios.fit(width, height):
        assert (kept, tall) == (width, height)
    elif kept < width:
        assert kept <= ratios.widest * tall < kept + 1
    else:
        assert tall <= kept / ratios.narrowest < tall + 1


@given(sides, sides, shapes)
def test_a_page_is_whole_on_the_smallest_sheet(width: int, height: int, ratios: Ratios) -> None:
    sheet = padded_size(width, height, ratios)
    assert sheet[0] >= width
    assert sheet[1] >= height
    assert ratios.fit(*sheet)
    assert not ratios.fit(sheet[0] - 1, sheet[1]) or sheet[0] == width
    assert not ratios.fit(sheet[0], sheet[1] - 1) or sheet[1] == height


@given(st.integers(20, 400), st.integers(20, 400), st.integers(16, 128), points)
def test_the_file_is_what_the_form_says(
    tmp_path_factory: pytest.TempPathFactory, width: int, height: int, edge: int, focus: Focus
) -> None:
    """Real pixels: a disc stays a disc, wherever the cut falls."""
    folder = tmp_path_factory.mktemp("cut")
    Image.new("RGB", (width, height), "teal").save(folder / "a.png")
    size = render_picture(folder / "a.png", folder / "b.jpg", Form(edge, FEED, focus))
    with Image.open(folder / "b.jpg") as made:
        assert made.size == size
    assert max(size) <= edge
    assert FEED.fit(*size)
    part = crop_box(width, height, FEED, focus).size
    scale = min(1, edge / max(part))
    assert size.width == pytest.approx(part[0] * scale, abs=2)
    assert size.height == pytest.approx(part[1] * scale, abs=2)


def test_by_itself_the_middle_is_kept_and_of_upright_pictures_a_little_more_above() -> None:
    assert crop_box(4000, 1000, FEED) == crop_box(4000, 1000, FEED, CENTRE)
    assert crop_box(1000, 4000, FEED) == crop_box(1000, 4000, FEED, UPPER) == (0, 1100, 1000, 2350)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize(("focus", "red"), [(Focus(10, 10), True), (Focus(90, 90), False)])
def test_it_is_cut_as_it_is_seen(tmp_path: Path, orientation: int, focus: Focus, red: bool) -> None:
    """The upper left quarter is red, however the camera was held."""
    source = samples.jpeg(tmp_path / "a", (200, 800), orientation=orientation)
    assert render_picture(source, tmp_path / "b.jpg", Form(500, FEED, focus)) == (200, 250)
    with Image.open(tmp_path / "b.jpg") as made:
        colour = made.convert("RGB").getpixel((50, 125))
    assert isinstance(colour, tuple)
    assert (colour[0] > 150) is red


def test_a_page_loses_no_words(tmp_path: Path) -> None:
    letter = samples.pdf(tmp_path / "a.pdf", size=(210, 297))
    ((page, width, height),) = render_pages(letter, tmp_path / "out", Form(594, FEED))
    assert (width, height) == (476, 594)
    assert FEED.fit(width, height)
    with Image.open(page) as made:
        assert made.size == (width, height)
