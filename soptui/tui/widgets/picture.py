"""One picture, as this terminal can show it: drawn, in half blocks, or in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from soptui.errors import SoptuiError
from soptui.tui.cell_picture import cell_picture
from soptui.tui.graphics import graphics_widget

if TYPE_CHECKING:
    from textual import events, getters

    from soptui.tui.app import Soptui

REMEMBERED = 12
"""Pictures kept in cells: going back and forth between neighbours costs no decoding."""

_Key = tuple[Path, int, int, str, str]


class Picture(Widget):
    """Shows a thumbnail. What cannot be shown is said in words; nothing here is an error."""

    DEFAULT_CSS = """
    Picture { height: 1fr; content-align: center middle; text-align: center; }
    Picture.-words { border: round $rule; padding: 0 1; color: $foreground; }
    Picture.-drawn { align: center middle; }
    """

    if TYPE_CHECKING:
        app: getters.app[Soptui]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._path: Path | None = None
        self._words = ""
        self._label = ""
        self._cells: list[Strip] | None = None
        self._shown: _Key | None = None
        self._known: dict[_Key, list[Strip]] = {}

    def show(self, path: Path | None, words: str, label: str = "") -> None:
        """Show the thumbnail at `path`, or `words` where there is none or it cannot be read.

        `label` stands over the picture's corner (`▶ 0.42` on a video). The same again paints
        nothing.
        """
        if (path, words, label) == (self._path, self._words, self._label):
            return
        again = (path, label) == (self._path, self._label)
        self._path, self._words, self._label = path, words, label
        if not again or path is None or self.has_class("-words"):
            self._begin()

    @property
    def mode(self) -> str:
        """`graphics`, `cells` or `words`: what is asked for, as far as it is possible."""
        wanted = self.app.pictures
        return "cells" if wanted == "graphics" and graphics_widget() is None else wanted

    def render(self) -> Content:
        return Content(self._words if self.has_class("-words") else "")

    def render_line(self, y: int) -> Strip:
        if self._cells is None:
            return super().render_line(y)
        return self._cells[y] if y < len(self._cells) else Strip.blank(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        del event
        if self._path is not None and self.mode == "cells":
            self._begin()

    def _begin(self) -> None:
        if self._path is None or self.mode == "words":
            self.workers.cancel_node(self)
            self._say()
        elif self.mode == "graphics":
            self._draw(self._path)
        else:
            self._fill(self._path)

    def _say(self) -> None:
        """Words instead of a picture."""
        self._cells = self._shown = None
        self.remove_children()
        self.remove_class("-drawn")
        self.add_class("-words")
        self.refresh(layout=True)

    @work(exclusive=True, group="picture")
    async def _fill(self, path: Path) -> None:
        """Half blocks; the next choice cancels what is still waiting to be decoded."""
        columns, rows = self.outer_size
        if not (columns and rows):
            return
        ground = self.background_colors[1].rgb
        key = (path, columns, rows, self._label, str(ground))
        if key == self._shown:
            return
        cells = self._known.get(key)
        if cells is None:
            self._forget_shown(path)
            try:
                cells = await self.app.backstage.run_aside(
                    cell_picture, path, columns, rows, ground, self._label
                )
            except (SoptuiError, OSError):
                self._say()
                return
            self._remember(key, cells)
        self._cells, self._shown = cells, key
        self.remove_class("-words")
        self.refresh()

    def _forget_shown(self, path: Path) -> None:
        """While another picture is decoded the old one must not stand over the new one's name."""
        if self._shown is not None and self._shown[0] != path:
            self._cells = self._shown = None
            self.refresh()

    def _remember(self, key: _Key, cells: list[Strip]) -> None:
        self._known[key] = cells
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]

    @work(exclusive=True, group="picture")
    async def _draw(self, path: Path) -> None:
        """The terminal's own graphics."""
        drawing = graphics_widget()
        if drawing is None:
            return
        try:
            image = await self.app.backstage.run_aside(_decoded, path)
        except (SoptuiError, OSError):
            self._say()
            return
        self.remove_class("-words")
        self.add_class("-drawn")
        await self.remove_children()
        child = drawing(image)
        child.styles.width = child.styles.height = "auto"
        child.styles.max_width = child.styles.max_height = "100%"
        await self.mount(child)


def _decoded(path: Path) -> Any:
    """The picture with its pixels in memory."""
    from soptui.media.pictures import open_picture

    with open_picture(path) as image:
        return image.convert("RGB")
