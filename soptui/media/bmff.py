"""The boxes of ISO-BMFF files: HEIC, AVIF, MP4, MOV, M4A, 3GP (ISO 14496-12, 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator


def top_boxes(file: BinaryIO, size: int, start: int = 0) -> Iterator[tuple[bytes, int, int]]:
    """The name, start and end of each box from `start`; the last one may end beyond `size`.

    Stops at bytes that are no box.
    """
    position = start
    while position + 8 <= size:
        file.seek(position)
        header = file.read(16)
        length, name = int.from_bytes(header[:4], "big"), header[4:8]
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0 and any(name):  # "to the end of the file"
            length = size - position
        if length < 8:
            return
        yield name, position, position + length
        position += length


def boxes_complete(file: BinaryIO, size: int, start: int = 0) -> bool:
    """Whether the boxes fill the file exactly and there are both an index and data."""
    names = set()
    end = start
    for name, _, end in top_boxes(file, size, start):  # noqa: B007  the last end counts
        names.add(name)
    return end == size and bool(names & {b"moov", b"meta"}) and b"mdat" in names
