"""Drawn pictures for the sample office: no camera, no person, no licence is needed for them.

Each scene fills a canvas from a random generator, so a seed always gives the same picture. The
shapes are an office's days: rice fields, a meeting in a hall, its forecourt, a bus at the terminal.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Colour = tuple[int, int, int]


class Light(NamedTuple):
    """A time of day: the sky's two ends, the sun, and how much of the colours is left."""

    zenith: Colour
    horizon: Colour
    sun: Colour
    strength: float


_LIGHTS: Final = (
    Light((58, 90, 150), (255, 196, 140), (255, 240, 200), 0.80),  # dawn
    Light((60, 140, 214), (206, 232, 246), (255, 252, 232), 1.00),  # noon
    Light((112, 140, 166), (216, 222, 224), (240, 240, 236), 0.85),  # overcast
    Light((62, 48, 110), (250, 138, 92), (255, 214, 150), 0.66),  # dusk
)
_SHIRTS: Final = ((196, 62, 52), (38, 92, 150), (236, 178, 62), (70, 130, 90), (238, 236, 228),
                  (120, 72, 130), (224, 120, 60), (52, 60, 84))  # fmt: skip


class Canvas:
    """A picture being drawn, in shares of its width and height."""

    def __init__(self, size: tuple[int, int], light: Light) -> None:
        self.width, self.height = size
        self.light = light
        self.image = Image.new("RGB", size)
        self._draw = ImageDraw.Draw(self.image)

    def lit(self, colour: Colour, far: float = 0.0) -> Colour:
        """`colour` in this light, and `far` (0 to 1) of the way into the haze."""
        near = [band * self.light.strength for band in colour]
        red, green, blue = (round(n + (h - n) * far) for n, h in zip(near, self.light.horizon,
                                                                     strict=True))  # fmt: skip
        return red, green, blue

    def shade(self, top: float, bottom: float, first: Colour, last: Colour) -> None:
        """A band over the whole width that runs from `first` to `last`."""
        high = max(1, round((bottom - top) * self.height))
        column = Image.new("RGB", (1, high))
        for y in range(high):
            part = y / high
            column.putpixel((0, y), tuple(round(a + (b - a) * part)
                                          for a, b in zip(first, last, strict=True)))  # fmt: skip
        self.image.paste(column.resize((self.width, high)), (0, round(top * self.height)))

    def polygon(self, points: list[tuple[float, float]], colour: Colour) -> None:
        self._draw.polygon([(x * self.width, y * self.height) for x, y in points], fill=colour)

    def box(self, x: float, y: float, wide: float, high: float, colour: Colour,
            radius: float = 0.0) -> None:  # fmt: skip
        corners = (x * self.width, y * self.height,
                   (x + wide) * self.width, (y + high) * self.height)  # fmt: skip
        self._draw.rounded_rectangle(corners, radius * self.height, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """`radius` in shares of the height, so that it stays round."""
        r = radius * self.height
        cx, cy = x * self.width, y * self.height
        self._draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=colour)


def draw_scene(size: tuple[int, int], rng: Random) -> Image.Image:
    """One of the scenes at one of the times of day, as `rng` has it."""
    scene: Callable[[Canvas, Random], None] = rng.choice((_fields, _hall, _forecourt, _terminal))
    canvas = Canvas(size, rng.choice(_LIGHTS))
    scene(canvas, rng)
    return canvas.image.filter(ImageFilter.GaussianBlur(size[0] / 2000))  # softens the stairs


def _sky(canvas: Canvas, rng: Random, horizon: float) -> None:
    """Sky, a sun with its glow, and some clouds."""
    light = canvas.light
    canvas.shade(0, horizon, light.zenith, light.horizon)
    x, y = rng.uniform(0.15, 0.85), rng.uniform(0.12, horizon * 0.7)
    glow = Image.new("L", canvas.image.size)
    pen = ImageDraw.Draw(glow)
    for step in range(12, 0, -1):
        r = canvas.height * (0.05 + step * 0.022)
        cx, cy = x * canvas.width, y * canvas.height
        pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=round(120 * (1 - step / 13) ** 2))
    canvas.image.paste(Image.new("RGB", canvas.image.size, light.sun), mask=glow)
    canvas.disc(x, y, 0.05, light.sun)
    for _cloud in range(rng.randint(2, 5)):
        left, top = rng.uniform(0, 0.9), rng.uniform(0.06, horizon * 0.6)
        for _puff in range(6):
            canvas.disc(left + rng.uniform(0, 0.1), top + rng.uniform(-0.01, 0.012),
                        rng.uniform(0.012, 0.03), canvas.lit((250, 250, 250), 0.55))  # fmt: skip


def _ridge(canvas: Canvas, rng: Random, base: float, rise: float, colour: Colour) -> None:
    """A line of hills from `base` up by about `rise`, filled to the bottom."""
    waves = [(rng.uniform(1, 3) * n, rng.uniform(0, math.tau), rise / n) for n in (1, 2, 4)]
    line = [
        (step / 60, base - sum(h * (0.5 + math.sin(f * step / 60 * 3 + p) / 2) for f, p, h in waves)
         / 1.75)
        for step in range(61)
    ]  # fmt: skip
    canvas.polygon([(0, 1), *line, (1, 1)], colour)


def _fields(canvas: Canvas, rng: Random) -> None:
    """A volcano behind hills, and rice in terraces."""
    _sky(canvas, rng, 0.62)
    peak = rng.uniform(0.3, 0.7)
    canvas.polygon([(peak - 0.42, 0.62), (peak - 0.05, 0.24), (peak - 0.01, 0.26),
                    (peak + 0.04, 0.23), (peak + 0.45, 0.62)],
                   canvas.lit((70, 92, 130), 0.45))  # fmt: skip
    for far, base, green in ((0.35, 0.60, (60, 110, 90)), (0.12, 0.66, (44, 104, 62))):
        _ridge(canvas, rng, base, 0.10, canvas.lit(green, far))
    for row in range(9):
        tint = rng.choice(((120, 170, 62), (150, 188, 76), (96, 150, 66), (128, 172, 150)))
        _ridge(canvas, rng, 0.68 + row * row * 0.0042, 0.018 + row * 0.003,
               canvas.lit(tint))  # fmt: skip
    for _palm in range(rng.randint(2, 4)):
        _palm_tree(canvas, rng, rng.uniform(0.05, 0.95), rng.uniform(0.74, 0.9))


def _palm_tree(canvas: Canvas, rng: Random, x: float, foot: float) -> None:
    top, lean = foot - rng.uniform(0.26, 0.36), rng.uniform(-0.03, 0.03)
    trunk, leaf = canvas.lit((84, 64, 48)), canvas.lit((36, 84, 46))
    canvas.polygon([(x - 0.005, foot), (x + lean - 0.003, top), (x + lean + 0.003, top),
                    (x + 0.006, foot)], trunk)  # fmt: skip
    for angle in range(-70, 251, 40):
        turn = math.radians(angle + rng.uniform(-12, 12))
        dx, dy = math.cos(turn) * 0.055, -math.sin(turn) * 0.05
        canvas.polygon([(x + lean, top - 0.008), (x + lean + dx * 0.6, top + dy - 0.012),
                        (x + lean + dx, top + dy + 0.04), (x + lean, top + 0.008)],
                       leaf)  # fmt: skip


def _hall(canvas: Canvas, rng: Random) -> None:
    """A meeting: a banner above the stage, and rows of people seen from behind."""
    wall = rng.choice(((222, 206, 178), (196, 212, 214), (226, 218, 206)))
    canvas.shade(0, 0.62, canvas.lit(wall), canvas.lit(tuple(band - 34 for band in wall)))  # type: ignore[arg-type]
    canvas.shade(0.62, 1, canvas.lit((150, 108, 76)), canvas.lit((92, 62, 46)))
    for window in (0.04, 0.83):
        canvas.box(window, 0.14, 0.13, 0.34, canvas.lit((120, 92, 64)))
        canvas.box(window + 0.01, 0.155, 0.11, 0.31, canvas.light.horizon)
        canvas.box(window + 0.062, 0.155, 0.006, 0.31, canvas.lit((120, 92, 64)))
    canvas.box(0.22, 0.10, 0.56, 0.26, canvas.lit(rng.choice(_SHIRTS[:4])), 0.01)
    canvas.box(0.27, 0.16, 0.46, 0.035, canvas.lit((250, 246, 236)))
    canvas.box(0.33, 0.23, 0.34, 0.022, canvas.lit((250, 232, 170)))
    canvas.box(0.20, 0.55, 0.60, 0.09, canvas.lit((118, 78, 52)))
    for place in range(5):
        _person(canvas, rng, 0.28 + place * 0.11, 0.56, 0.030)
    for row in range(4):
        size, many = 0.036 + row * 0.013, 11 - row * 2
        for place in range(many):
            _person(canvas, rng, (place + 0.5) / many + rng.uniform(-0.012, 0.012),
                    0.76 + row * 0.10, size)  # fmt: skip


def _person(canvas: Canvas, rng: Random, x: float, foot: float, size: float) -> None:
    """Head and shoulders; `foot` is where the shoulders end, `size` the head's radius."""
    shirt, skin = canvas.lit(rng.choice(_SHIRTS)), canvas.lit((172, 122, 88))
    wide = size * 2.7 * canvas.height / canvas.width
    canvas.box(x - wide / 2, foot - size * 1.7, wide, size * 4, shirt, size)
    canvas.disc(x, foot - size * 2.3, size, skin)
    hair = rng.choice(((34, 28, 28), (34, 28, 28), *_SHIRTS[:3]))  # some wear a veil
    canvas.disc(x, foot - size * 2.6, size * 0.95, canvas.lit(hair))


def _forecourt(canvas: Canvas, rng: Random) -> None:
    """An office with a Javanese roof, the flag in front of it, trees beside it."""
    _sky(canvas, rng, 0.7)
    _ridge(canvas, rng, 0.66, 0.10, canvas.lit((66, 110, 84), 0.3))
    canvas.shade(0.68, 1, canvas.lit((168, 160, 148)), canvas.lit((120, 114, 108)))
    roof, wall = canvas.lit((156, 74, 48)), canvas.lit((240, 232, 214))
    canvas.polygon([(0.14, 0.46), (0.30, 0.38), (0.70, 0.38), (0.86, 0.46)], roof)
    canvas.polygon([(0.30, 0.39), (0.40, 0.25), (0.60, 0.25), (0.70, 0.39)],
                   canvas.lit((134, 60, 42)))  # fmt: skip
    canvas.box(0.18, 0.46, 0.64, 0.24, wall)
    for pillar in range(9):
        canvas.box(0.195 + pillar * 0.0735, 0.46, 0.014, 0.24, canvas.lit((196, 160, 96)))
        if pillar < 8:
            canvas.box(0.22 + pillar * 0.0735, 0.52, 0.036, 0.10, canvas.lit((86, 116, 136)))
    canvas.box(0.47, 0.54, 0.06, 0.16, canvas.lit((96, 62, 44)))
    mast = rng.uniform(0.27, 0.34)
    canvas.box(mast, 0.16, 0.004, 0.64, canvas.lit((230, 230, 230)))
    canvas.box(mast + 0.004, 0.165, 0.085, 0.04, canvas.lit((214, 36, 40)))
    canvas.box(mast + 0.004, 0.205, 0.085, 0.04, canvas.lit((250, 250, 250)))
    for x in (0.05, 0.94):
        canvas.box(x - 0.008, 0.56, 0.016, 0.2, canvas.lit((84, 62, 46)))
        for _leaf in range(14):
            canvas.disc(x + rng.uniform(-0.05, 0.05), 0.5 + rng.uniform(-0.1, 0.08), 0.05,
                        canvas.lit((50, rng.randint(100, 132), 60)))  # fmt: skip
    for place in range(rng.randint(5, 9)):
        _person(canvas, rng, 0.42 + place * 0.055, 0.84, 0.026)


def _terminal(canvas: Canvas, rng: Random) -> None:
    """A bus on the road, houses and hills behind it."""
    _sky(canvas, rng, 0.6)
    _ridge(canvas, rng, 0.58, 0.14, canvas.lit((70, 110, 100), 0.4))
    for house in range(9):
        high = rng.uniform(0.08, 0.22)
        canvas.box(house * 0.115 - 0.01, 0.64 - high, 0.1, high,
                   canvas.lit(rng.choice(_SHIRTS), 0.35))  # fmt: skip
    canvas.shade(0.64, 0.72, canvas.lit((176, 170, 160)), canvas.lit((150, 146, 138)))
    canvas.shade(0.72, 1, canvas.lit((82, 84, 90)), canvas.lit((56, 58, 64)))
    for dash in range(8):
        canvas.box(dash * 0.14 + 0.02, 0.885, 0.07, 0.012, canvas.lit((240, 236, 220)))
    x, paint = rng.uniform(0.14, 0.34), canvas.lit(rng.choice(_SHIRTS[:4]))
    canvas.box(x, 0.44, 0.5, 0.34, paint, 0.03)
    canvas.box(x, 0.66, 0.5, 0.035, canvas.lit((246, 242, 232)))
    for window in range(6):
        canvas.box(x + 0.02 + window * 0.07, 0.48, 0.06, 0.11, canvas.lit((150, 186, 206)), 0.01)
    canvas.box(x + 0.445, 0.48, 0.05, 0.14, canvas.lit((176, 206, 220)), 0.01)
    for wheel in (x + 0.1, x + 0.4):
        canvas.disc(wheel, 0.78, 0.055, (30, 30, 34))
        canvas.disc(wheel, 0.78, 0.025, canvas.lit((190, 190, 196)))
    for place in range(rng.randint(2, 5)):
        _person(canvas, rng, (x + 0.56 + place * 0.06) % 1, 0.74, 0.028)
