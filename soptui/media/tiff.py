"""Whether a TIFF has all that its directories point at (TIFF 6.0, section 2; BigTIFF)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO, Final

_DATA_TAGS: Final = ((273, 279), (324, 325), (513, 514))
"""Offsets and byte counts of strips, of tiles, of old-style JPEG data."""
_TYPE_FORMATS: Final = {1: "B", 2: "s", 3: "H", 4: "I", 5: "II", 6: "b", 7: "s", 8: "h", 9: "i",
                        10: "ii", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}  # fmt: skip
_SUB_DIRECTORIES: Final = 330
_DEEPEST: Final = 4
_MOST_PAGES: Final = 4096
_MOST_PARTS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """Byte order, and the struct codes of an entry count, of an offset, and of one entry."""

    order: str
    count: str
    offset: str
    entry: int


def tiff_complete(file: BinaryIO, size: int) -> bool:
    """Whether every directory, and every value, strip and tile it names, lies inside the file."""
    header = file.read(16)
    order = "<" if header[:2] == b"II" else ">"
    big = header[2:4] in (b"+\0", b"\0+")
    layout = _Layout(order, "Q", "Q", 20) if big else _Layout(order, "H", "I", 12)
    try:
        (position,) = struct.unpack_from(order + layout.offset, header, 8 if big else 4)
        found = False
        for _ in range(_MOST_PAGES):
            if position == 0:
                return found
            has_data, position = _directory(file, size, position, layout)
            found |= has_data
    except (struct.error, _Outside):
        return False
    return False


class _Outside(Exception):
    """Something is said to lie where the file has no bytes."""


def _directory(
    file: BinaryIO, size: int, position: int, layout: _Layout, depth: int = 0
) -> tuple[bool, int]:
    """Check one directory and those below it; whether there is picture data, and where the next one
    is (0: none).
    """
    if depth > _DEEPEST:
        raise _Outside
    width = struct.calcsize("<" + layout.count)
    (entries,) = struct.unpack(layout.order + layout.count, _read(file, size, position, width))
    table = _read(file, size, position + width, entries * layout.entry)
    offset_width = struct.calcsize("<" + layout.offset)
    after = position + width + len(table)
    (following,) = struct.unpack(
        layout.order + layout.offset, _read(file, size, after, offset_width)
    )
    fields: dict[int, tuple[int, ...]] = {}
    for at in range(0, len(table), layout.entry):
        tag, kind = struct.unpack_from(layout.order + "HH", table, at)
        fields[tag] = _value(file, size, kind, table[at + 4 : at + layout.entry], layout)
    has_data = False
    for at in fields.get(_SUB_DIRECTORIES, ()):  # where a camera keeps what the sensor saw
        has_data |= _directory(file, size, at, layout, depth + 1)[0]
    for starts, lengths in _DATA_TAGS:
        if starts in fields and lengths in fields:
            has_data = True
            ends = map(sum, zip(fields[starts], fields[lengths], strict=False))
            if max(ends, default=0) > size:
                raise _Outside
    return has_data, following


def _value(file: BinaryIO, size: int, kind: int, rest: bytes, layout: _Layout) -> tuple[int, ...]:
    """The numbers of an entry: in the entry itself when they fit there, else where it points."""
    (count,) = struct.unpack_from(layout.order + layout.offset, rest)
    code = _TYPE_FORMATS.get(kind)
    if code is None:  # a private type: nothing to know
        return ()
    inline = rest[struct.calcsize("<" + layout.offset) :]
    width = count * struct.calcsize("<" + code)
    if width > len(inline):
        (at,) = struct.unpack(layout.order + layout.offset, inline)
        if at + width > size:
            raise _Outside
        if count > _MOST_PARTS or code not in "HIQ":  # no part of a picture is told so
            return ()
        inline = _read(file, size, at, width)
    return struct.unpack_from(f"{layout.order}{count}{code}", inline) if code in "HIQ" else ()


def _read(file: BinaryIO, size: int, position: int, count: int) -> bytes:
    """`count` bytes at `position`; `_Outside` when the file does not have them."""
    if position + count > size:
        raise _Outside
    file.seek(position)
    data = file.read(count)
    if len(data) < count:
        raise _Outside
    return data
