from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from soptui.media.waveform import SIZE, waveform
from tests import samples

MAKERS = {
    "wav": samples.wav, "mp3": samples.mp3, "m4a": samples.m4a, "ogg": samples.ogg,
    "amr": samples.amr,
}  # fmt: skip


def loud(picture: Image.Image) -> int:
    """Pixels that are sound."""
    colours = picture.getcolors(1000) or []
    return sum(count for count, colour in colours if isinstance(colour, tuple) and colour[1] > 150)


@pytest.mark.parametrize("name", list(MAKERS))
def test_every_kind_of_sound_has_its_picture(tmp_path: Path, name: str) -> None:
    picture = waveform(MAKERS[name](tmp_path / "a"))
    assert picture.size == SIZE
    assert loud(picture) > 500


def test_a_long_one_is_sampled_and_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[float] = []
    picture = waveform(samples.wav(tmp_path / "a", seconds=300), told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) == 80
    assert loud(picture) > 500


def test_it_can_be_ended(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def enough(_part: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        waveform(samples.wav(tmp_path / "a", seconds=2), enough)
