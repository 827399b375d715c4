"""The tags of an EXIF block, or of a TIFF's head, read as untrusted bytes (TIFF 6.0, section 2).

Pillow reads them too, all of them and ten times as slowly; here are only texts and whole numbers.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_ASCII, _SHORT, _LONG, _UNDEFINED = 2, 3, 4, 7
_LONGEST_TEXT: Final = 256
_THUMBNAIL, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_OTHER: Final = ()
"""Stands for a value of another type or of many numbers: the tag is there, and that is all."""


class Tags:
    """What the first directory says, and those it points to. What is broken is left out."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self._order = "<" if block[:2] == b"II" else ">"
        start = self._long(4) if block[:4] in (b"II*\0", b"MM\0*") else None
        self._first, self._next = self._directory(start)

    def __contains__(self, tag: int) -> bool:
        return tag in self._first

    def get(self, tag: int, default: object = None) -> object:
        """The value of `tag` in the first directory: str, bytes, int, or () for any other."""
        return self._first.get(tag, default)

    @property
    def first(self) -> Mapping[int, object]:
        """The first directory, whole."""
        return self._first

    def get_ifd(self, tag: int) -> Mapping[int, object]:
        """The directory that the value of `tag` points to, empty when there is none."""
        at = self._first.get(tag)
        return self._directory(at if isinstance(at, int) else None)[0]

    def thumbnail(self) -> bytes:
        """The JPEG that the second directory points to, b'' when it is not all there."""
        second, _ = self._directory(self._next)
        at, length = second.get(_THUMBNAIL), second.get(_THUMBNAIL_LENGTH)
        if not isinstance(at, int) or not isinstance(length, int):
            return b""
        found = self._block[at : at + length]
        return found if len(found) == length and found.startswith(b"\xff\xd8\xff") else b""

    def _directory(self, at: int | None) -> tuple[dict[int, object], int | None]:
        """The tags of the directory at `at`, and where the next one is."""
        count = self._block[at : at + 2] if at else b""
        if at is None or len(count) < 2:
            return {}, None
        end = at + 2 + 12 * int.from_bytes(count, "little" if self._order == "<" else "big")
        table = self._block[at + 2 : end]
        found: dict[int, object] = {}
        for tag, kind, number, rest in struct.iter_unpack(
            f"{self._order}HHI4s", table[: len(table) // 12 * 12]
        ):
            found[tag] = self._value(kind, number, rest)
        return found, self._long(end)

    def _value(self, kind: int, number: int, rest: bytes) -> object:
        if kind in (_ASCII, _UNDEFINED) and number <= _LONGEST_TEXT:
            if number > 4:
                (at,) = struct.unpack(f"{self._order}I", rest)
                rest = self._block[at : at + number]
            return rest[:number].decode("latin-1") if kind == _ASCII else rest[:number]
        if number == 1 and kind == _SHORT:
            return int(struct.unpack_from(f"{self._order}H", rest)[0])
        if number == 1 and kind == _LONG:
            return int(struct.unpack(f"{self._order}I", rest)[0])
        return _OTHER

    def _long(self, at: int) -> int | None:
        """The number at `at`; None for 0 and beyond the end, where no directory can be."""
        value = self._block[at : at + 4]
        number = int.from_bytes(value, "little" if self._order == "<" else "big")
        return number if len(value) == 4 and number else None
