"""Content wins over the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.media.types import (
    ALL_TYPES,
    AVIF,
    HEIC,
    M4A,
    MOV,
    MP3,
    MP4,
    RAW_TYPES,
    TIFF,
    WAV,
    XMP,
    sniff,
    sniff_bytes,
)
from soptui.sop.material import Kind
from tests import samples
from tests.samples import camera_files

if TYPE_CHECKING:
    from pathlib import Path


def test_each_type_is_known_by_its_content(files: dict[str, Path]) -> None:
    found = {name: sniff(path) for name, path in files.items()}
    assert {name: kind and kind.name for name, kind in found.items()} == {n: n for n in files}


def test_every_type_has_a_sample(files: dict[str, Path]) -> None:
    assert {kind.name for kind in ALL_TYPES} - set(files) == {"avif"}  # no encoder everywhere


@pytest.mark.parametrize(
    ("major", "compatible", "expected"),
    [
        (b"mif1", b"mif1heic", HEIC),
        (b"mif1", b"mif1avif", AVIF),
        (b"avif", b"mif1", AVIF),
        (b"heic", b"mif1avif", HEIC),
        (b"qt  ", b"", MOV),
        (b"M4A ", b"isommp42", M4A),
        (b"niko", b"mp42avc1", MP4),
        (b"crx ", b"isom", RAW_TYPES["cr3"]),
        (b"jp2 ", b"", None),
    ],
)
def test_brands_decide(major: bytes, compatible: bytes, expected: object) -> None:
    size = (16 + len(compatible)).to_bytes(4, "big")
    assert sniff_bytes(size + b"ftyp" + major + bytes(4) + compatible) == expected


@pytest.mark.parametrize(
    "head",
    [b"", b"\xff", b"\xff\xfe" + "teks".encode("utf-16-le") * 40, b"RIFF\0\0\0\0CDXA", b"MZ\x90",
     b"#!/bin/sh\n", b"GIF89a", b"#EXTM3U\nfile:///etc/passwd"],
)  # fmt: skip
def test_other_files_are_not_taken(head: bytes) -> None:
    assert sniff_bytes(head) is None


def test_one_frame_header_is_not_a_recording(files: dict[str, Path]) -> None:
    frame = b"\xff\xfb\x90\x00"
    assert sniff_bytes(frame + bytes(413) + frame) == MP3
    assert sniff_bytes(frame + bytes(1000)) is None


def test_long_recordings_are_wav() -> None:
    assert sniff_bytes(b"RF64\xff\xff\xff\xffWAVE") == WAV


@given(st.binary(max_size=200))
def test_any_bytes_are_looked_at_without_harm(head: bytes) -> None:
    sniff_bytes(head)


def test_real_cameras() -> None:
    kinds = {p.name: sniff(p) for p in camera_files().iterdir() if p.suffix != ".md"}
    assert all(kinds.values())
    assert kinds["bikes.mp4"] == MP4
    assert [name for name, kind in kinds.items() if kind and kind.kind is not Kind.PHOTO] == [
        "bikes.mp4"
    ]


def test_a_scanners_tiff_is_no_raw(tmp_path: Path) -> None:
    """A scanner signs too, and a camera's own program may write plain TIFFs."""
    for make in ("EPSON", "NIKON CORPORATION", "Canon"):
        path = samples.tiff(tmp_path / make, tiffinfo={271: make})
        assert sniff(path) == TIFF, make


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<x:xmpmeta xmlns:x='adobe:ns:meta/'>", True),
        (b"<x:xapmeta>", True),
        (b"<?xml version='1.0'?><!-- by hand --><?xpacket begin=''?>", True),
        (b"<?xml version='1.0'?><svg/>", False),
        (b"<html>", False),
    ],
)
def test_notes_beside_a_picture(head: bytes, known: bool) -> None:
    assert (sniff_bytes(head) == XMP) is known
