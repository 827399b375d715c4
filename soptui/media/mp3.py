"""MPEG audio layer III frame headers (ISO 11172-3, 13818-3): enough to know one from noise."""

from __future__ import annotations

from typing import Final

_SAMPLE_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBITS_1: Final = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def frame_length(header: bytes) -> int:
    """Bytes of the layer III frame that begins with these four bytes; 0 when none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bitrate, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer != 1 or bitrate in (0, 15) or rate == 3:
        return 0
    kbits = (_KBITS_1 if version == 3 else _KBITS_2)[bitrate - 1]
    slots = 144_000 if version == 3 else 72_000
    return slots * kbits // _SAMPLE_RATES[version][rate] + padding


def starts_with_frames(head: bytes) -> bool:
    """Whether `head` begins with a frame that another one follows: two bytes alone prove little."""
    length = frame_length(head[:4])
    return length > 0 and frame_length(head[length : length + 4]) > 0


def tag_length(head: bytes) -> int:
    """Bytes of the ID3v2 tag at the beginning of `head`, 0 when there is none."""
    if len(head) < 10 or not head.startswith(b"ID3"):
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + (20 if head[5] & 0x10 else 10)  # a footer repeats the header
