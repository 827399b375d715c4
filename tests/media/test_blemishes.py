"""Blurred, dark, bright and covered pictures."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest
from PIL import Image, ImageFilter

from soptui.media.blemishes import hints
from soptui.media.scenes import draw_scene
from soptui.sop.material import Hint
from tests import samples
from tests.benchmarks.spoiling import (
    Spoil,
    cloth,
    exposed,
    finger,
    grainy,
    lens_cap,
    moved,
    out_of_focus,
    subject_before_soft,
)

SIZE = (1120, 840)
BLURS: dict[str, Spoil] = {
    "moved": partial(moved, share=0.012),
    "out of focus": partial(out_of_focus, share=0.006),
}
COVERS: dict[str, Spoil] = {
    "lens cap": lens_cap, "cloth": cloth, "finger": partial(finger, share=0.9)
}  # fmt: skip
REAL = ("DSCN0010.jpg", "DSCN0021.jpg", "HMD_Nokia_8.3_5G.jpg", "landscape_1.jpg", "canon-ixus.jpg")


def small(picture: Image.Image) -> Image.Image:
    """As the inbox decodes it: a large one at half its size."""
    return picture.reduce(2) if max(picture.size) > 800 else picture


def drawn(number: int = 0) -> Image.Image:
    return draw_scene(SIZE, Random(number)).convert("L")  # noqa: S311


def real(name: str) -> Image.Image:
    with Image.open(samples.camera_files() / name) as image:
        picture = image.convert("L")
    if max(picture.size) > 2 * max(SIZE):
        picture.thumbnail(SIZE, Image.Resampling.BOX)
    return picture


def seen(picture: Image.Image, spoil: Spoil) -> tuple[Hint, ...]:
    return hints(small(spoil(picture, Random(7))))  # noqa: S311


@pytest.mark.parametrize("number", range(6))
def test_nothing_is_said_of_a_good_picture(number: int) -> None:
    assert hints(small(drawn(number))) == ()
    assert seen(drawn(number), partial(grainy, sigma=4)) == ()


@pytest.mark.parametrize("way", BLURS)
def test_a_blurred_picture_is_told(way: str) -> None:
    for number in range(6):
        assert Hint.BLURRED in seen(drawn(number), BLURS[way])


@pytest.mark.parametrize("radius", [(12, 0), (0, 12)])
def test_a_camera_that_moved_blurs_one_way_only(radius: tuple[int, int]) -> None:
    picture = real(REAL[0]).filter(ImageFilter.BoxBlur(radius))
    assert hints(small(picture)) == (Hint.BLURRED,)


def test_light() -> None:
    assert seen(drawn(1), partial(exposed, stops=-3)) == (Hint.DARK,)
    assert Hint.BRIGHT in seen(drawn(), partial(exposed, stops=3))


@pytest.mark.parametrize("way", COVERS)
def test_a_covered_picture_is_told_and_not_called_blurred(way: str) -> None:
    for number in range(6):
        found = seen(drawn(number), COVERS[way])
        assert Hint.COVERED in found and Hint.BLURRED not in found


@pytest.mark.parametrize(("level", "light"), [(0, (Hint.DARK,)), (128, ()), (255, (Hint.BRIGHT,))])
def test_one_plain_colour_is_covered(level: int, light: tuple[Hint, ...]) -> None:
    assert hints(Image.new("L", (500, 375), level)) == (*light, Hint.COVERED)


def test_a_finger_in_the_corner_covers_nothing() -> None:
    assert Hint.COVERED not in seen(drawn(), partial(finger, share=0.2))


def test_a_picture_too_small_to_judge_gets_no_hint() -> None:
    for size in ((1, 1), (71, 400), (400, 20)):
        assert hints(Image.new("L", size, 0)) == ()
    assert hints(Image.new("L", (72, 72), 128)) == (Hint.COVERED,)


@pytest.mark.parametrize("name", REAL)
def test_real_photos(name: str) -> None:
    picture = real(name)
    assert hints(small(picture)) == ()
    assert Hint.BLURRED not in seen(picture, subject_before_soft)
    assert seen(picture, BLURS["moved"]) == (Hint.BLURRED,)
    assert seen(picture, BLURS["out of focus"]) == (Hint.BLURRED,)
    assert seen(picture, partial(exposed, stops=-3))[0] is Hint.DARK
    assert Hint.COVERED in seen(picture, partial(finger, share=0.95))
