"""No file is heavier than a channel takes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from soptui.media.crop import Form, Ratios
from soptui.media.rendition import render_picture

FEED = Ratios(Fraction(4, 5), Fraction(191, 100))


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The heaviest picture there is."""
    path = tmp_path_factory.mktemp("noise") / "a.png"
    pixels = Random(1).randbytes(600 * 300 * 3)  # noqa: S311
    Image.frombytes("RGB", (600, 300), pixels).save(path)
    return path


def test_less_fine_first_then_smaller(noise: Path, tmp_path: Path) -> None:
    sizes = []
    for limit in (200_000, 80_000, 30_000, 5_000):
        dest = tmp_path / f"{limit}.jpg"
        sizes.append(render_picture(noise, dest, Form(600, max_bytes=limit)))
        assert dest.stat().st_size <= limit
    assert sizes[0] == sizes[1] == (600, 300)
    assert sizes[1].width > sizes[2].width > sizes[3].width


def test_made_smaller_it_keeps_its_shape(noise: Path, tmp_path: Path) -> None:
    form = Form(600, FEED, max_bytes=20_000)
    size = render_picture(noise, tmp_path / "b.jpg", form)
    assert size.width < 500
    assert FEED.fit(*size)
    render_picture(noise, tmp_path / "c.jpg", form)
    assert (tmp_path / "b.jpg").read_bytes() == (tmp_path / "c.jpg").read_bytes()


def test_what_cannot_be_lighter_is_written_all_the_same(noise: Path, tmp_path: Path) -> None:
    """It is told before the submission (`channels.limits`); here nothing hangs."""
    assert max(render_picture(noise, tmp_path / "b.jpg", Form(600, max_bytes=10))) <= 64
