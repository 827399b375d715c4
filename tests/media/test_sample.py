"""The sample office's media are as good as a camera's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from soptui.media.probe import probe
from soptui.media.sample import sample_audio, sample_photo, sample_video
from soptui.media.structure import has_hole_or_zero_tail, is_complete
from tests.samples import CAPTURED

if TYPE_CHECKING:
    from pathlib import Path


def test_a_photo_repeats_by_its_seed(tmp_path: Path) -> None:
    made = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        sample_photo(tmp_path / name, title="Pelatihan las", seed=seed, captured_at=CAPTURED,
                     size=(320, 214))  # fmt: skip
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1] != made[2]
    found = probe(tmp_path / "a")
    assert (found.width, found.height, found.captured_at) == (320, 214, CAPTURED)
    assert found.has_gps


@pytest.mark.parametrize("seed", range(12))
def test_every_scene_can_be_drawn(tmp_path: Path, seed: int) -> None:
    sample_photo(tmp_path / "a", title="", seed=seed, captured_at=CAPTURED, size=(60, 40))
    assert probe(tmp_path / "a").width == 60


def test_a_video_and_a_recording(tmp_path: Path) -> None:
    sample_video(tmp_path / "v", seconds=1, seed=3, captured_at=CAPTURED)
    sample_audio(tmp_path / "a", seconds=1)
    for name in ("v", "a"):
        found = probe(tmp_path / name)
        assert found.duration_ms == pytest.approx(1000, abs=100)
        assert is_complete(tmp_path / name, found.media_type)
        assert not has_hole_or_zero_tail(tmp_path / name)
    assert probe(tmp_path / "v").captured_at == CAPTURED
