"""What is published carries nothing of where, when, by whom."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import av
import pytest
from PIL import Image, ImageCms

from soptui.errors import MediaError
from soptui.media.crop import Form
from soptui.media.film import measure
from soptui.media.probe import probe
from soptui.media.rendition import (
    audio_suffix,
    render_audio,
    render_pages,
    render_picture,
    render_video,
)
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

SECRET = b"Pak Lurah"


def _segments(path: Path) -> set[int]:
    """The markers before the first scan of a JPEG."""
    data, at, found = path.read_bytes(), 2, set()
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def _names_nobody(path: Path) -> bool:
    """Of APPn and comments only JFIF's own header is there."""
    return not {m for m in _segments(path) if 0xE1 <= m <= 0xEF or m == 0xFE}


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_no_metadata_of_any_sort(tmp_path: Path, orientation: int) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = samples.jpeg(tmp_path / "a", (800, 600), orientation=orientation, comment=SECRET,
                          xmp=SECRET, icc_profile=profile)  # fmt: skip
    assert SECRET in source.read_bytes()
    assert render_picture(source, tmp_path / "b.jpg", Form(400)) == (400, 300)
    assert _names_nobody(tmp_path / "b.jpg")
    assert SECRET not in (tmp_path / "b.jpg").read_bytes()
    with Image.open(tmp_path / "b.jpg") as image:
        assert image.getpixel((50, 50))[0] > 150 > image.getpixel((350, 250))[0]


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "heic", "tiff"])
def test_every_picture_type(files: dict[str, Path], tmp_path: Path, name: str) -> None:
    assert render_picture(files[name], tmp_path / "b.jpg", Form(100)) == (100, 75)
    assert _names_nobody(tmp_path / "b.jpg")


def test_never_enlarged_and_the_same_every_time(tmp_path: Path) -> None:
    source = samples.jpeg(tmp_path / "a", (64, 48))
    assert render_picture(source, tmp_path / "b.jpg", Form(1200)) == (64, 48)
    render_picture(source, tmp_path / "c.jpg", Form(1200))
    assert (tmp_path / "b.jpg").read_bytes() == (tmp_path / "c.jpg").read_bytes()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_becomes_white(tmp_path: Path, mode: str) -> None:
    image = Image.new("RGBA", (32, 32), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": image.getpixel((0, 0))} if mode == "P" else {}
    image.save(tmp_path / "a.png", **options)
    render_picture(tmp_path / "a.png", tmp_path / "b.jpg", Form(32))
    with Image.open(tmp_path / "b.jpg") as result:
        assert result.getpixel((16, 16)) == (255, 255, 255)


def test_deep_grey_keeps_its_middle(tmp_path: Path) -> None:
    Image.new("I;16", (32, 32), 32768).save(tmp_path / "a.png")
    render_picture(tmp_path / "a.png", tmp_path / "b.jpg", Form(32))
    with Image.open(tmp_path / "b.jpg") as result:
        assert result.getpixel((16, 16))[0] == pytest.approx(128, abs=2)


def test_other_colours_become_srgb(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    image = Image.new("RGB", (32, 32), (200, 40, 40))
    swapped = io.BytesIO(_linear_profile())
    image.save(tmp_path / "a.jpg", icc_profile=swapped.getvalue(), quality=95)
    image.save(tmp_path / "odd.jpg", icc_profile=lab.tobytes(), quality=95)
    for name in ("a", "odd"):
        render_picture(tmp_path / f"{name}.jpg", tmp_path / f"{name}-b.jpg", Form(32))
    with Image.open(tmp_path / "a-b.jpg") as bright, Image.open(tmp_path / "odd-b.jpg") as same:
        assert bright.getpixel((16, 16))[1] > 90  # a linear 40 is much lighter in sRGB
        assert same.getpixel((16, 16))[1] == pytest.approx(40, abs=6)  # does not fit: passed over


def _linear_profile() -> bytes:
    """sRGB's profile with its tone curves made straight, and another name."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = data.find(b"para")
    while at >= 0:  # a curve of one exponent, 1.0 (ICC.1, 10.18)
        data[at : at + 16] = b"para" + bytes(8) + (0x10000).to_bytes(4, "big")
        at = data.find(b"para", at + 4)
    return bytes(data).replace("sRGB".encode("utf-16-be"), "line".encode("utf-16-be"))


def test_a_cut_picture_is_not_published(tmp_path: Path) -> None:
    source = samples.jpeg(tmp_path / "a", (1600, 1200))
    source.write_bytes(source.read_bytes()[:-2000])
    with pytest.raises(MediaError):
        render_picture(source, tmp_path / "b.jpg", Form(400))
    assert list(tmp_path.iterdir()) == [source]
    assert render_picture(source, tmp_path / "b.jpg", Form(400), as_it_is=True) == (400, 300)


NOTES = {"location": "-7.8881+110.3297/", "title": SECRET.decode(), "artist": SECRET.decode()}


def test_a_video_is_repacked_without_notes(tmp_path: Path) -> None:
    source, dest = samples.mp4(tmp_path / "a", notes=NOTES), tmp_path / "b.mp4"
    told: list[float] = []
    assert render_video(source, dest, progress=told.append) == (64, 48)
    made = dest.read_bytes()
    assert SECRET in source.read_bytes()
    assert SECRET not in made
    assert b"110.3297" not in made
    assert made.find(b"moov") < made.find(b"mdat")
    assert told == sorted(told)
    assert told[-1] == 1
    with av.open(str(source)) as old, av.open(str(dest)) as new:
        assert [s.codec_context.name for s in new.streams] == ["h264", "aac"]
        coded = [[bytes(p) for p in film.demux(video=0) if p.size] for film in (old, new)]
        assert len(coded[0]) == len(coded[1]) == 25
        assert coded[0][1:] == coded[1][1:]  # the first loses what x264 says of itself
    render_video(source, tmp_path / "c.mp4")
    assert (tmp_path / "c.mp4").read_bytes() == made


@pytest.mark.parametrize("name", ["avi", "webm", "matroska", "mov", "3gp"])
def test_any_video_ends_as_h264_and_aac(files: dict[str, Path], tmp_path: Path, name: str) -> None:
    render_video(files[name], tmp_path / "b.mp4")
    with av.open(str(tmp_path / "b.mp4")) as made:
        assert [s.codec_context.name for s in made.streams] == ["h264", "aac"]
        assert sum(1 for _ in made.decode(video=0)) == pytest.approx(25, abs=1)
    assert probe(tmp_path / "b.mp4").duration_ms == pytest.approx(1000, abs=150)


def test_frames_without_decoding_times_are_copied(files: dict[str, Path], tmp_path: Path) -> None:
    render_video(files["matroska"], tmp_path / "b.mp4")
    with av.open(str(files["matroska"])) as old, av.open(str(tmp_path / "b.mp4")) as new:
        shown = [[round(frame.time, 2) for frame in film.decode(video=0)] for film in (old, new)]
    assert shown[0] == shown[1]


def test_an_encoded_video_stands_upright(tmp_path: Path) -> None:
    source = samples.mp4(tmp_path / "a", size=(128, 64), turned=-90, codec="mpeg4")
    render_video(source, tmp_path / "b.mp4")
    with av.open(str(tmp_path / "b.mp4")) as made:
        image = next(made.decode(video=0)).to_image()
    assert image.size == (64, 128)
    assert image.getpixel((48, 30))[0] > 150 > image.getpixel((16, 30))[0]


def test_an_upright_film_stands_without_being_told_to(tmp_path: Path) -> None:
    """H.264 that a phone only marked as turned: some networks do not look."""
    source = samples.mp4(tmp_path / "a", size=(128, 64), turned=-90, notes=NOTES)
    assert render_video(source, tmp_path / "b.mp4") == (64, 128)
    film = measure(tmp_path / "b.mp4")
    assert (film.size, film.turns) == ((64, 128), 0)
    assert SECRET not in (tmp_path / "b.mp4").read_bytes()


@pytest.mark.parametrize(("rate", "made"), [(10, 24), (23, 23), (60, 60), (100, 60)])
def test_too_slow_and_too_fast_films_are_brought_to_what_all_take(
    tmp_path: Path, rate: int, made: int
) -> None:
    render_video(samples.mp4(tmp_path / "a", rate=rate), tmp_path / "b.mp4")
    film = measure(tmp_path / "b.mp4")
    assert film.fps == pytest.approx(made, rel=0.02)
    assert film.seconds == pytest.approx(1, abs=0.15)


def test_a_film_is_no_larger_and_no_heavier_than_it_may_be(tmp_path: Path) -> None:
    source = samples.mp4(tmp_path / "a", 2, size=(160, 120), noisy=True)
    form = Form(128, max_bytes=140_000)
    assert source.stat().st_size > 2 * 140_000
    assert render_video(source, tmp_path / "b.mp4", form) == (128, 96)
    film = measure(tmp_path / "b.mp4")
    assert film.weight <= 140_000
    assert (film.size, film.audio, film.plays_everywhere) == ((128, 96), "aac", True)


def test_a_film_too_long_for_its_limit_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    source = samples.mp4(tmp_path / "a", 2)
    with pytest.raises(MediaError, match="does not fit into 0 MB"):
        render_video(source, tmp_path / "b.mp4", Form(1920, max_bytes=10_000))
    assert list(tmp_path.iterdir()) == [source]


def test_a_light_film_is_copied_though_there_is_a_limit(tmp_path: Path) -> None:
    source = samples.mp4(tmp_path / "a")
    form = Form(64, max_bytes=source.stat().st_size)
    render_video(source, tmp_path / "b.mp4", form)
    render_video(source, tmp_path / "c.mp4")
    assert (tmp_path / "b.mp4").read_bytes() == (tmp_path / "c.mp4").read_bytes()


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
def test_a_film_can_be_ended_in_its_middle_and_leaves_nothing(tmp_path: Path, codec: str) -> None:
    class Enough(Exception):
        pass

    def tell(part: float) -> None:
        if part > 0.5:
            raise Enough

    source = samples.mp4(tmp_path / "a", codec=codec)
    with pytest.raises(Enough):
        render_video(source, tmp_path / "b.mp4", progress=tell)
    assert list(tmp_path.iterdir()) == [source]


def test_sound_is_no_video(files: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        render_video(files["wav"], tmp_path / "b.mp4")
    assert not (tmp_path / "b.mp4").exists()


@pytest.mark.parametrize("name", ["wav", "mp3", "m4a", "ogg", "amr"])
def test_any_sound(files: dict[str, Path], tmp_path: Path, name: str) -> None:
    dest = tmp_path / f"b{audio_suffix(files[name])}"
    render_audio(files[name], dest)
    assert probe(dest).media_type.suffix == dest.suffix
    assert probe(dest).duration_ms == pytest.approx(1000, abs=150)


@pytest.mark.parametrize("make", [samples.mp3, samples.m4a])
def test_sound_loses_its_tags(tmp_path: Path, make: type) -> None:
    source = make(tmp_path / "a", notes=NOTES)
    assert SECRET in source.read_bytes()
    render_audio(source, tmp_path / "b")
    assert SECRET not in (tmp_path / "b").read_bytes()


def test_pages(tmp_path: Path) -> None:
    letter = samples.pdf(tmp_path / "a.pdf", pages=2, size=(210, 297))
    scan = samples.tiff(tmp_path / "a.tif", (60, 80), pages=3)
    drawn = render_pages(letter, tmp_path / "letter", Form(594))
    scanned = render_pages(scan, tmp_path / "scan", Form(40))
    assert [path.name for path, *_size in drawn] == ["page-001.jpg", "page-002.jpg"]
    assert [path.name for path, *_size in scanned] == [f"page-00{n}.jpg" for n in (1, 2, 3)]
    assert all(_names_nobody(path) for path, *_size in drawn + scanned)
    with Image.open(drawn[1][0]) as page, Image.open(scanned[2][0]) as third:
        assert page.size == drawn[1][1:] == (420, 594)
        assert third.size == scanned[2][1:] == (30, 40)
        assert third.getpixel((25, 30))[0] == pytest.approx(100, abs=4)  # the third page's colour


def test_a_book_is_too_much(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="201 pages"):
        render_pages(samples.pdf(tmp_path / "a", pages=201), tmp_path, Form(100))


def test_real_cameras(tmp_path: Path) -> None:
    for path in samples.camera_files().iterdir():
        if path.suffix.lower() in (".jpg", ".heic", ".tiff"):
            facts = probe(path)
            size = render_picture(path, tmp_path / "b.jpg", Form(300))
            assert (size.width >= size.height) == (facts.width >= facts.height)
            assert _names_nobody(tmp_path / "b.jpg")
