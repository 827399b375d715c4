"""Words of a picture as newsrooms read them: IPTC-IIM 4.2, inside a Photoshop block of a JPEG.

Written by hand: a few octets, and no library that is kept well writes them.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from soptui.sop.picture_words import clipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soptui.sop.picture_words import PictureWords

HEAD: Final = b"Photoshop 3.0\0"
"""Begins the APP13 segment."""
SHORT: Final = 32
"""Octets of the names of an author, of a credit and of a source."""
_RESOURCE: Final = 0x0404
_UTF_8: Final = b"\x1b%G"
_IIM_4: Final = b"\0\x04"


def photoshop_block(words: PictureWords) -> bytes:
    """The content of the APP13 segment that holds `words`."""
    data = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in _datasets(words)
    )
    resource = b"8BIM" + struct.pack(">HHI", _RESOURCE, 0, len(data))
    return HEAD + resource + data + b"\0" * (len(data) % 2)


def _datasets(words: PictureWords) -> Iterator[tuple[int, int, bytes]]:
    """Record, number and value, in the order of their numbers; empty ones are left out."""
    yield 1, 90, _UTF_8
    yield 2, 0, _IIM_4
    texts = {
        80: clipped(words.creator, SHORT),
        105: words.headline,
        110: words.credit if len(words.credit.encode()) <= SHORT else clipped(words.source, SHORT),
        115: clipped(words.source, SHORT),
        116: words.copyright,
        120: words.caption,
    }
    for number, text in texts.items():
        if text:
            yield 2, number, text.encode()
