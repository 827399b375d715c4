"""How heavy a film is and may be: arithmetic of bits a second, which loads no codec."""

from __future__ import annotations

from typing import Final

from soptui.i18n import _

MB: Final = 1_000_000
MOST_BITS: Final = 8_000_000
"""A second, of pictures: more is not seen at 1920 px."""
SOUND_BITS: Final = 128_000
SPARSE_SOUND_BITS: Final = 64_000
STEPS: Final = ((1920, 2_500_000), (1280, 1_200_000), (960, 700_000), (640, 350_000))
"""Long edges, and the fewest bits a second of pictures with which they can still be watched."""
FEWEST_BITS: Final = STEPS[-1][1] + SPARSE_SOUND_BITS
MARGIN: Final = 0.95
"""What is left of a limit for the container."""
_HEAVIEST_SOUND: Final = 800_000
"""What a copied AAC track may take."""
_START: Final = 2 * MB
"""Bytes that a film may be heavier than its seconds say: the index, and x264's reserve."""


def most_bytes(seconds: float) -> int:
    """What a film that is encoded without a limit never weighs more than."""
    return _START + round(seconds * (MOST_BITS + _HEAVIEST_SOUND) / 8)


def longest(max_bytes: int) -> int:
    """The seconds of a film that can still be watched when it has `max_bytes`."""
    return int(max_bytes * 8 * MARGIN / FEWEST_BITS)


def length(seconds: float) -> str:
    """`2 min 05 s`."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("{n} s").format(n=rest)
    return _("{n} min {rest:02} s").format(n=minutes, rest=rest)
