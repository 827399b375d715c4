"""What is known of a file after one look."""

from __future__ import annotations

import pickle
import struct
import zlib
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from soptui.clock import OFFICE_ZONE
from soptui.errors import MediaError
from soptui.media.probe import probe
from soptui.sop.material import Kind, is_raw
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path


def test_each_type(files: dict[str, Path]) -> None:
    for name, path in files.items():
        found = probe(path)
        assert found.media_type.name == name
        assert found.kind is found.media_type.kind
        assert (found.duration_ms is not None) == (found.kind in (Kind.VIDEO, Kind.AUDIO)), name
        if not is_raw(found.media_type.mime):  # only LibRaw knows, if it knows the camera
            assert (found.width > 0) == (found.kind not in (Kind.AUDIO, Kind.SIDECAR)), name


def test_a_photo(tmp_path: Path) -> None:
    found = probe(samples.jpeg(tmp_path / "a", (60, 40), orientation=6))
    assert (found.width, found.height) == (60, 40)
    assert found.captured_at == samples.CAPTURED
    assert found.captured_zone_known
    assert found.camera == "soptui sample camera"
    assert found.has_gps
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  our own


def test_without_an_offset_it_is_office_time(tmp_path: Path) -> None:
    naive = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001  that is the case
    found = probe(samples.jpeg(tmp_path / "a", captured=naive, gps=False))
    assert found.captured_at == naive.replace(tzinfo=OFFICE_ZONE)
    assert not found.captured_zone_known
    assert not found.has_gps


@pytest.mark.parametrize("captured", [None, datetime(1980, 1, 1, tzinfo=OFFICE_ZONE)])
def test_a_clock_that_was_never_set(tmp_path: Path, captured: datetime | None) -> None:
    """It is told as it is: what is wrong with it by a whole card can be corrected."""
    assert probe(samples.jpeg(tmp_path / "a", captured=captured)).captured_at == captured


def test_pages(tmp_path: Path) -> None:
    scan = probe(samples.tiff(tmp_path / "a.tif", pages=3))
    letter = probe(samples.pdf(tmp_path / "a.pdf", pages=2))
    assert (scan.kind, scan.pages) == (Kind.DOCUMENT, 3)
    assert (letter.kind, letter.pages, letter.width, letter.height) == (Kind.DOCUMENT, 2, 210, 297)


def test_a_video_says_where_and_when(tmp_path: Path) -> None:
    notes = {"location": "-7.8881+110.3297/", "creation_time": "2026-11-23T02:30:00Z"}
    found = probe(samples.mp4(tmp_path / "a", notes=notes))
    assert found.duration_ms == pytest.approx(1000, abs=100)
    assert found.captured_at == samples.CAPTURED
    assert found.has_gps


@pytest.mark.parametrize(("turned", "shape"), [(0, (64, 48)), (90, (48, 64)), (180, (64, 48))])
def test_a_video_as_displayed(tmp_path: Path, turned: int, shape: tuple[int, int]) -> None:
    found = probe(samples.mp4(tmp_path / "a", turned=turned))
    assert (found.width, found.height) == shape


def test_a_film_without_pictures_is_sound(tmp_path: Path) -> None:
    found = probe(samples.sound(tmp_path / "a", "aac", "mp4"))
    assert (found.media_type.name, found.kind) == ("mp4", Kind.AUDIO)


def _png_header(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (header, data)
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (20_000, 15_000)])
def test_a_bomb_is_refused_from_its_header(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(_png_header(*size))
    with pytest.raises(MediaError, match="250 million"):
        probe(path)


@pytest.mark.filterwarnings("error")
def test_a_200_megapixel_picture_is_not(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(_png_header(16_320, 12_240))
    assert probe(path).width == 16_320


@pytest.mark.parametrize(
    "content",
    [b"", b"just text", b"\xff\xd8\xff\xe0 no picture", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 cut",
     b"\0\0\0\x10ftypisom\0\0\0\0", b"II*\0\x08\0\0\0", b"RIFF\x24\0\0\0WAVEfmt "],
)  # fmt: skip
def test_what_cannot_be_read_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad"
    path.write_bytes(content)
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert caught.value.remedy


def test_a_malformed_pdf_is_an_asset_without_preview(tmp_path: Path) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing that pdfium knows\n%%EOF\n")
    assert probe(path).pages is None


def test_a_missing_file_is_the_disks_matter(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        probe(tmp_path / "none")


def test_real_cameras() -> None:
    folder = samples.camera_files()
    phone, canon = probe(folder / "HMD_Nokia_8.3_5G.jpg"), probe(folder / "canon_hdr_YES.jpg")
    moscow = timezone(timedelta(hours=3))
    assert phone.captured_at == datetime(2022, 8, 14, 14, 12, 31, tzinfo=moscow)
    assert phone.has_gps
    assert (canon.width, canon.height, canon.camera) == (1536, 2048, "Canon PowerShot SX60 HS")
    heic = probe(folder / "IMG_5195.HEIC")
    assert (heic.width, heic.height, heic.camera) == (2566, 3313, "Apple iPhone 11 Pro Max")
    assert probe(folder / "bikes.mp4").duration_ms == 10_000
