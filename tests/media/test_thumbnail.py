"""The small picture that every screen shows."""

from __future__ import annotations

from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from soptui.errors import MediaError
from soptui.media.probe import probe
from soptui.media.thumbnail import make_thumbnail
from soptui.sop.material import Kind
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path


def _red_corners(path: Path) -> list[bool]:
    """Whether each quarter is red: top left, top right, bottom left, bottom right."""
    with Image.open(path) as image:
        width, height = image.size
        return [image.getpixel((width * x // 4, height * y // 4))[0] > 150
                for y in (1, 3) for x in (1, 3)]  # fmt: skip


UPRIGHT = [True, False, False, False]


UNDEVELOPED = {"cr2", "cr3", "nef", "orf", "rw2", "raf", "pef", "srw"}
"""RAWs of which LibRaw wants more than a sample has."""


def test_every_type_but_notes_has_one(files: dict[str, Path], tmp_path: Path) -> None:
    for name in files.keys() - UNDEVELOPED:
        path = files[name]
        facts, dest = probe(path), tmp_path / "new" / f"{name}.jpg"
        assert make_thumbnail(path, facts, dest) == (facts.kind is not Kind.SIDECAR)
        assert dest.exists() == (facts.kind is not Kind.SIDECAR)
        if facts.kind in (Kind.PHOTO, Kind.VIDEO):
            assert _red_corners(dest) == UPRIGHT, name
    assert not list((tmp_path / "new").glob(".*")), "temporary files are left"


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_upright_small_and_without_metadata(tmp_path: Path, orientation: int) -> None:
    path = samples.jpeg(tmp_path / "a", (1600, 1200), orientation=orientation, comment=b"secret")
    make_thumbnail(path, probe(path), tmp_path / "t.jpg")
    with Image.open(tmp_path / "t.jpg") as image:
        assert image.size == (400, 300)  # a quarter of the size, as the decoder gives it
        assert not image.getexif()
        assert "comment" not in image.info
    assert _red_corners(tmp_path / "t.jpg") == UPRIGHT


def test_a_small_picture_is_not_enlarged(tmp_path: Path) -> None:
    path = samples.png(tmp_path / "a", (40, 30))
    make_thumbnail(path, probe(path), tmp_path / "t.jpg")
    with Image.open(tmp_path / "t.jpg") as image:
        assert image.size == (40, 30)


def test_a_cut_photo_is_found_out_and_leaves_nothing(tmp_path: Path) -> None:
    path = samples.jpeg(tmp_path / "a", (1600, 1200))
    facts = probe(path)
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(MediaError, match="cut off"):
        make_thumbnail(path, facts, tmp_path / "new" / "t.jpg")
    assert not (tmp_path / "new").exists() or not list((tmp_path / "new").iterdir())


def test_a_poster_is_turned(tmp_path: Path) -> None:
    path = samples.mp4(tmp_path / "a", size=(128, 64), turned=-90)  # a phone held upright
    make_thumbnail(path, probe(path), tmp_path / "t.jpg")
    assert _red_corners(tmp_path / "t.jpg") == [False, True, False, False]


def test_a_locked_document_has_none(tmp_path: Path) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert not make_thumbnail(path, probe(path), tmp_path / "t.jpg")


def test_in_a_spawned_worker(tmp_path: Path) -> None:
    path = samples.jpeg(tmp_path / "a")
    with get_context("spawn").Pool(1) as pool:
        facts = pool.apply(probe, (path,))
        assert facts == probe(path)
        assert pool.apply(make_thumbnail, (path, facts, tmp_path / "t.jpg"))
        path.write_bytes(b"no picture")
        with pytest.raises(MediaError) as caught:
            pool.apply(probe, (path,))
    assert caught.value.remedy
