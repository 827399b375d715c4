"""Tags of a block that anybody may have written."""

from __future__ import annotations

from random import Random

import pytest
from PIL import Image

from soptui.media import exif
from soptui.media.tags import Tags
from tests import samples
from tests.media.cameras import exif_block

SMALL = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_a_camera_wrote(order: str) -> None:
    block = exif_block(SMALL, order=order, orientation=6)
    found = Tags(block)
    theirs = Image.Exif()
    theirs.load(block)
    assert exif.captured(found) == exif.captured(theirs)
    assert exif.captured(found).at is not None
    assert exif.camera(found) == exif.camera(theirs) == "Canon EOS 250D"
    assert exif.has_gps(found)
    assert (found.get(0x0112), found.thumbnail()) == (6, SMALL)


@pytest.mark.parametrize(
    "name",
    ["HMD_Nokia_8.3_5G.jpg", "canon_hdr_YES.jpg", "DSCN0012.jpg", "canon-ixus.jpg",
     "nikon-e950.jpg", "landscape_6.jpg"],
)  # fmt: skip
def test_real_cameras_as_pillow_reads_them(name: str) -> None:
    with Image.open(samples.camera_files() / name) as image:
        theirs = image.getexif()
        found = Tags(image.info["exif"].removeprefix(b"Exif\0\0"))
    assert exif.captured(found) == exif.captured(theirs)
    assert exif.camera(found) == exif.camera(theirs)
    assert exif.has_gps(found) == exif.has_gps(theirs)
    assert found.get(0x0112, 1) == theirs.get(0x0112, 1)


def test_broken_blocks_say_less_and_do_no_harm() -> None:
    block, rng = exif_block(SMALL), Random(4)  # noqa: S311
    for length in (0, 3, 7, 9, 20, 60, 150, 400, len(block) - 1):
        Tags(block[:length]).get_ifd(0x8769)
    assert Tags(block[:-1]).thumbnail() == b""
    for _turn in range(500):
        broken = bytearray(block)
        for _byte in range(8):
            broken[rng.randrange(700)] = rng.randrange(256)
        found = Tags(bytes(broken))
        exif.captured(found), exif.camera(found), exif.has_gps(found), found.thumbnail()
