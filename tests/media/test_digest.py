from __future__ import annotations

import hashlib
import tracemalloc
import zlib
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageCms

from soptui.media.digest import HELD_BYTES, Digest, digest
from soptui.media.probe import probe
from soptui.media.scenes import draw_scene
from soptui.sop.material import Kind
from tests import samples
from tests.media.cameras import stored


def look(path: Path, *, known: bool = False, lenient: bool = False) -> Digest:
    return digest(
        path, lambda sha256: path.parent / f"{sha256}.jpg", lambda _sha256: not known,
        lambda _done: None, lenient=lenient,
    )  # fmt: skip


def test_one_reading_tells_all(tmp_path: Path) -> None:
    path = samples.jpeg(tmp_path / "a", (640, 480))
    found = look(path)
    content = path.read_bytes()
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert found.probe is not None
    assert (found.probe.kind, found.probe.captured_at) == (Kind.PHOTO, samples.CAPTURED)
    assert (found.has_thumbnail, found.reason) == (True, "")
    assert len(found.fingerprint) == 32
    with Image.open(tmp_path / f"{found.sha256}.jpg") as image:
        assert image.size == (640, 480)


def test_known_content_is_only_hashed(tmp_path: Path) -> None:
    found = look(samples.jpeg(tmp_path / "a"), known=True)
    assert (found.probe, found.reason, found.has_thumbnail) == (None, "", False)
    assert not list(tmp_path.glob("*.jpg"))


def test_a_cut_photo_is_truncated_unless_somebody_wants_it_as_it_is(tmp_path: Path) -> None:
    path = samples.jpeg(tmp_path / "a", (640, 480))
    path.write_bytes(path.read_bytes()[:-800])
    assert look(path).reason == "truncated"
    found = look(path, lenient=True)
    assert (found.reason, found.has_thumbnail) == ("", True)
    assert look(path).reason == "truncated"  # lenience does not last


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"just words", "unsupported")]
)  # fmt: skip
def test_what_is_no_material_has_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a").write_bytes(content)
    assert look(tmp_path / "a").reason == reason


def test_sound_has_neither_picture_nor_likeness(tmp_path: Path) -> None:
    found = look(samples.wav(tmp_path / "a"))
    assert found.probe is not None
    assert (found.probe.kind, found.fingerprint) == (Kind.AUDIO, "")


UPRIGHT = [True, False, False, False]


def corners(path: Path) -> list[bool]:
    """Whether each quarter is red: top left, top right, bottom left, bottom right."""
    with Image.open(path) as image:
        width, height = image.size
        colours = [image.convert("RGB").getpixel((width * x // 4, height * y // 4))
                   for y in (1, 3) for x in (1, 3)]  # fmt: skip
    return [red > 150 and green < 120 for red, green, _blue in colours]  # type: ignore[misc]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("progressive", [False, True])
def test_upright_in_every_orientation(tmp_path: Path, orientation: int, progressive: bool) -> None:
    image, exif = stored((640, 480), orientation), samples.sample_exif(None)
    exif[0x0112] = orientation
    image.save(tmp_path / "a", "JPEG", exif=exif, progressive=progressive)
    found = look(tmp_path / "a")
    assert found.probe is not None
    assert (found.probe.width, found.probe.height) == (640, 480)
    assert corners(tmp_path / f"{found.sha256}.jpg") == UPRIGHT


def test_a_turned_picture_has_the_likeness_of_the_upright_one(tmp_path: Path) -> None:
    scene = draw_scene((800, 600), Random(3))  # noqa: S311
    scene.save(tmp_path / "a", "JPEG")
    exif = samples.sample_exif(None, orientation=6)
    scene.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "b", "JPEG", exif=exif)
    one, other = look(tmp_path / "a").fingerprint, look(tmp_path / "b").fingerprint
    assert (int(one, 16) ^ int(other, 16)).bit_count() <= 6


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_other_colours_of_a_jpeg(tmp_path: Path, mode: str) -> None:
    samples.picture((640, 480), mode=mode).save(tmp_path / "a", "JPEG")
    found = look(tmp_path / "a")
    with Image.open(tmp_path / f"{found.sha256}.jpg") as image:
        assert image.mode == "RGB"
    assert found.fingerprint


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(tmp_path / "a", "PNG")
    found = look(tmp_path / "a")
    with Image.open(tmp_path / f"{found.sha256}.jpg") as image:
        assert image.getpixel((30, 20)) == (255, 255, 255)


def test_colours_of_another_profile_are_changed_to_srgb(tmp_path: Path) -> None:
    plain, lab = (ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()
                  for name in ("sRGB", "LAB"))  # fmt: skip
    crossed = plain.replace("sRGB".encode("utf-16-be"), "odd!".encode("utf-16-be"))
    crossed = crossed.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    colours = []
    for number, profile in enumerate((None, plain, lab, crossed, crossed)):
        path = tmp_path / str(number)
        samples.picture((64, 48)).save(path, "JPEG", icc_profile=profile)
        found = look(path)
        with Image.open(tmp_path / f"{found.sha256}.jpg") as image:
            colours.append(image.getpixel((12, 12)))
    assert colours[0] == colours[1] == colours[2]  # one of another kind is passed over
    assert colours[3] == colours[4]
    assert colours[3] == pytest.approx(samples.CORNER[::-1], abs=12)


def test_a_picture_of_several_is_its_first(tmp_path: Path) -> None:
    second = Image.new("RGB", (640, 480), "blue")
    samples.picture((640, 480)).save(tmp_path / "a", "MPO", save_all=True, append_images=[second])
    found = look(tmp_path / "a")
    assert found.probe is not None
    assert (found.probe.kind, found.probe.width, found.probe.pages) == (Kind.PHOTO, 640, None)
    assert corners(tmp_path / f"{found.sha256}.jpg") == UPRIGHT


def test_a_cut_png_too(tmp_path: Path) -> None:
    path = tmp_path / "a"
    draw_scene((320, 240), Random(1)).save(path, "PNG")  # noqa: S311
    path.write_bytes(path.read_bytes()[:-3000])
    assert look(path).reason == "truncated"
    assert look(path, lenient=True).has_thumbnail


def test_a_film_has_a_likeness(tmp_path: Path) -> None:
    found = look(samples.mp4(tmp_path / "a"))
    assert found.probe is not None
    assert (found.probe.kind, found.has_thumbnail) == (Kind.VIDEO, True)
    assert found.fingerprint


def test_28_a_bomb_is_too_large(tmp_path: Path) -> None:
    header = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x01\0\0\0\0"
    chunks = b"".join(
        (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
        for chunk in (header, b"IDAT" + zlib.compress(b""), b"IEND")
    )
    (tmp_path / "a").write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    assert look(tmp_path / "a").reason == "too_large"


def test_known_content_is_never_decoded(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xff\xd8\xff\xe0 no picture at all")
    assert look(tmp_path / "a", known=True).reason == ""
    assert look(tmp_path / "a").reason == "truncated"


@pytest.mark.parametrize("held", [HELD_BYTES, 1 << 20])
def test_progress_grows_to_the_size(tmp_path: Path, held: int) -> None:
    path, told = tmp_path / "a", list[int]()
    path.write_bytes(samples.jpeg(path).read_bytes() + bytes(3_000_000))
    found = digest(path, lambda name: tmp_path / name, lambda _sha256: True, told.append, held=held)
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert told == sorted(set(told))
    assert told[-1] == path.stat().st_size == found.size
    assert max(b - a for a, b in pairwise([0, *told])) <= 1 << 20


def test_a_large_photo_is_read_in_pieces_with_the_same_result(tmp_path: Path) -> None:
    path = samples.jpeg(tmp_path / "a", (640, 480))
    whole = look(path)
    pieces = digest(path, lambda name: path.with_name(f"{name}.jpg"), lambda _sha256: True,
                    lambda _done: None, held=1000)  # fmt: skip
    assert pieces == whole


def test_a_photo_is_in_memory_once(tmp_path: Path) -> None:
    path = samples.jpeg(tmp_path / "a", (640, 480))
    path.write_bytes(path.read_bytes() + bytes(32 << 20))  # a phone's film hangs behind it
    look(path)
    tracemalloc.start()
    try:
        look(path)
        assert tracemalloc.get_traced_memory()[1] < 40 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "name", ["HMD_Nokia_8.3_5G.jpg", "canon_hdr_YES.jpg", "IMG_5195.HEIC", "landscape_6.jpg"]
)
def test_real_cameras(tmp_path: Path, name: str) -> None:
    path = samples.camera_files() / name
    found = digest(path, lambda _sha256: tmp_path / "t.jpg", lambda _sha256: True,
                   lambda _done: None)  # fmt: skip
    assert found.probe == probe(path)
    with Image.open(tmp_path / "t.jpg") as image:
        assert 240 <= max(image.size) <= 800
        shape = found.probe.width / found.probe.height
        assert image.width / image.height == pytest.approx(shape, rel=0.02)
