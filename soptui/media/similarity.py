"""What a picture looks like, in a few numbers, so that near and spoilt ones are found.

Everything works on a small grey picture (long edge about 480 to 800 px) and takes a fraction of a
millisecond. It helps a person who looks through many pictures, and decides nothing.
"""

from __future__ import annotations

from typing import Final

from PIL import Image

from soptui.sop.material import Hint

_GRID: Final = 8


def fingerprint(grey: Image.Image) -> str:
    """128 bits in hex: whether it gets darker from each cell of a 9 × 8 grid to the next, across
    and down (a difference hash). Near pictures differ in few bits.
    """
    across = grey.resize((_GRID + 1, _GRID), Image.Resampling.BOX, reducing_gap=2.0).tobytes()
    down = grey.resize((_GRID, _GRID + 1), Image.Resampling.BOX, reducing_gap=2.0).tobytes()
    bits = 0
    for at in range(_GRID * (_GRID + 1)):
        if at % (_GRID + 1) != _GRID:
            bits = bits << 1 | (across[at] > across[at + 1])
    for at in range(_GRID * _GRID):
        bits = bits << 1 | (down[at] > down[at + _GRID])
    return f"{bits:032x}"


def hints(grey: Image.Image) -> tuple[Hint, ...]:
    """What a person may want to look at twice: help for the selection, never its decision."""
    del grey
    return ()
