"""Whether a JPEG has its end, whatever a camera or a phone hangs behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from soptui.media.bmff import boxes_complete

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EOI: Final = b"\xff\xd9"
_TAIL: Final = 4096
_BLOCK: Final = 1 << 20
_HEAD: Final = 1 << 16
"""Bytes in which a published JPEG has its headers: words, profile and tables."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SAMSUNG: Final = b"SEFT"
"""How the notes end that Samsung's phones append."""


def jpeg_complete(file: BinaryIO, size: int) -> bool:
    """Whether the picture ends: an end marker after the first scan began, and nothing cut after it.

    The headers are walked, so the thumbnail in the EXIF block cannot lend its own end marker.
    Behind the end may come zeros or 0xFF, further whole pictures (MPF), Samsung's notes, or a
    motion photo's MP4.
    """
    scan = _first_scan(file, size)
    if scan is None:
        return False
    file.seek(max(scan, size - _TAIL))
    tail = file.read()
    if tail.rstrip(b"\0\xff").endswith(_EOI) or tail.endswith((_EOI, _SAMSUNG)):
        return True
    return _ends_in_film(file, size, scan)


def header_segments(head: bytes) -> Iterator[tuple[int, int, int]]:
    """The marker of each header segment, and where its content begins and ends, up to the first
    scan or to where `head` stops.
    """
    position = 2
    while position + 4 <= len(head) and head[position] == 0xFF:
        kind = head[position + 1]
        if kind == 0xFF:  # fill byte
            position += 1
            continue
        end = position + 2 + int.from_bytes(head[position + 2 : position + 4], "big")
        if kind == 0xDA or end > len(head):
            return
        yield kind, position + 4, end
        position = end


def jpeg_size(path: Path) -> tuple[int, int] | None:
    """Width and height of a JPEG as its frame has them (ITU T.81, B.2.2), None for anything else.
    Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.startswith(b"\xff\xd8"):
        return None
    for kind, begin, end in header_segments(head):
        if kind in _FRAMES and end - begin >= 5:
            return (
                int.from_bytes(head[begin + 3 : begin + 5], "big"),
                int.from_bytes(head[begin + 1 : begin + 3], "big"),
            )
    return None


def _first_scan(file: BinaryIO, size: int) -> int | None:
    """Where the data of the first scan begin (ITU T.81, B.1.1), None when the headers do not."""
    position = 2
    while position + 4 <= size:
        file.seek(position)
        marker, kind, *length = file.read(4)
        if marker != 0xFF:
            return None
        if kind == 0xFF:  # fill byte
            position += 1
            continue
        end = position + 2 + (length[0] << 8 | length[1])
        if kind == 0xDA:
            return end if end < size else None
        position = end
    return None


def _ends_in_film(file: BinaryIO, size: int, scan: int) -> bool:
    """Whether an end marker is followed by a whole MP4 that fills the rest of the file."""
    position = scan
    carried = b""
    file.seek(position)
    while block := file.read(_BLOCK):
        window = carried + block
        at = window.find(b"ftyp")
        if at >= 6 and window[at - 6 : at - 4] == _EOI:
            return boxes_complete(file, size, position - len(carried) + at - 4)
        carried = window[-10:]
        position += len(block)
    return False
