"""What pictures look like, in numbers."""

from __future__ import annotations

from random import Random

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from soptui.media.scenes import draw_scene
from soptui.media.similarity import fingerprint
from soptui.sop.likeness import NEAR, distance

SIZE = (500, 375)


@pytest.fixture(scope="module", params=range(6))
def scene(request: pytest.FixtureRequest) -> Image.Image:
    return draw_scene((1000, 750), Random(request.param)).convert("L")  # noqa: S311


def small(picture: Image.Image) -> Image.Image:
    return picture.resize(SIZE, Image.Resampling.BOX)


def test_a_copy_is_near_its_original(scene: Image.Image) -> None:
    original = fingerprint(small(scene))
    brighter = ImageEnhance.Brightness(scene).enhance(1.1)
    softer = scene.filter(ImageFilter.GaussianBlur(3))
    assert distance(original, fingerprint(small(brighter))) <= NEAR
    assert distance(original, fingerprint(small(softer))) <= NEAR


def test_different_pictures_are_far_apart() -> None:
    drawn = [draw_scene(SIZE, Random(n)).convert("L") for n in range(12)]  # noqa: S311
    found = [fingerprint(picture) for picture in drawn]
    apart = [distance(a, b) for at, a in enumerate(found) for b in found[at + 1 :]]
    assert min(apart) > NEAR


def test_a_fingerprint_fits_its_column(scene: Image.Image) -> None:
    code = fingerprint(small(scene))
    assert 0 < len(code) <= 64
    assert int(code, 16) >= 0
