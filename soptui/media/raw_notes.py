"""What a camera wrote into the head of its RAW: the tags, wherever each maker puts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from soptui.media.jpeg import header_segments
from soptui.media.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD_BYTES: Final = 128 << 10
_EXIF: Final = b"Exif\0\0"
_EXIF_DIRECTORY: Final = 0x8769
_TIFF_MARKS: Final = {b"II": b"II*\0", b"MM": b"MM\0*"}
_RAF: Final = b"FUJIFILMCCD-RAW"
_RAF_JPEG: Final = 84
"""Where a RAF says where its JPEG begins (four bytes, big-endian)."""


class CanonNotes:
    """A CR3 keeps the first directory and the EXIF directory as two blocks (boxes CMT1, CMT2)."""

    def __init__(self, head: bytes) -> None:
        self._first, self._exif = (_block(head, name) for name in (b"CMT1", b"CMT2"))

    def get(self, tag: int, default: object = None) -> object:
        return self._first.get(tag, default)

    def get_ifd(self, tag: int) -> Mapping[int, object]:
        return self._exif.first if tag == _EXIF_DIRECTORY else {}


def raw_notes(head: bytes) -> Tags | CanonNotes:
    """The tags in the first 128 KiB of a RAW; without any where there are none."""
    if head.startswith(_RAF):
        return _in_jpeg(head[int.from_bytes(head[_RAF_JPEG : _RAF_JPEG + 4], "big") :])
    if head[4:12] == b"ftypcrx ":
        return CanonNotes(head)
    mark = _TIFF_MARKS.get(head[:2])  # Olympus and Panasonic write a mark of their own there
    return Tags(mark + head[4:] if mark else b"")


def _in_jpeg(head: bytes) -> Tags:
    for kind, start, end in header_segments(head):
        if kind == 0xE1 and head.startswith(_EXIF, start):
            return Tags(head[start + len(_EXIF) : end])
    return Tags(b"")


def _block(head: bytes, name: bytes) -> Tags:
    at = head.find(name)
    return Tags(head[at + 4 :] if at >= 0 else b"")
