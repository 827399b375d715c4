"""A file that was cut anywhere is not taken for a whole one."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING

import pytest

from soptui.media.structure import has_hole_or_zero_tail, is_complete
from soptui.media.types import JPEG, MP4, PDF, PNG, TIFF, WAV, sniff
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

_NO_END = {"mp3", "ogg", "amr"}  # formats that do not say where they end


def test_whole_files_are_complete(files: dict[str, Path]) -> None:
    for name, path in files.items():
        media_type = sniff(path)
        assert media_type is not None
        assert is_complete(path, media_type), name
        assert not has_hole_or_zero_tail(path) or name == "amr", name  # its sample is silence


def test_cut_files_are_not(files: dict[str, Path], tmp_path: Path) -> None:
    accepted = {name: _cuts_accepted(path, tmp_path / "cut")
                for name, path in files.items() if name not in _NO_END}  # fmt: skip
    assert not any(accepted.values()), accepted


def test_cut_camera_files_are_not(tmp_path: Path) -> None:
    for path in samples.camera_files().iterdir():
        if media_type := sniff(path):
            assert is_complete(path, media_type), path.name
            assert _cuts_accepted(path, tmp_path / "cut") == [], path.name


def _cuts_accepted(path: Path, cut: Path) -> list[int]:
    """The lengths at which a cut file was taken for whole. The last 2 bytes may be padding."""
    media_type = sniff(path)
    assert media_type is not None
    whole, rng, accepted = path.read_bytes(), Random(60), []  # noqa: S311  the same cuts every time
    for _try in range(60):
        length = rng.randrange(1, len(whole) - 2)
        if media_type == PDF and b"%%EOF" in whole[:length]:
            continue
        cut.write_bytes(whole[:length])
        if is_complete(cut, media_type):
            accepted.append(length)
    return accepted


@pytest.mark.parametrize(
    "behind",
    [bytes(300), b"\xff" * 16, b"notes of the phone" + b"SEFT"],
    ids=["0", "ff", "samsung"],
)
def test_what_cameras_hang_behind_a_jpeg(tmp_path: Path, behind: bytes) -> None:
    path = samples.jpeg(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes() + behind)
    assert is_complete(path, JPEG)


def test_a_motion_photo_ends_with_its_film(tmp_path: Path) -> None:
    photo, film = samples.jpeg(tmp_path / "a.jpg"), samples.mp4(tmp_path / "a.mp4")
    both = photo.read_bytes() + film.read_bytes()
    photo.write_bytes(both)
    assert is_complete(photo, JPEG)
    photo.write_bytes(both[:-100])
    assert not is_complete(photo, JPEG)


def test_the_thumbnail_in_the_header_lends_no_end(tmp_path: Path) -> None:
    path = tmp_path / "cut.jpg"
    exif = b"Exif\0\0" + b"\xff\xd8 a thumbnail \xff\xd9"
    path.write_bytes(b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif)
    assert not is_complete(path, JPEG)


def test_junk_behind_a_png(tmp_path: Path) -> None:
    path = samples.png(tmp_path / "a.png")
    path.write_bytes(path.read_bytes() + b"what an editor left over")
    assert is_complete(path, PNG)


@pytest.mark.parametrize("options", [{"pages": 3}, {"big_tiff": True}, {"compression": "jpeg"}])
def test_tiff_of_every_build(tmp_path: Path, options: dict[str, object]) -> None:
    path = samples.tiff(tmp_path / "a.tif", (200, 200), **options)  # type: ignore[arg-type]
    assert is_complete(path, TIFF)
    assert _cuts_accepted(path, tmp_path / "cut") == []


def test_a_tiff_that_runs_in_a_circle_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(b"II*\0\x08\0\0\0" + b"\0\0" + b"\x08\0\0\0")
    assert not is_complete(path, TIFF)


def test_a_film_without_its_index(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x10mdat12345678")
    assert not is_complete(path, MP4)


def test_a_recorder_that_has_not_stopped(tmp_path: Path) -> None:
    path = samples.wav(tmp_path / "a.wav")
    whole = path.read_bytes()
    for size in (0, 36, 0xFFFFFFFF):  # what recorders write before they know
        path.write_bytes(whole[:4] + size.to_bytes(4, "little") + whole[8:])
        assert not is_complete(path, WAV)


def test_empty_is_not_complete(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    assert not is_complete(path, JPEG)
    assert not has_hole_or_zero_tail(path)


def test_space_that_was_only_reserved(tmp_path: Path) -> None:
    holed, zeroed, written = (tmp_path / name for name in ("hole", "zero", "written"))
    holed.write_bytes(b"x")
    os.truncate(holed, 1 << 20)
    with holed.open("r+b") as file:
        file.seek(0, os.SEEK_END)
        file.write(b"the end")
    zeroed.write_bytes(b"x" * 9000 + bytes(4096))
    written.write_bytes(b"x" * 9000 + bytes(4095))
    assert has_hole_or_zero_tail(zeroed)
    assert not has_hole_or_zero_tail(written)
    with holed.open("rb") as file:
        if os.lseek(file.fileno(), 0, os.SEEK_HOLE) == os.fstat(file.fileno()).st_size:
            pytest.skip("this file system keeps no holes")
    assert has_hole_or_zero_tail(holed)
