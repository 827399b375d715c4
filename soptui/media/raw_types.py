"""Telling a camera's RAW by its content: many are TIFFs, and a scanner's TIFF is none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from soptui.media.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC: Final = (
    (0, b"IIRO", "orf"), (0, b"IIRS", "orf"), (0, b"MMOR", "orf"), (0, b"IIU\0", "rw2"),
    (0, b"FUJIFILMCCD-RAW", "raf"), (4, b"ftypcrx ", "cr3"), (8, b"CR\x02\0", "cr2"),
)  # fmt: skip
_MAKERS: Final[Mapping[str, str]] = {
    "NIKON": "nef", "SONY": "arw", "PENTAX": "pef", "RICOH": "pef", "SAMSUNG": "srw",
    "OLYMPUS": "orf",
}  # fmt: skip
_MAKE, _COMPRESSION, _SUB_DIRECTORIES, _DNG_VERSION = 0x010F, 0x0103, 0x014A, 0xC612
_OWN_COMPRESSION: Final = frozenset({32767, 32769, 32770, 34713, 65535})
"""What only cameras write: Sony, Epson and Samsung, Nikon, Pentax."""


def raw_name(head: bytes) -> str:
    """`cr2`, `nef`… for a file that begins with `head`; '' for anything else."""
    for at, magic, name in _MAGIC:
        if head.startswith(magic, at):
            return name
    if head[:4] not in (b"II*\0", b"MM\0*"):
        return ""
    tags = Tags(head)
    if _DNG_VERSION in tags:
        return "dng"
    make = str(tags.get(_MAKE, "")).upper()
    name = next((name for maker, name in _MAKERS.items() if make.startswith(maker)), "")
    is_camera_file = _SUB_DIRECTORIES in tags or tags.get(_COMPRESSION) in _OWN_COMPRESSION
    return name if is_camera_file else ""
