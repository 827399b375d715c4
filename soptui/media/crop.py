"""Which part of a picture is shown where not every shape is taken: cut, never stretched.

Whole numbers only, so that the same picture is cut in the same way on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from soptui.sop.logo import Logo

Part = tuple[float, float, float, float]
"""What is left of a picture, as shares of its sides: left, top, right and lower edge."""


class Focus(NamedTuple):
    """What must be seen of a picture: per cent of its width and height, from its upper left."""

    x: int
    y: int


class Ratios(NamedTuple):
    """The narrowest and the widest shape that is taken: width by height."""

    narrowest: Fraction
    widest: Fraction

    def __str__(self) -> str:
        return f"{float(self.narrowest):.2f}-{float(self.widest):.2f}"

    def fit(self, width: int, height: int) -> bool:
        """Whether a picture of that size is taken as it is."""
        return self.narrowest * height <= width <= self.widest * height


class Box(NamedTuple):
    """A part of a picture, in its pixels; the right and lower edges lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height."""
        return self.right - self.left, self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Form:
    """What a picture or a film must be like to go out: `long_edge` in pixels, `max_bytes` where a
    file may not be larger; of a picture also `ratios` where only some shapes are taken, and what
    must be seen when it is cut (None: the usual place).
    """

    long_edge: int
    ratios: Ratios | None = None
    focus: Focus | None = None
    max_bytes: int | None = None
    logo: Logo | None = None
    """Drawn on it once it is cut."""


CENTRE = Focus(50, 50)
UPPER = Focus(50, 40)


def usual_focus(width: int, height: int) -> Focus:
    """The centre; in upright pictures a little above it, where faces are."""
    return UPPER if height > width else CENTRE


def crop_box(width: int, height: int, ratios: Ratios | None, focus: Focus | None = None) -> Box:
    """The largest part that `ratios` takes; it holds `focus`. The whole where that is taken."""
    if ratios is None or ratios.fit(width, height):
        return Box(0, 0, width, height)
    at = focus or usual_focus(width, height)
    if width > ratios.widest * height:
        kept = max(1, floor(ratios.widest * height))
        left = _begin(width, kept, at.x)
        return Box(left, 0, left + kept, height)
    kept = max(1, floor(width / ratios.narrowest))
    top = _begin(height, kept, at.y)
    return Box(0, top, width, top + kept)


def padded_size(width: int, height: int, ratios: Ratios | None) -> tuple[int, int]:
    """The smallest size that `ratios` takes and the whole picture has room in."""
    if ratios is None or ratios.fit(width, height):
        return width, height
    if width > ratios.widest * height:
        return width, ceil(width / ratios.widest)
    return ceil(height * ratios.narrowest), height


def _begin(length: int, kept: int, per_cent: int) -> int:
    """Where `kept` pixels of `length` begin: the point at `per_cent` stands as far from the edges
    of what is left as it stood from those of the whole, so it is never cut off.
    """
    return ((length - kept) * per_cent + 50) // 100
