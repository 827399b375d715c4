"""What may be wrong with a picture: blurred, too dark, too bright, covered.

It works on a small grey picture (long edge about 400 to 800 px) in just under a millisecond. It
helps a person who looks through many pictures and decides nothing, so false alarms are kept rare.

Measured with `tests/benchmarks/likeness.py` on 192 different photographs, good and spoilt on
purpose: how many get the hint, with the 95 % interval. `SHARP` was chosen on 106 of them and what
is said of blur here holds for the other 86; the rest are round numbers that fit all.

    hint      of                                      has it
    blurred   good photographs                        0 of 86, 0 to 4 %; 1 of the 106
              small and saved again at quality 50     3 %, 1 to 10 %
              sharp before a soft background          7 %, 3 to 14 %
              camera moved by 0.4 / 0.8 / 1.6 %       43 / 80 / 97 %  (of the long edge)
              out of focus by 0.1 / 0.2 / 0.4 %       9 / 73 / 100 %  (radius)
    dark      good photographs                        3 of 192, 1 to 4 %: dim ones
              two / three stops too little            17 / 100 %
    bright    good photographs                        2 of 192, 0 to 4 %: on white
              two / three stops too much              61 / 78 %
    covered   good photographs                        0 of 192, 0 to 2 %
              lens cap / cloth with folds             100 / 64 %
              finger before 30 / 60 / 80 %            0 / 3 / 100 %

0.4 % are 16 px of a camera's 4,000: what moved less does not show in a picture this small. What is
so grainy or so low in contrast that it has no edges is not called blurred.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final, cast

from PIL import Image, ImageChops

from soptui.sop.material import Hint

Box = tuple[int, int, int, int]

_TILES: Final = 6
_LOOKED_AT: Final = 8
"""Of 36 tiles, those with the most detail: what is sharp before a soft background is sharp."""
_DIRECTIONS: Final = ((1, 0), (0, 1), (1, 1), (-1, 1))
"""Right and down. A camera that moved leaves sharp the edges along its way: a picture is as sharp
as it is in its worst direction.
"""
_REACH: Final = 4
"""Steps within which an edge has risen that is not quite sharp."""
_RISE: Final = 24
"""Grey levels that make an edge, and more than noise."""
SHARP: Final = 0.48
"""Of an edge's rise so much lies within one step: all of it in the sharpest of pictures."""
_ENOUGH: Final = 2
"""Sharp tiles that make a sharp picture, of five and more that have edges; else one does."""

DARK: Final = 100
"""98 % of the picture are darker: what white paper is at three stops too little."""
BRIGHT: Final = 0.25
"""The share of the picture that has run into white (250 and above)."""
BLACK: Final = 36
"""98 % of the picture are darker: nothing but noise."""
COVERED: Final = 0.7
"""The share of the picture without anything to see, …"""
COVERED_MIDDLE: Final = 0.9
"""… and of its middle: a thing before a plain wall or sky is what the picture was taken for."""
_PLAIN: Final = 4
"""Grey levels from one block of 8 × 8 pixels to the next that nobody sees."""
_NOISE: Final = 3
"""Grey levels from one pixel to the next that the sensor adds."""
_LESS_NOISE: Final = [max(0, level - _NOISE) for level in range(256)]


def hints(grey: Image.Image) -> tuple[Hint, ...]:
    """What a person may want to look at twice; a covered picture is not called blurred too."""
    if min(grey.size) < _TILES * 3 * _REACH:
        return ()
    detail = ImageChops.add_modulo(_changes(grey, 1, 0), _changes(grey, 0, 1)).reduce(8)
    small = grey.reduce(4)
    dark, bright = _light(small)
    light = (Hint.DARK,) if dark < DARK else (Hint.BRIGHT,) if bright >= BRIGHT else ()
    if dark < BLACK or _is_plain(small.reduce(2), detail):
        return (*light, Hint.COVERED)
    return (*light, Hint.BLURRED) if _is_blurred(grey, detail) else light


def _light(small: Image.Image) -> tuple[int, float]:
    """The grey level below which 98 % lie, and the share of what has run into white."""
    pixels = small.width * small.height
    below = list(accumulate(small.histogram()))
    level = next(level for level, count in enumerate(below) if count >= 0.98 * pixels)
    return level, 1 - below[249] / pixels


def _is_plain(blocks: Image.Image, detail: Image.Image) -> bool:
    """Whether most blocks neither differ from their neighbours nor have anything in them."""
    size = (0, 0, min(blocks.width - 1, detail.width), min(blocks.height - 1, detail.height))
    inside = detail.crop(size).point(_LESS_NOISE)
    across, down = _changes(blocks, 1, 0).crop(size), _changes(blocks, 0, 1).crop(size)
    most = ImageChops.lighter(ImageChops.lighter(across, down), inside)
    left, top = most.width // 4, most.height // 4
    middle = most.crop((left, top, most.width - left, most.height - top))
    return _plain_share(most) >= COVERED and _plain_share(middle) >= COVERED_MIDDLE


def _plain_share(changes: Image.Image) -> float:
    return sum(changes.histogram()[: _PLAIN + 1]) / (changes.width * changes.height)


def _is_blurred(grey: Image.Image, detail: Image.Image) -> bool:
    """Whether there are edges in some direction, and hardly a sharp one among them."""
    boxes = _detailed(detail, (grey.width - _REACH, grey.height - _REACH))
    return any(_is_soft(grey, boxes, right, down) for right, down in _DIRECTIONS)


def _is_soft(grey: Image.Image, boxes: list[Box], right: int, down: int) -> bool:
    """The same for one direction; most pictures show it in the first boxes."""
    edges = sharp = 0
    for box in boxes:
        rise = _highest(grey, box, _REACH * right, _REACH * down)
        if rise >= _RISE:
            edges += 1
            sharp += _highest(grey, box, right, down) >= SHARP * rise
        if sharp >= _ENOUGH:
            return False
    return edges > 0 and sharp < (_ENOUGH if edges >= 5 else 1)


def _detailed(detail: Image.Image, size: tuple[int, int]) -> list[Box]:
    """The boxes of the tiles with the most detail, of a picture of this size."""
    levels = detail.resize((_TILES, _TILES), Image.Resampling.BOX).tobytes()
    best = sorted(range(_TILES * _TILES), key=lambda at: (-levels[at], at))[:_LOOKED_AT]
    wide, high = size[0] // _TILES, size[1] // _TILES
    corners = [(at % _TILES * wide, at // _TILES * high) for at in best]
    return [(x, y, x + wide, y + high) for x, y in corners]


def _highest(grey: Image.Image, box: Box, right: int, down: int) -> int:
    """The largest change within a box; only what it needs of the picture is looked at."""
    left, top, end, bottom = box
    tile = grey.crop((left, top, end + abs(right), bottom + down))
    return cast("int", _changes(tile, right, down).getextrema()[1])  # one band, so no pairs


def _changes(grey: Image.Image, right: int, down: int) -> Image.Image:
    """By how much each pixel differs from the one so far to the right (or left) and down of it."""
    wide, high = grey.size
    start, end = (0, wide - right) if right >= 0 else (-right, wide)
    before = grey.crop((start, 0, end, high - down))
    after = grey.crop((start + right, down, end + right, high))
    return ImageChops.difference(before, after)
