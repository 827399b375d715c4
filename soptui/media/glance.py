"""What the head of a file says, before the whole of it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from soptui.media import exif
from soptui.media.jpeg import header_segments
from soptui.media.raw_notes import raw_notes
from soptui.media.tags import Tags
from soptui.media.types import AVIF, HEAD_BYTES, HEIC, JPEG, sniff_bytes
from soptui.sop.material import is_raw

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

GLANCE_BYTES: Final = 128 << 10
_LARGEST_PREVIEW: Final = 640
"""Pixels; what is larger takes longer than a glance."""
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The markers of a frame's header, whatever its coding (ITU T.81, table B.1)."""
_EXIF: Final = b"Exif\0\0"
_HEIF_EXIF = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
_EXTENT = re.compile(rb"ispe\0{4}(.{4})(.{4})", re.DOTALL)
_APERTURE = re.compile(rb"\0\0\0\x28clap(.{4}).{4}(.{4})", re.DOTALL)
_ROTATION = re.compile(rb"\0\0\0\x09irot(.)", re.DOTALL)
_ORIENTATION, _EXIF_DIRECTORY, _REDUCED = 0x0112, 0x8769, 0x00FE
_TIFF_SIZE: Final = (0x0100, 0x0101)
_EXIF_SIZE: Final = (0xA002, 0xA003)


@dataclass(frozen=True, slots=True)
class Glance:
    """Pixels are as displayed, 0 where they are not known. `preview` is the small JPEG that the
    camera put inside, upright, b'' where there is none.
    """

    captured_at: datetime | None
    captured_zone_known: bool
    camera: str
    width: int
    height: int
    preview: bytes


def glance(path: Path) -> Glance | None:
    """What a camera wrote into the head of a picture; None where it tells nothing. Raises OSError.

    Reads at most 128 KiB. Nothing of it is certain: the file is not yet known to be whole.
    """
    with path.open("rb", buffering=0) as file:
        head = file.read(GLANCE_BYTES)
    media_type = sniff_bytes(head[:HEAD_BYTES])
    if media_type == JPEG:
        return _jpeg(head)
    if media_type in (HEIC, AVIF):
        return _heif(head)
    if media_type is not None and is_raw(media_type.mime):
        return _raw(head)
    if head[:2] in (b"II", b"MM"):
        return _tiff(head)
    return None


def _jpeg(head: bytes) -> Glance | None:
    notes, size = Tags(b""), (0, 0)
    for kind, start, end in header_segments(head):
        if kind == 0xE1 and head.startswith(_EXIF, start):
            notes = Tags(head[start + len(_EXIF) : end])
        elif kind in _FRAMES:
            size = _frame_size(head, start)
            break
    return _told(notes, size, _orientation(notes))


def _heif(head: bytes) -> Glance | None:
    """Sizes stand in `ispe` boxes, one for each tile and for the whole; `clap` cuts the whole
    (ISO 23008-12, 6.5).
    """
    size = max(map(_pair, _EXTENT.finditer(head)), default=(0, 0))
    cut, turned = _APERTURE.search(head), _ROTATION.search(head)
    if cut is not None:
        size = _pair(cut)
    if turned is not None and turned[1][0] % 2:
        size = size[::-1]
    block = _HEIF_EXIF.search(head)
    return _told(Tags(head[block.end() :] if block is not None else b""), size, 1)


def _pair(found: re.Match[bytes]) -> tuple[int, int]:
    return int.from_bytes(found[1], "big"), int.from_bytes(found[2], "big")


def _tiff(head: bytes) -> Glance | None:
    notes = Tags(head)
    size = _size(notes.get_ifd(_EXIF_DIRECTORY), _EXIF_SIZE)
    if size == (0, 0) and not notes.get(_REDUCED):
        size = _size(notes, _TIFF_SIZE)
    return _told(notes, size, _orientation(notes))


def _raw(head: bytes) -> Glance | None:
    notes = raw_notes(head)
    if isinstance(notes, Tags):
        return _told(notes, _size(notes.get_ifd(_EXIF_DIRECTORY), _EXIF_SIZE), _orientation(notes))
    moment = exif.captured(notes)
    return Glance(moment.at, moment.zone_known, exif.camera(notes), 0, 0, b"")


def _told(notes: Tags, size: tuple[int, int], orientation: int) -> Glance | None:
    """All of it together; `size` is as stored."""
    moment, camera = exif.captured(notes), exif.camera(notes)
    preview = _preview(notes.thumbnail(), size, orientation)
    if moment.at is None and not camera and not preview and not all(size):
        return None
    width, height = size[::-1] if orientation >= 5 else size
    return Glance(moment.at, moment.zone_known, camera, width, height, preview)


def _preview(thumbnail: bytes, size: tuple[int, int], orientation: int) -> bytes:
    """The camera's own small picture, turned upright; b'' when it is not one of this picture.

    A program that cuts a picture out of a larger one seldom makes the small one anew.
    """
    small = (0, 0)
    for kind, start, _end in header_segments(thumbnail):
        if kind in _FRAMES:
            small = _frame_size(thumbnail, start)
            break
    if not 0 < min(small) <= max(small) <= _LARGEST_PREVIEW:
        return b""
    if min(size) and (small[0] > small[1]) != (size[0] > size[1]) and small[0] != small[1]:
        return b""
    return thumbnail if orientation == 1 else _turned(thumbnail, orientation)


def _turned(thumbnail: bytes, orientation: int) -> bytes:
    from soptui.errors import MediaError
    from soptui.media.pictures import as_jpeg, open_picture, upright

    try:
        with open_picture(thumbnail) as image:
            image.load()
            return as_jpeg(upright(image, orientation))
    except MediaError:
        return b""


def _orientation(notes: Tags) -> int:
    value = notes.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _size(notes: Tags | Mapping[int, object], names: tuple[int, int]) -> tuple[int, int]:
    width, height = notes.get(names[0]), notes.get(names[1])
    return (width, height) if isinstance(width, int) and isinstance(height, int) else (0, 0)


def _frame_size(head: bytes, start: int) -> tuple[int, int]:
    """Width and height from a frame's header (ITU T.81, B.2.2)."""
    return (int.from_bytes(head[start + 3 : start + 5], "big"),
            int.from_bytes(head[start + 1 : start + 3], "big"))  # fmt: skip
