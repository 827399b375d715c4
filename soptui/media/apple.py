"""What Apple's devices write into both halves of a Live Photo, so that they find each other."""

from __future__ import annotations

import struct
from typing import Final

QUICKTIME_KEY: Final = "com.apple.quicktime.content.identifier"
_MARK: Final = b"Apple iOS\0"
_ENTRIES_AT: Final = 16
_IDENTIFIER, _ASCII = 0x0011, 2
_LONGEST: Final = 64


def content_id(block: bytes) -> str:
    """The identifier in the maker's note of an EXIF block, '' where there is none.

    The note is a directory of its own, big-endian, with offsets from its own beginning.
    """
    start = block.find(_MARK)
    if start < 0:
        return ""
    note = block[start:]
    count = int.from_bytes(note[_ENTRIES_AT - 2 : _ENTRIES_AT], "big")
    table = note[_ENTRIES_AT : _ENTRIES_AT + 12 * count]
    for tag, kind, length, at in struct.iter_unpack(">HHII", table[: len(table) // 12 * 12]):
        if tag == _IDENTIFIER and kind == _ASCII:
            return clean(note[at : at + min(length, _LONGEST)].decode("latin-1"))
    return ""


def clean(text: str) -> str:
    """The identifier's own letters, bounded; whatever else a stranger wrote is left out."""
    plain = text.partition("\0")[0][:_LONGEST]
    return plain if plain.isascii() and plain.isprintable() else ""
