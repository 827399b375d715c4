"""What is written into a JPEG is read back by others, and its pixels stay as they were."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, IptcImagePlugin

from soptui.errors import MediaError
from soptui.media.crop import Form
from soptui.media.inscription import ROOM, inscribe, inscribed
from soptui.media.iptc import SHORT
from soptui.media.rendition import render_picture
from soptui.sop.office import Office
from soptui.sop.picture_words import PictureWords, picture_words
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

TEXT = st.text(st.one_of(st.characters(), st.sampled_from("<>&'\"]é😀\x1c\u202e\ufeff")))
OFFICE = Office("Dinas Contoh Kabupaten Contoh", "Dinas Contoh")
SIMPLE = picture_words(caption="Peserta & pelatih", alt_text="Lima <orang>", title="Las",
                       byline="Siti", event_date="2026-11-23", office=OFFICE)  # fmt: skip


def _plain() -> bytes:
    buffer = io.BytesIO()
    samples.picture().save(buffer, "JPEG", progressive=True)
    return buffer.getvalue()


PLAIN = _plain()


def iptc(jpeg: bytes) -> dict[tuple[int, int], bytes]:
    with Image.open(io.BytesIO(jpeg)) as image:
        return IptcImagePlugin.getiptcinfo(image) or {}


def xmp(jpeg: bytes) -> dict[str, Any]:
    """By property; of lists the first."""
    with Image.open(io.BytesIO(jpeg)) as image:
        found = image.getxmp()["xmpmeta"]["RDF"]["Description"]
    said = {}
    for name, value in found.items():
        one = value
        while isinstance(one, dict):
            one = one.get("Alt") or one.get("Seq") or one.get("li") or one.get("text")
        said[name] = one
    return said


def exif(jpeg: bytes) -> dict[int, str]:
    with Image.open(io.BytesIO(jpeg)) as image:
        tags = image.getexif()
        assert not tags.get_ifd(0x8825)
        return {tag: text.encode("latin-1").decode() for tag, text in tags.items()
                if isinstance(text, str)}  # fmt: skip


@given(TEXT, TEXT, TEXT)
@example("x" * 3000, "&" * 3000, "é" * 200)
def test_it_is_read_back(caption: str, alt_text: str, name: str) -> None:
    said = picture_words(caption=caption, alt_text=alt_text, title=name, byline=name,
                         event_date="2026-11-23", office=Office(name))  # fmt: skip
    jpeg = inscribed(PLAIN, said)
    told, properties = iptc(jpeg), xmp(jpeg)
    assert told[1, 90] == b"\x1b%G"
    assert told.get((2, 120), b"").decode() == said.caption
    assert told.get((2, 105), b"").decode() == said.headline
    assert told.get((2, 116), b"").decode() == said.copyright
    for number in (80, 110, 115):
        assert len(told.get((2, number), b"")) <= SHORT
        told.get((2, number), b"").decode()
    expected = {"description": said.caption, "AltTextAccessibility": said.alt_text,
                "Headline": said.headline, "creator": said.creator, "Credit": said.credit,
                "Source": said.source, "rights": said.copyright}  # fmt: skip
    for key, text in expected.items():
        assert properties.get(key, "") == text
    assert len(jpeg) - len(PLAIN) <= ROOM


def test_a_long_credit_keeps_the_office() -> None:
    said = picture_words(caption="", alt_text="", title="", byline="Nama Yang Panjang Sekali",
                         event_date="", office=OFFICE)  # fmt: skip
    assert iptc(inscribed(PLAIN, said))[2, 110] == b"Dinas Contoh"


def test_the_heaviest_words_have_room() -> None:
    said = picture_words(caption="&" * 9000, alt_text="&" * 9000, title="&" * 999, byline="&" * 999,
                         event_date="2026-11-23", office=Office("&" * 999))  # fmt: skip
    assert len(inscribed(PLAIN, said)) - len(PLAIN) <= ROOM


def test_pixels_stay_and_earlier_words_go() -> None:
    first = inscribed(PLAIN, SIMPLE)
    other = inscribed(first, PictureWords(caption="Lain"))
    assert inscribed(other, SIMPLE) == first
    assert b"Peserta" not in other
    with Image.open(io.BytesIO(PLAIN)) as was, Image.open(io.BytesIO(first)) as now:
        assert was.tobytes() == now.tobytes()
        assert now.info["progressive"]
    assert exif(first) == {0x010E: SIMPLE.caption, 0x013B: "Siti", 0x8298: SIMPLE.copyright}


def test_what_is_no_jpeg_is_left_alone(tmp_path: Path) -> None:
    path = samples.png(tmp_path / "a.png")
    before = path.read_bytes()
    with pytest.raises(MediaError):
        inscribe(path, SIMPLE)
    assert path.read_bytes() == before


def test_nothing_of_the_camera_comes_back(tmp_path: Path) -> None:
    """A camera that tells everything: maker notes, serial number, owner, place, thumbnail, XMP."""
    secret = "RAHASIA"
    tags = samples.sample_exif(samples.CAPTURED)
    tags[0x013B] = tags[0x8298] = tags[0x010E] = tags[0x9C9D] = secret
    tags.get_ifd(0x8769).update({0x927C: secret.encode(), 0xA430: secret, 0xA431: secret})
    source = tmp_path / "a.jpg"
    samples.picture((80, 60)).save(source, exif=tags, xmp=f"<x>{secret}</x>".encode(),
                                   comment=secret)  # fmt: skip
    assert source.read_bytes().count(secret.encode()) >= 8
    render_picture(source, tmp_path / "b.jpg", Form(64))
    inscribe(tmp_path / "b.jpg", SIMPLE)
    made = (tmp_path / "b.jpg").read_bytes()
    assert secret.encode() not in made
    assert b"sample camera" not in made
    assert set(exif(made)) == {0x010E, 0x013B, 0x8298}


def test_exiftool_reads_it_and_finds_nothing_wrong(tmp_path: Path) -> None:
    if shutil.which("exiftool") is None:
        pytest.skip("no exiftool here: apt install libimage-exiftool-perl")
    path = tmp_path / "a.jpg"
    path.write_bytes(inscribed(PLAIN, SIMPLE))
    done = subprocess.run(["exiftool", "-json", "-G1", "-all", "-validate", str(path)], check=True,
                          capture_output=True, text=True)  # fmt: skip
    (told,) = json.loads(done.stdout)
    assert told["ExifTool:Validate"] == "OK"
    assert told["IPTC:CodedCharacterSet"] == "UTF8"
    for tag in ("IPTC:CopyrightNotice", "IFD0:Copyright", "XMP-dc:Rights"):
        assert told[tag] == SIMPLE.copyright
    for tag in ("IPTC:Caption-Abstract", "IFD0:ImageDescription", "XMP-dc:Description"):
        assert told[tag] == SIMPLE.caption
    assert told["XMP-iptcCore:AltTextAccessibility"] == SIMPLE.alt_text
    assert told["IPTC:By-line"] == told["XMP-dc:Creator"] == told["IFD0:Artist"] == "Siti"
    assert told["IPTC:Credit"] == told["XMP-photoshop:Credit"] == SIMPLE.credit
