"""A picture in half blocks, what is cut off darkened, and the point that must be seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from soptui.errors import SoptuiError
from soptui.i18n import _
from soptui.media.crop import Box, Focus
from soptui.tui.cell_picture import strip_of

if TYPE_CHECKING:
    from textual import events, getters

    from soptui.media.cells import Cell, Colour
    from soptui.tui.host import Host

MARK = Style(color="white", bgcolor="black", bold=True)
_DARK = 0.25
"""What is left of a colour where the picture is cut off."""


class CroppedPicture(Widget):
    """Decodes once a size; every move after it only paints."""

    if TYPE_CHECKING:
        app: getters.app[Host]

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self._path = path
        self._cells: list[list[Cell]] = []
        self._shape: tuple[tuple[int, int], Box, Focus] | None = None
        self._strips: list[Strip] = []

    def show(self, size: tuple[int, int], part: Box, point: Focus) -> None:
        """Of a picture of `size` pixels `part` is left, and `point` must be seen."""
        self._shape = size, part, point
        self._paint()

    def render(self) -> Content:
        return Content("" if self._strips else _("The picture cannot be shown here."))

    def render_line(self, y: int) -> Strip:
        if not self._strips:
            return super().render_line(y)
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        del event
        if self._path is not None and self.app.pictures != "words" and all(self.size):
            self._decode(self._path)

    @work(exclusive=True, group="picture")
    async def _decode(self, path: Path) -> None:
        from soptui.media.cells import half_cells

        try:
            self._cells = await self.app.backstage.run_aside(half_cells, path, *self.size)
        except (SoptuiError, OSError):
            self._cells = []
        self._paint()

    def _paint(self) -> None:
        if self._shape is not None and self._cells:
            ground = self.background_colors[1].rgb
            self._strips = cropped(self._cells, *self._shape, ground)
        self.refresh()


def cropped(
    cells: list[list[Cell]], size: tuple[int, int], part: Box, point: Focus, ground: Colour
) -> list[Strip]:
    """The cells of a picture of `size` as lines: `part` of it in its colours, the rest dark, a mark
    at `point`.
    """
    field = _field(cells)
    kept = _scaled(part, size, field)
    column = field.left + (field.size[0] - 1) * point.x // 100
    row = (field.top + (field.size[1] - 1) * point.y // 100) // 2
    strips = []
    for y, line in enumerate(cells):
        shown = [_cell(cell, x, y, kept) for x, cell in enumerate(line)]
        strip = strip_of(shown, ground)
        strips.append(_marked(strip, column) if y == row else strip)
    return strips


def _field(cells: list[list[Cell]]) -> Box:
    """Where the picture lies, in cells across and half cells down."""
    rows = [half for line in cells for half in zip(*line, strict=True)]
    filled = [y for y, row in enumerate(rows) if any(pixel is not None for pixel in row)]
    across = [x for x, pixel in enumerate(rows[filled[0]]) if pixel is not None]
    return Box(across[0], filled[0], across[-1] + 1, filled[-1] + 1)


def _scaled(part: Box, size: tuple[int, int], field: Box) -> Box:
    wide, high = field.size[0] / size[0], field.size[1] / size[1]
    return Box(
        field.left + round(part.left * wide), field.top + round(part.top * high),
        field.left + round(part.right * wide), field.top + round(part.bottom * high),
    )  # fmt: skip


def _cell(cell: Cell, x: int, y: int, kept: Box) -> Cell:
    upper, lower = (
        pixel if pixel is None or _inside(x, 2 * y + half, kept) else _darker(pixel)
        for half, pixel in enumerate(cell)
    )
    return upper, lower


def _inside(x: int, y: int, kept: Box) -> bool:
    return kept.left <= x < kept.right and kept.top <= y < kept.bottom


def _darker(colour: Colour) -> Colour:
    red, green, blue = (round(part * _DARK) for part in colour)
    return red, green, blue


def _marked(strip: Strip, column: int) -> Strip:
    mark: Any = Strip([Segment("+", MARK)], 1)
    return Strip.join([strip.crop(0, column), mark, strip.crop(column + 1, strip.cell_length)])
