"""A picture in character cells: each cell is '▀' in two colours, an upper and a lower pixel.

Plain data; whoever draws it knows the terminal. A cell is about twice as high as wide, so half a
cell is a square pixel. Consoles without '▀' in their font need words instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from soptui.media.crop import Part
from soptui.media.pictures import open_picture

if TYPE_CHECKING:
    from pathlib import Path

Colour = tuple[int, int, int]
Cell = tuple[Colour | None, Colour | None]
"""The upper half (foreground of '▀') and the lower (background); None where no picture is."""


def half_cells(
    path: Path, columns: int, rows: int, *, crop: bool = False, part: Part | None = None
) -> list[list[Cell]]:
    """`rows` lists of `columns` cells that show the picture at `path`, its proportions kept.

    The picture, or `part` of it, is centred, with None around it, or with `crop` fills the whole
    and loses its edges.
    Meant for thumbnails: opening an original takes a hundred times as long. Raises MediaError,
    OSError.
    """
    width, height = columns, rows * 2
    with open_picture(path) as image:
        if part is None:
            image.draft("RGB", (width, height))
        whole = cut(image.convert("RGB"), part)
    if crop:
        small = ImageOps.fit(whole, (width, height), Image.Resampling.BILINEAR)
    else:
        scale = min(width / whole.width, height / whole.height)
        size = (max(1, round(whole.width * scale)), max(1, round(whole.height * scale)))
        small = whole.resize(size, Image.Resampling.BILINEAR)
    pixels = _framed(small, width, height)
    return [list(zip(pixels[y], pixels[y + 1], strict=True)) for y in range(0, height, 2)]


def cut(image: Image.Image, part: Part | None) -> Image.Image:
    """What is left of the picture; the whole where nothing is cut off."""
    if part is None:
        return image
    left, top, right, low = part
    across, down = image.size
    return image.crop((left * across, top * down, right * across, low * down))


def _framed(image: Image.Image, width: int, height: int) -> list[list[Colour | None]]:
    """The picture's pixels in the middle of a field of None."""
    left = (width - image.width) // 2
    top = (height - image.height) // 4 * 2  # at a whole cell: no stray half line above
    data = image.tobytes()
    field: list[list[Colour | None]] = [[None] * width for _row in range(height)]
    for y in range(image.height):
        line = data[y * image.width * 3 : (y + 1) * image.width * 3]
        field[top + y][left : left + image.width] = zip(
            line[0::3], line[1::3], line[2::3], strict=True
        )
    return field
