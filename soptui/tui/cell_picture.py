"""A picture as lines of coloured half blocks, ready to be painted."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from soptui.media.cells import Cell, Colour
    from soptui.media.crop import Part

HALF = "▀"
LABEL = Style(color="white", bgcolor="black", bold=True)


def cell_picture(
    path: Path,
    columns: int,
    rows: int,
    ground: Colour,
    label: str = "",
    part: Part | None = None,
) -> list[Strip]:
    """`rows` strips of `columns` cells; around the picture, or `part` of it, is `ground`, and
    `label` stands in its lower left corner.

    It decodes, so it is nothing for the thread that paints. Raises MediaError, OSError.
    """
    from soptui.media.cells import half_cells

    cells = half_cells(path, columns, rows, part=part)
    strips = [strip_of(row, ground) for row in cells]
    if label:
        row, column = _corner(cells)
        strips[row] = _labelled(strips[row], column, f" {label} "[: columns - column])
    return strips


def strip_of(row: Sequence[Cell], ground: Colour) -> Strip:
    """One line of cells, painted."""
    segments = []
    for (upper, lower), run in groupby(row):
        above, below = upper or ground, lower or ground
        count = sum(1 for _cell in run)
        if above == below:
            segments.append(Segment(" " * count, Style(bgcolor=Color.from_rgb(*above))))
        else:
            style = Style(color=Color.from_rgb(*above), bgcolor=Color.from_rgb(*below))
            segments.append(Segment(HALF * count, style))
    return Strip(segments, len(row))


def _corner(cells: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """Row and column of the picture's lower left cell: a row that is wholly picture, if any."""
    lowest = max(
        (y for y, row in enumerate(cells) if any(lower is not None for _upper, lower in row)),
        default=len(cells) - 1,
    )
    line = cells[lowest]
    return lowest, next((x for x, (_upper, lower) in enumerate(line) if lower is not None), 0)


def _labelled(strip: Strip, column: int, label: str) -> Strip:
    end = column + len(label)
    return Strip.join([
        strip.crop(0, column),
        Strip([Segment(label, LABEL)], len(label)),
        strip.crop(end, strip.cell_length),
    ])  # fmt: skip
