from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.media.apple import QUICKTIME_KEY, clean, content_id
from soptui.media.probe import probe
from tests import samples

NAME = "0C4F1D3A-91B5-4B4E-8C5A-7B2F4E3D2C1A"


def note(name: bytes = NAME.encode() + b"\0", at: int = 28) -> bytes:
    """A maker's note as Apple writes it, with the identifier alone."""
    head = b"Apple iOS\0\0\x01MM\0\x01"
    return head + struct.pack(">HHII", 0x0011, 2, len(name), at) + name


def test_both_halves_of_a_live_photo_say_the_same(tmp_path: Path) -> None:
    exif = samples.sample_exif(None)
    exif.get_ifd(0x8769)[0x927C] = note()
    samples.picture().save(tmp_path / "a", "JPEG", exif=exif)
    film = samples.mp4(tmp_path / "b", container="mov", notes={QUICKTIME_KEY: NAME})
    assert probe(tmp_path / "a").content_id == NAME
    assert content_id(b"Exif\0\0..." + note()) == NAME
    assert probe(film).content_id in {NAME, ""}  # not every FFmpeg writes keys of Apple's


def test_others_say_nothing(tmp_path: Path) -> None:
    assert probe(samples.jpeg(tmp_path / "a")).content_id == ""


@pytest.mark.parametrize("name", [b"\x1b[31m\0", b"\xff\xfe\0"])
def test_what_is_no_identifier_is_left_out(name: bytes) -> None:
    assert content_id(note(name)) == ""


def test_it_is_bounded() -> None:
    assert len(clean("x" * 1000)) == 64


@given(st.binary(max_size=200))
def test_nothing_that_is_written_there_breaks_it(rest: bytes) -> None:
    assert isinstance(content_id(b"Apple iOS\0" + rest), str)
