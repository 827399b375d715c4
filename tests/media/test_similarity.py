"""What pictures look like, in bits."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from random import Random

import pytest
from PIL import Image

from soptui.media.scenes import draw_scene
from soptui.media.similarity import fingerprint
from soptui.sop.likeness import BURST, NEAR, distance
from tests import samples
from tests.benchmarks.spoiling import Spoil, cropped, exposed, saved_small, shifted, turned

SIZE = (1120, 840)
COPIES: dict[str, Spoil] = {
    "saved small": saved_small,
    "a stop less": partial(exposed, stops=-1),
    "cropped": partial(cropped, share=0.02),
    "shifted": partial(shifted, share=0.01),
    "turned": partial(turned, degrees=1),
}


def drawn(number: int) -> Image.Image:
    return draw_scene(SIZE, Random(number)).convert("L")  # noqa: S311


def code(picture: Image.Image) -> str:
    return fingerprint(picture.resize((SIZE[0] // 2, SIZE[1] // 2), Image.Resampling.BOX))


@pytest.mark.parametrize("way", COPIES)
def test_a_copy_is_near_its_original(way: str) -> None:
    rng = Random(1)  # noqa: S311
    apart = [distance(code(drawn(n)), code(COPIES[way](drawn(n), rng))) for n in range(4)]
    assert max(apart) <= BURST
    assert sorted(apart)[1] <= NEAR  # most of them


def test_the_size_it_is_decoded_at_does_not_matter() -> None:
    picture = drawn(3)
    sizes = [(400, 300), (560, 420), (750, 563)]
    codes = [fingerprint(picture.resize(size, Image.Resampling.BOX)) for size in sizes]
    assert max(distance(a, b) for a, b in combinations(codes, 2)) <= NEAR


def test_different_pictures_are_far_apart() -> None:
    codes = [code(drawn(number)) for number in range(12)]
    assert min(distance(a, b) for a, b in combinations(codes, 2)) > NEAR


@pytest.mark.parametrize("level", [0, 20, 128, 255])
def test_where_there_is_nothing_to_see_there_is_no_fingerprint(level: int) -> None:
    assert fingerprint(Image.new("L", (500, 375), level)) == ""


def test_a_fingerprint_is_128_bits_in_hex_for_any_size() -> None:
    for size in ((1, 1), (3, 200), (50, 40), (800, 800)):
        found = fingerprint(Image.linear_gradient("L").rotate(90).resize(size))
        assert found == "" or (len(found) == 32 and int(found, 16) >= 0)
    assert len(code(drawn(1))) == 32


def test_a_turned_copy_of_a_real_photo_is_found() -> None:
    """The same landscape four times, each turned by its EXIF orientation."""
    folder = samples.camera_files()
    codes = []
    for number in (1, 3, 6, 8):
        with Image.open(folder / f"landscape_{number}.jpg") as image:
            image.draft("L", (400, 400))
            turn = {3: 180, 6: 270, 8: 90}.get(number, 0)
            codes.append(fingerprint(image.convert("L").rotate(turn, expand=True)))
    assert max(distance(a, b) for a, b in combinations(codes, 2)) <= NEAR


def test_real_photos_of_different_places_are_not_alike() -> None:
    codes = []
    for name in ("DSCN0010.jpg", "DSCN0021.jpg", "HMD_Nokia_8.3_5G.jpg", "landscape_1.jpg"):
        with Image.open(samples.camera_files() / name) as image:
            codes.append(fingerprint(image.convert("L")))
    assert min(distance(a, b) for a, b in combinations(codes, 2)) > BURST
