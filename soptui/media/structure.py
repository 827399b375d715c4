"""Whether a file has its end: structural checks that read little.

`PIL.Image.verify()` takes cut JPEGs for whole ones; these checks do not. A file that was allocated
first and filled later has its right size from the beginning, so `has_hole_or_zero_tail` goes with
them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, Final

from soptui.media import types
from soptui.media.bmff import boxes_complete
from soptui.media.jpeg import jpeg_complete
from soptui.media.mp3 import frame_length, tag_length
from soptui.media.tiff import tiff_complete

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from soptui.media.types import MediaType

    Check = Callable[[BinaryIO, int], bool]

TAIL_BYTES: Final = 4096


def is_complete(path: Path, media_type: MediaType) -> bool:
    """Whether the structure of `path` reaches its end.

    False is certain enough to wait for more; True means "nothing is missing that the format
    promises", which for MP3, AMR and OGG is only that they begin well. Raises OSError.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return size > 0 and _CHECKS[media_type.name](file, size)


def has_hole_or_zero_tail(path: Path) -> bool:
    """Whether the file has a hole, or ends in 4 KiB of zeros: space taken but not yet written.

    A recording that ends in digital silence, or a copy made sparse, has the same look; whoever asks
    must let such a file in at last. Raises OSError.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size == 0:
            return False
        if hasattr(os, "SEEK_HOLE") and os.lseek(file.fileno(), 0, os.SEEK_HOLE) < size:
            return True
        file.seek(max(0, size - TAIL_BYTES))
        return not any(file.read(TAIL_BYTES))


def _png(file: BinaryIO, size: int) -> bool:
    """Walk the chunks to IEND (PNG specification, 5.3); what follows it does not matter."""
    position = 8
    while position + 12 <= size:
        file.seek(position)
        header = file.read(8)
        if header[4:] == b"IEND":
            return True
        position += 12 + int.from_bytes(header[:4], "big")
    return False


def _riff(file: BinaryIO, size: int) -> bool:
    """Every chunk at the top ends inside the file; recorders fill in the size when they stop."""
    position = 0
    while position + 8 <= size:
        file.seek(position)
        header = file.read(28)
        length = int.from_bytes(header[4:8], "little")
        if header[:4] == b"RF64":  # beyond 4 GiB: the real size stands in `ds64` (EBU 3306)
            length = int.from_bytes(header[20:28], "little")
        if not header[:4].isascii() or length < (4 if position == 0 else 0):
            return False
        position += 8 + length
        if position == size:
            return True
        position += length % 2
    return position == size


def _ebml(file: BinaryIO, size: int) -> bool:
    """The segment ends inside the file; a live recording says "unknown" and is taken as it is."""
    head = file.read(types.HEAD_BYTES)
    length, header_end = _vint(head, 4)
    segment = header_end + (length or 0)
    if head[segment : segment + 4] != b"\x18\x53\x80\x67":
        return False
    length, start = _vint(head, segment + 4)
    return start > 0 and (length is None or start + length <= size)


def _vint(data: bytes, at: int) -> tuple[int | None, int]:
    """The EBML size at `at` (RFC 8794, 4) and where it ends; None means unknown, end 0 broken."""
    if at >= len(data) or data[at] == 0:
        return None, 0
    width = 9 - data[at].bit_length()
    if at + width > len(data):
        return None, 0
    bits = 7 * width
    value = int.from_bytes(data[at : at + width], "big") & (1 << bits) - 1
    return (None if value == (1 << bits) - 1 else value), at + width


def _pdf(file: BinaryIO, size: int) -> bool:
    """The end marker stands in the last 2 KiB (readers allow junk after it)."""
    file.seek(max(0, size - 2048))
    return b"%%EOF" in file.read(2048)


def _xmp(file: BinaryIO, size: int) -> bool:
    """The packet is closed (XMP specification, part 1, 7.3); spaces may pad it."""
    is_packet = b"<?xpacket begin" in file.read(TAIL_BYTES)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read().rstrip()
    if is_packet:
        return b"<?xpacket end" in tail and tail.endswith(b"?>")
    return tail.endswith(b"meta>")


def _raf(file: BinaryIO, size: int) -> bool:
    """Fujifilm's three parts, the JPEG, the tags and the sensor's data, lie inside the file."""
    head = file.read(108)
    parts = [int.from_bytes(head[at : at + 4], "big") for at in range(84, 108, 4)]
    return len(head) == 108 and all(
        start + length <= size for start, length in zip(parts[::2], parts[1::2], strict=True)
    )


def _mp3(file: BinaryIO, size: int) -> bool:
    tag = tag_length(file.read(10))
    file.seek(tag)
    head = file.read(types.HEAD_BYTES)
    return any(
        0 < frame_length(head[at : at + 4]) <= size - tag - at
        for at in range(len(head))  # encoders pad between the tag and the first frame
        if head[at] == 0xFF
    )


def _ogg(file: BinaryIO, size: int) -> bool:
    """The first page is there in full (RFC 3533, 6)."""
    head = file.read(27 + 255)
    if len(head) < 28:
        return False
    segments = head[26]
    return 27 + segments + sum(head[27 : 27 + segments]) <= size


def _amr(file: BinaryIO, size: int) -> bool:
    return size > len(file.readline(16))


_CHECKS: Final[dict[str, Check]] = {
    "jpeg": jpeg_complete,
    "png": _png,
    "tiff": tiff_complete,
    "pdf": _pdf,
    "mp3": _mp3,
    "ogg": _ogg,
    "amr": _amr,
    "xmp": _xmp,
    "raf": _raf,
    **dict.fromkeys(("cr2", "nef", "arw", "dng", "orf", "rw2", "pef", "srw"), tiff_complete),
    **dict.fromkeys(("webp", "avi", "wav"), _riff),
    **dict.fromkeys(("heic", "avif", "mp4", "mov", "3gp", "m4a", "cr3"), boxes_complete),
    **dict.fromkeys(("matroska", "webm"), _ebml),
}
