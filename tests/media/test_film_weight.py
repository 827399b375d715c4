"""How many bits and pixels are left of a film under a limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import MediaError
from soptui.media.bit_rate import FEWEST_BITS, MOST_BITS, STEPS, length, longest, most_bytes
from soptui.media.crop import Form
from soptui.media.film import Film
from soptui.media.film_weight import Aim, aim, lighter
from soptui.media.pictures import Size


def film(seconds: float | None, size: tuple[int, int] = (3840, 2160)) -> Film:
    return Film(Size(*size), 0, seconds, 30.0, "hevc", "yuv420p", "aac", "mov", 10**9)


@pytest.mark.parametrize(
    ("seconds", "size"),
    [(30, (1920, 1080)), (200, (1280, 720)), (400, (960, 540)), (900, (640, 360))],
)
def test_the_longer_it_is_the_fewer_pixels_it_keeps(seconds: float, size: tuple[int, int]) -> None:
    assert aim(film(seconds), Form(1920, max_bytes=50_000_000)).size == size


def test_without_a_limit_it_is_only_made_smaller() -> None:
    assert aim(film(5000), Form(1280)) == Aim(Size(1280, 720))
    assert aim(film(None), Form(1920, max_bytes=1)) == Aim(Size(1920, 1080))
    assert aim(film(5, (101, 57)), Form(1920)).size == (100, 56)  # never enlarged, even edges


@given(
    seconds=st.floats(0.5, 20_000),
    limit=st.integers(100_000, 2_000_000_000),
    edge=st.sampled_from([640, 1280, 1920]),
)
def test_what_is_aimed_at_fits(seconds: float, limit: int, edge: int) -> None:
    form = Form(edge, max_bytes=limit)
    if seconds > longest(limit) + 1:
        with pytest.raises(MediaError, match="does not fit"):
            aim(film(seconds), form)
    elif seconds <= longest(limit):
        aimed = aim(film(seconds), form)
        assert aimed.total * seconds / 8 < limit
        assert aimed.total >= FEWEST_BITS
        assert aimed.bits <= MOST_BITS
        assert max(aimed.size) <= edge
        fewest = min(fewest for step, fewest in STEPS if step >= max(aimed.size))
        assert aimed.bits >= fewest


def test_the_second_try_is_lighter_by_what_was_too_much() -> None:
    form = Form(1920, max_bytes=50_000_000)
    first = aim(film(100), form)
    second = lighter(film(100), form, first, 55_000_000)
    assert second.total < first.total * 50 / 55
    with pytest.raises(MediaError):
        lighter(film(100), form, first, 10**9)


def test_what_a_film_weighs_at_most_and_how_long_it_is_said_to_be() -> None:
    assert most_bytes(60) > 60 * MOST_BITS / 8
    assert [length(59.6), length(5), length(125)] == ["1 min 00 s", "5 s", "2 min 05 s"]
