"""What a file is, told from its first bytes: its name may say anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from soptui.media.mp3 import starts_with_frames
from soptui.media.raw_types import raw_name
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from pathlib import Path

HEAD_BYTES: Final = 4096
"""How much of a file `sniff` reads."""


@dataclass(frozen=True, slots=True)
class MediaType:
    """One kind of file that reporters bring.

    `kind` is what such a file usually is; a probe may know better (an MP4 without pictures is
    audio, a TIFF of several pages is a scanned letter). `suffix` is the canonical one, with dot.
    """

    name: str
    kind: Kind
    mime: str
    suffix: str


JPEG: Final = MediaType("jpeg", Kind.PHOTO, "image/jpeg", ".jpg")
PNG: Final = MediaType("png", Kind.PHOTO, "image/png", ".png")
WEBP: Final = MediaType("webp", Kind.PHOTO, "image/webp", ".webp")
HEIC: Final = MediaType("heic", Kind.PHOTO, "image/heic", ".heic")
AVIF: Final = MediaType("avif", Kind.PHOTO, "image/avif", ".avif")
TIFF: Final = MediaType("tiff", Kind.PHOTO, "image/tiff", ".tif")
MP4: Final = MediaType("mp4", Kind.VIDEO, "video/mp4", ".mp4")
MOV: Final = MediaType("mov", Kind.VIDEO, "video/quicktime", ".mov")
THREE_GP: Final = MediaType("3gp", Kind.VIDEO, "video/3gpp", ".3gp")
M4A: Final = MediaType("m4a", Kind.AUDIO, "audio/mp4", ".m4a")
MATROSKA: Final = MediaType("matroska", Kind.VIDEO, "video/x-matroska", ".mkv")
WEBM: Final = MediaType("webm", Kind.VIDEO, "video/webm", ".webm")
AVI: Final = MediaType("avi", Kind.VIDEO, "video/x-msvideo", ".avi")
WAV: Final = MediaType("wav", Kind.AUDIO, "audio/wav", ".wav")
MP3: Final = MediaType("mp3", Kind.AUDIO, "audio/mpeg", ".mp3")
OGG: Final = MediaType("ogg", Kind.AUDIO, "audio/ogg", ".ogg")
AMR: Final = MediaType("amr", Kind.AUDIO, "audio/amr", ".amr")
PDF: Final = MediaType("pdf", Kind.DOCUMENT, "application/pdf", ".pdf")
XMP: Final = MediaType("xmp", Kind.SIDECAR, "application/rdf+xml", ".xmp")
RAW_TYPES: Final = {
    name: MediaType(name, Kind.PHOTO, f"image/x-{maker}-{name}", f".{name}")
    for name, maker in (
        ("cr2", "canon"), ("cr3", "canon"), ("nef", "nikon"), ("arw", "sony"), ("dng", "adobe"),
        ("orf", "olympus"), ("rw2", "panasonic"), ("raf", "fuji"), ("pef", "pentax"),
        ("srw", "samsung"),
    )
}  # fmt: skip

ALL_TYPES: Final = (JPEG, PNG, WEBP, HEIC, AVIF, TIFF, MP4, MOV, THREE_GP, M4A, MATROSKA, WEBM,
                    AVI, WAV, MP3, OGG, AMR, PDF, XMP, *RAW_TYPES.values())  # fmt: skip

_MAGIC: Final = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0\x08\0\0\0", TIFF),
    (b"MM\0+\0\x08\0\0", TIFF),
    (b"OggS", OGG),
    (b"#!AMR\n", AMR),
    (b"#!AMR-WB\n", AMR),
)
_RIFF: Final = {b"WEBP": WEBP, b"AVI ": AVI, b"WAVE": WAV}

# ISO-BMFF brands (mp4ra.org), in the order in which they decide: `mif1` stands in HEIC and AVIF.
_BRANDS: Final = (
    (AVIF, {b"avif", b"avis"}),
    (HEIC, {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}),
    (M4A, {b"M4A ", b"M4B "}),
    (MOV, {b"qt  "}),
    (THREE_GP, {b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3gp8", b"3gp9", b"3g2a", b"3g2b", b"3g2c"}),
    (MP4, {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ",
           b"MSNV", b"XAVC", b"dash", b"mmp4", b"f4v "}),
)  # fmt: skip
_XMP: Final = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.{0,512}?-->\s*)?<(\?xpacket|x:x[am]pmeta)",
    re.DOTALL,
)
"""A packet of notes (XMP specification, part 1, 7.3), as a file of its own."""
_OLD_MOV_BOXES: Final = (b"moov", b"mdat", b"wide", b"pnot")  # QuickTime before brands existed


def sniff(path: Path) -> MediaType | None:
    """The type of the file at `path` by its content; None for what the office does not take.

    Reads at most 4 KiB. Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        return sniff_bytes(file.read(HEAD_BYTES))


def sniff_bytes(head: bytes) -> MediaType | None:
    """The type of a file that begins with `head` (4 KiB are enough)."""
    if raw := raw_name(head):
        return RAW_TYPES[raw]
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] in (b"RIFF", b"RF64"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[4:8] in _OLD_MOV_BOXES:
        return MOV
    return _by_text(head) or (MP3 if starts_with_frames(head) else None)


def _by_text(head: bytes) -> MediaType | None:
    """The type that letters near the beginning tell."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return WEBM if b"webm" in head[:64] else MATROSKA
    if b"%PDF-" in head[:1024]:  # readers allow junk before it (ISO 32000, annex H)
        return PDF
    if head.startswith(b"ID3"):
        return MP3
    return XMP if _XMP.match(head) else None


def _by_brand(head: bytes) -> MediaType | None:
    """The type that the major brand names, else the first that a compatible brand names."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    compatible = {head[at : at + 4] for at in range(16, end - 3, 4)}
    for brands in ({head[8:12]}, compatible):
        # An `mif1` major brand only says "an image": its compatible brands say which.
        known = brands | compatible if brands & {b"mif1", b"msf1"} else brands
        for media_type, names in _BRANDS:
            if names & known:
                return media_type
    return None
