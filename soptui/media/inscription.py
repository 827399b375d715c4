"""Writing a picture's words into its JPEG, as IPTC-IIM, XMP and EXIF; its pixels stay as they are.

The words stand in segments before the picture: other words are other segments, and nothing is
encoded anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media import iptc, xmp
from soptui.media.jpeg import header_segments

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.sop.picture_words import PictureWords

ROOM: Final = 32 * 1024
"""Bytes that words never exceed: so many are kept free where a network limits the file's weight."""
_SOI: Final = b"\xff\xd8"
_APP0, _APP1, _APP13 = 0xE0, 0xE1, 0xED
_DESCRIPTION, _ARTIST, _COPYRIGHT = 0x010E, 0x013B, 0x8298
_PLAIN: Final = {0x011A: 72.0, 0x011B: 72.0, 0x0128: 2, 0x0213: 1}
"""What EXIF asks of every picture: 72 dots an inch, colours sampled in the middle."""


def inscribe(path: Path, words: PictureWords) -> None:
    """Let the JPEG at `path` say `words`, and nothing that it said before. Raises MediaError for
    what is no JPEG; OSError.
    """
    path.write_bytes(inscribed(path.read_bytes(), words))


def inscribed(jpeg: bytes, words: PictureWords) -> bytes:
    """`jpeg` with `words`; of those it had none are left. Raises MediaError."""
    if not jpeg.startswith(_SOI):
        raise MediaError(_("This picture is damaged or cut off."))
    first, others, end = b"", b"", len(_SOI)
    for kind, begin, end in header_segments(jpeg):
        segment = jpeg[begin - 4 : end]
        if kind == _APP0:
            first += segment
        elif kind not in (_APP1, _APP13):
            others += segment
    return b"".join((_SOI, first, _segments(words), others, jpeg[end:]))


def _segments(words: PictureWords) -> bytes:
    return b"".join((
        _segment(_APP1, _exif(words)),
        _segment(_APP1, xmp.HEAD + xmp.xmp_packet(words)),
        _segment(_APP13, iptc.photoshop_block(words)),
    ))  # fmt: skip


def _segment(kind: int, content: bytes) -> bytes:
    return bytes((0xFF, kind)) + (len(content) + 2).to_bytes(2, "big") + content


def _exif(words: PictureWords) -> bytes:
    """UTF-8, as the Metadata Working Group advises: EXIF itself knows ASCII only."""
    from PIL import Image

    exif = Image.Exif()
    exif.update(_PLAIN)
    for tag, text in ((_DESCRIPTION, words.caption), (_ARTIST, words.creator),
                      (_COPYRIGHT, words.copyright)):  # fmt: skip
        if text:
            exif[tag] = text.encode()
    return exif.tobytes()
