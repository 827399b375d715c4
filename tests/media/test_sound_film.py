"""Sound as a film: every network takes it, and it sounds as before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import av
import pytest

from soptui.errors import MediaError
from soptui.media.crop import Form
from soptui.media.film import measure
from soptui.media.sound_film import render_sound_film
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

SMALL = Form(320)


def shown(film: Path) -> Image.Image:
    with av.open(str(film)) as container:
        return next(container.decode(video=0)).to_image()


def is_red(colour: object) -> bool:
    return isinstance(colour, tuple) and colour[0] > 150 > colour[1]


@pytest.mark.parametrize("make", [samples.wav, samples.mp3, samples.m4a, samples.ogg])
def test_any_sound_becomes_a_film_that_every_network_takes(tmp_path: Path, make: type) -> None:
    told: list[float] = []
    made = tmp_path / "b.mp4"
    assert render_sound_film(make(tmp_path / "a", 12), made, SMALL, None, "", told.append) == (
        320, 180,
    )  # fmt: skip
    film = measure(made)
    assert (film.size, film.audio, film.plays_everywhere) == ((320, 180), "aac", True)
    assert film.fps == pytest.approx(24, rel=0.01)
    assert film.seconds == pytest.approx(12, abs=0.2)
    assert told == sorted(told)
    assert told[-1] == 1.0
    data = made.read_bytes()
    assert data.find(b"moov") < data.find(b"mdat")


def test_its_picture_stays_to_the_end_and_can_be_begun_anywhere(tmp_path: Path) -> None:
    """12 s: the two groups of 5 s that were encoded, and the first of them again."""
    made = tmp_path / "b.mp4"
    render_sound_film(samples.wav(tmp_path / "a", 12), made, SMALL)
    with av.open(str(made)) as container:
        frames = list(container.decode(video=0))
    assert len(frames) == pytest.approx(12 * 24, abs=3)
    assert all(late.pts > early.pts for early, late in pairwise(frames))
    assert [n for n, frame in enumerate(frames) if frame.key_frame] == [0, 120, 240]
    middle = {frame.to_image().getpixel((160, 120)) for frame in frames[::40]}
    assert len(middle) == 1


def test_the_release_s_first_picture_is_seen(tmp_path: Path) -> None:
    source, cover = samples.wav(tmp_path / "a", 1), samples.jpeg(tmp_path / "c", (400, 300))
    render_sound_film(source, tmp_path / "b.mp4", SMALL, cover, "Dinas Contoh")
    render_sound_film(source, tmp_path / "d.mp4", SMALL, None, "Dinas Contoh")
    with_cover, without = shown(tmp_path / "b.mp4"), shown(tmp_path / "d.mp4")
    assert is_red(with_cover.getpixel((130, 30)))  # the corner that the samples have
    assert not is_red(without.getpixel((130, 30)))
    corner, beside = (0, 160, 160, 180), (200, 165, 320, 180)
    brightest = [without.crop(box).convert("L").getextrema()[1] for box in (corner, beside)]
    assert brightest[0] > 150 > brightest[1]


def test_no_place_of_the_cover_goes_over(tmp_path: Path) -> None:
    notes = {"location": "-7.8881+110.3297/", "artist": "Pak Lurah"}
    source = samples.m4a(tmp_path / "a", notes=notes)
    cover = samples.jpeg(tmp_path / "c", comment=b"Pak Lurah")
    render_sound_film(source, tmp_path / "b.mp4", SMALL, cover)
    data = (tmp_path / "b.mp4").read_bytes()
    assert b"Pak Lurah" not in data
    assert b"110.3297" not in data


def test_it_can_be_ended_and_what_is_no_sound_is_told(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def tell(part: float) -> None:
        if part > 0.5:
            raise Enough

    source, cover = samples.wav(tmp_path / "a"), tmp_path / "c"
    cover.write_bytes(b"no picture")
    with pytest.raises(Enough):
        render_sound_film(source, tmp_path / "b.mp4", SMALL, None, "", tell)
    with pytest.raises(MediaError):
        render_sound_film(source, tmp_path / "b.mp4", SMALL, cover)
    with pytest.raises(MediaError):
        render_sound_film(cover, tmp_path / "b.mp4", SMALL)
    assert sorted(tmp_path.iterdir()) == [source, cover]
