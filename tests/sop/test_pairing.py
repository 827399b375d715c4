from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.material import Kind, PartRole
from soptui.sop.pairing import File, Link, pair
from tests.office import MONDAY

RAW, JPEG, MOV, XMP = "image/x-canon-cr2", "image/jpeg", "video/quicktime", "application/rdf+xml"


def file(number: int, name: bytes, **facts: object) -> File:
    """A file as its ending promises, taken on Monday by one camera; `facts` change that."""
    ending = name.lower().rpartition(b".")[2]
    kind, mime = {
        b"cr2": (Kind.PHOTO, RAW), b"jpg": (Kind.PHOTO, JPEG), b"heic": (Kind.PHOTO, "image/heic"),
        b"thm": (Kind.PHOTO, JPEG), b"mov": (Kind.VIDEO, MOV), b"mp4": (Kind.VIDEO, "video/mp4"),
        b"lrv": (Kind.VIDEO, "video/mp4"), b"wav": (Kind.AUDIO, "audio/wav"),
        b"xmp": (Kind.SIDECAR, XMP),
    }[ending]  # fmt: skip
    plain = File(number, b"card/DCIM", name, kind, mime, MONDAY, 2900, "Canon EOS R8")
    if kind in {Kind.SIDECAR, Kind.AUDIO} or ending == b"thm":
        plain = replace(plain, captured_at=None, camera="")
    return replace(plain, **facts)


def links(*files: File) -> list[tuple[int, int, PartRole]]:
    return [(link.part, link.main, link.role) for link in pair(files)]


PAIRS = [
    (b"IMG_1.CR2", b"IMG_1.JPG", PartRole.RAW),
    (b"img_1.cr2", b"IMG_1.heic", PartRole.RAW),
    (b"IMG_1.MOV", b"IMG_1.HEIC", PartRole.MOTION),
    (b"IMG_1.xmp", b"IMG_1.JPG", PartRole.NOTES),
    (b"IMG_1.JPG.xmp", b"IMG_1.JPG", PartRole.NOTES),
    (b"IMG_1.xmp", b"IMG_1.CR2", PartRole.NOTES),
    (b"MVI_1.THM", b"MVI_1.MP4", PartRole.THUMBNAIL),
    (b"MVI_1.LRV", b"MVI_1.MP4", PartRole.PROXY),
    (b"GL010001.LRV", b"GX010001.MP4", PartRole.PROXY),
    (b"GL010001.LRV", b"GH010001.MP4", PartRole.PROXY),
    (b"IMG_1.WAV", b"IMG_1.JPG", PartRole.MEMO),
]


@pytest.mark.parametrize(("part", "main", "role"), PAIRS)
def test_19_20_what_belongs_together_is_linked(part: bytes, main: bytes, role: PartRole) -> None:
    assert links(file(1, part), file(2, main)) == [(1, 2, role)]
    assert links(file(2, main), file(1, part)) == [(1, 2, role)]


def test_a_whole_shot_hangs_on_its_picture() -> None:
    shot = [file(1, b"A.CR2"), file(2, b"A.CR2.xmp"), file(3, b"A.WAV"), file(4, b"A.JPG"),
            file(5, b"A.xmp")]  # fmt: skip
    assert [(part, main) for part, main, _role in links(*shot)] == [
        (1, 4), (2, 4), (3, 4), (5, 4)
    ]  # fmt: skip


APART = [
    (file(1, b"A.CR2", camera="Nikon Z6"), file(2, b"A.JPG")),
    (file(1, b"A.CR2", captured_at=MONDAY + timedelta(seconds=3)), file(2, b"A.JPG")),
    (file(1, b"A.CR2", folder=b"card/OTHER"), file(2, b"A.JPG")),
    (file(1, b"A.CR2"), file(2, b"B.JPG")),
    (file(1, b"A.MOV", duration_ms=4100), file(2, b"A.HEIC")),
    (file(1, b"A.MOV", duration_ms=None), file(2, b"A.HEIC")),
    (file(1, b"A.MOV", captured_at=None), file(2, b"A.HEIC")),
    (file(1, b"A.MOV", content_id="one"), file(2, b"A.HEIC", content_id="two")),
    (file(1, b"A.MOV", content_id="one"), file(2, b"A.HEIC")),
    (file(1, b"A.WAV"), file(2, b"A.MP4")),
    (file(1, b"A.xmp"), file(2, b"AB.JPG")),
    (file(1, b"A.JPG"), file(2, b"A.HEIC")),
    (file(1, b"GL01.LRV"), file(2, b"GL01.MP4")),
]


@pytest.mark.parametrize("files", APART)
def test_21_other_camera_time_or_folder_is_another_picture(files: tuple[File, File]) -> None:
    assert links(*files) == []


def test_21_what_could_belong_to_two_stays_apart() -> None:
    assert links(file(1, b"A.CR2"), file(2, b"A.JPG"), file(3, b"A.HEIC")) == []


def test_apples_own_mark_needs_no_names() -> None:
    film = file(1, b"IMG_E1.MOV", content_id="F3A0", captured_at=None)
    assert links(film, file(2, b"IMG_1.HEIC", content_id="F3A0")) == [(1, 2, PartRole.MOTION)]


NAMES = st.builds(
    lambda stem, ending: stem + ending,
    st.sampled_from([b"A", b"B", b"GL1", b"GX1", b"A.CR2"]),
    st.sampled_from([b".CR2", b".JPG", b".HEIC", b".MOV", b".MP4", b".LRV", b".THM", b".WAV",
                     b".xmp"]),
)  # fmt: skip


@given(names=st.lists(NAMES, max_size=10, unique=True), order=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter_and_no_part_has_parts(
    names: list[bytes], order: object
) -> None:
    files = [file(number, name) for number, name in enumerate(names)]
    found = pair(files)
    order.shuffle(files)  # type: ignore[attr-defined]
    assert pair(files) == found
    parts, mains = {link.part for link in found}, {link.main for link in found}
    assert len(parts) == len(found)
    assert not parts & mains
    assert all(isinstance(link, Link) and link.part != link.main for link in found)
