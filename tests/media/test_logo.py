"""A logo is kept clean, and seen on whatever it is drawn."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from soptui.errors import MediaError
from soptui.media.crop import Form
from soptui.media.logo import LARGEST, clean_logo, stamped
from soptui.media.renderer import MediaRenderer
from soptui.sop.logo import Corner, Logo
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

CLEAR = (0, 0, 0, 0)
GREEN = (20, 120, 60, 255)


def write(
    path: Path,
    size: tuple[int, int] = (40, 20),
    colour: tuple[int, ...] = GREEN,
    around: int = 0,
) -> Path:
    """One colour, with nothing `around` it."""
    image = Image.new("RGBA", (size[0] + 2 * around, size[1] + 2 * around), CLEAR)
    image.paste(colour, (around, around, around + size[0], around + size[1]))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "RAHASIA")
    image.save(path, pnginfo=notes)
    return path


@pytest.fixture(scope="module")
def green(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("logo") / "green.png")


def test_what_is_kept_is_the_logo_alone(tmp_path: Path) -> None:
    kept = clean_logo(write(tmp_path / "a.png", around=30))
    assert b"RAHASIA" not in kept
    with Image.open(io.BytesIO(kept)) as logo:
        assert (logo.size, logo.mode, logo.getpixel((0, 0))) == (
            (40, 20),
            "RGBA",
            (20, 120, 60, 255),
        )
    with Image.open(io.BytesIO(clean_logo(write(tmp_path / "b.png", (4000, 1000))))) as large:
        assert large.size == (LARGEST, LARGEST // 4)


def test_what_cannot_be_a_logo_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="not a PNG"):
        clean_logo(samples.jpeg(tmp_path / "a.png"))
    with pytest.raises(MediaError, match="Nothing can be seen"):
        clean_logo(write(tmp_path / "b.png", colour=CLEAR))
    (tmp_path / "c.png").write_bytes((tmp_path / "b.png").read_bytes()[:60])
    with pytest.raises(MediaError):
        clean_logo(tmp_path / "c.png")


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(Corner), st.integers(5, 30))
def test_any_picture_takes_it_and_keeps_its_size(
    green: Path, width: int, height: int, corner: Corner, per_cent: int
) -> None:
    picture = Image.new("RGB", (width, height), "white")
    made = stamped(picture, green, Logo("a" * 64, corner, per_cent))
    assert (made.size, made.mode) == (picture.size, "RGB")
    assert picture.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize(
    ("corner", "box"),
    [(Corner.UPPER_LEFT, (12, 12, 52, 32)), (Corner.LOWER_RIGHT, (548, 368, 588, 388)),
     (Corner.UPPER_RIGHT, (548, 12, 588, 32)), (Corner.LOWER_LEFT, (12, 368, 52, 388))],
)  # fmt: skip
def test_it_stands_in_its_corner_off_the_edge(
    green: Path, corner: Corner, box: tuple[int, int, int, int]
) -> None:
    made = stamped(Image.new("RGB", (600, 400), "white"), green, Logo("a" * 64, corner, 10))
    changed = made.convert("L").point(lambda tone: 255 if tone < 200 else 0)
    assert changed.getbbox() == box


@pytest.mark.parametrize(
    ("logo", "ground", "beside"),
    [
        ("white", "white", 25),  # on black, a tenth clear
        ("white", "black", 0),
        ("black", "white", 255),
        ("black", "black", 230),
        ("grey", "grey", 13),
    ],
)
def test_what_would_not_be_seen_stands_on_a_plate(
    tmp_path: Path, logo: str, ground: str, beside: int
) -> None:
    tones = {"white": 255, "grey": 128, "black": 0}
    file = write(tmp_path / "a.png", colour=(tones[logo],) * 3 + (255,))
    made = stamped(Image.new("RGB", (600, 400), (tones[ground],) * 3), file,
                   Logo("a" * 64, Corner.UPPER_LEFT, 10))  # fmt: skip
    assert made.getpixel((30, 20)) == (tones[logo],) * 3
    assert made.getpixel((9, 20))[0] == pytest.approx(beside, abs=1)
    assert made.getpixel((2, 20)) == (tones[ground],) * 3


def test_a_restless_ground_counts_with_its_darkest_and_brightest(tmp_path: Path) -> None:
    ground = Image.new("RGB", (600, 400), "black")
    for x in range(0, 600, 4):
        ground.paste("white", (x, 0, x + 2, 400))
    file = write(tmp_path / "a.png", colour=(255, 255, 255, 255))
    made = stamped(ground, file, Logo("a" * 64, Corner.UPPER_LEFT, 10))
    assert max(made.getpixel((x, 9))[0] for x in range(8, 50)) < 60


def test_the_logo_that_was_chosen_is_drawn_or_nothing(tmp_path: Path) -> None:
    data = clean_logo(write(tmp_path / "a.png"))
    logo = Logo(hashlib.sha256(data).hexdigest(), Corner.UPPER_LEFT, 10)
    kept = tmp_path / logo.sha256
    renderer = MediaRenderer(tmp_path.joinpath)
    source = samples.jpeg(tmp_path / "b", (600, 400))
    kept.write_bytes(data)
    renderer.picture(source, tmp_path / "c.jpg", Form(600, logo=logo))
    renderer.picture(source, tmp_path / "d.jpg", Form(600))
    with Image.open(tmp_path / "c.jpg") as drawn, Image.open(tmp_path / "d.jpg") as plain:
        assert drawn.getpixel((30, 20))[0] < 60 < plain.getpixel((30, 20))[0]
        assert drawn.getpixel((400, 300)) == plain.getpixel((400, 300))
    for content in (b"another", None):
        kept.unlink() if content is None else kept.write_bytes(content)
        with pytest.raises(MediaError, match="logo is not there"):
            renderer.picture(source, tmp_path / "e.jpg", Form(600, logo=logo))
    assert not (tmp_path / "e.jpg").exists()
