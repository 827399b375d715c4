"""What the head of a file tells."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from soptui.media.glance import GLANCE_BYTES, glance
from soptui.media.probe import probe
from tests import samples
from tests.media.cameras import exif_block, small_jpeg, stored

UPRIGHT = [True, False, False, False]


def camera(path: Path, orientation: int = 1, inside: tuple[int, int] = (160, 120)) -> Path:
    """A photo displayed at 640 × 480 with a small one inside."""
    image = stored((640, 480), orientation)
    shape = inside[::-1] if orientation >= 5 else inside
    block = exif_block(small_jpeg(image, shape), orientation=orientation)
    image.save(path, "JPEG", exif=b"Exif\0\0" + block)
    return path


def red_corners(image: Image.Image) -> list[bool]:
    width, height = image.size
    return [image.getpixel((width * x // 4, height * y // 4))[0] > 150  # type: ignore[index]
            for y in (1, 3) for x in (1, 3)]  # fmt: skip


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_camera_s_own_small_picture_stands_upright(tmp_path: Path, orientation: int) -> None:
    path = camera(tmp_path / "a", orientation)
    found, facts = glance(path), probe(path)
    assert found is not None
    assert (found.width, found.height) == (facts.width, facts.height) == (640, 480)
    assert (found.captured_at, found.captured_zone_known) == (facts.captured_at, True)
    assert found.camera == facts.camera
    with Image.open(io.BytesIO(found.preview)) as image:
        assert image.size == (160, 120)
        assert red_corners(image) == UPRIGHT
        assert not image.getexif()


def test_the_small_picture_of_another_one_is_not_shown(tmp_path: Path) -> None:
    upright = glance(camera(tmp_path / "a", inside=(120, 160)))
    huge = glance(camera(tmp_path / "b", inside=(800, 600)))
    assert upright is not None
    assert huge is not None
    assert (upright.preview, huge.preview) == (b"", b"")
    assert upright.camera


def test_a_head_that_tells_nothing(tmp_path: Path) -> None:
    for name, content in {"empty": b"", "words": b"just words", "cut": b"\xff\xd8\xff\xe1"}.items():
        (tmp_path / name).write_bytes(content)
        assert glance(tmp_path / name) is None
    assert glance(samples.wav(tmp_path / "sound")) is None
    with pytest.raises(FileNotFoundError):
        glance(tmp_path / "none")


def test_half_a_file_is_enough(tmp_path: Path) -> None:
    path = camera(tmp_path / "a")
    whole = glance(path)
    path.write_bytes(path.read_bytes()[:-4000])
    assert glance(path) == whole
    path.write_bytes(path.read_bytes() + bytes(GLANCE_BYTES))
    assert glance(path) == whole


@pytest.mark.parametrize("make", [samples.heic, samples.tiff])
def test_other_pictures_say_their_size(tmp_path: Path, make: object) -> None:
    found = glance(make(tmp_path / "a", (64, 48)))  # type: ignore[operator]
    assert found is not None
    assert (found.width, found.height, found.preview) == (64, 48, b"")


@pytest.mark.parametrize("name", ["HMD_Nokia_8.3_5G.jpg", "canon_hdr_YES.jpg", "IMG_5195.HEIC",
                                  "DSCN0012.jpg", "landscape_8.jpg"])  # fmt: skip
def test_real_cameras(name: str) -> None:
    path = samples.camera_files() / name
    found, facts = glance(path), probe(path)
    assert found is not None
    assert (found.width, found.height) == (facts.width, facts.height)
    assert (found.captured_at, found.camera) == (facts.captured_at, facts.camera)
    if name == "canon_hdr_YES.jpg":  # held upright
        with Image.open(io.BytesIO(found.preview)) as image:
            assert image.height > image.width
