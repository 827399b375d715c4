"""One picture, as this terminal can show it: drawn, in half blocks, or in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from soptui.errors import SoptuiError
from soptui.media.crop import Part
from soptui.tui.cell_picture import cell_picture
from soptui.tui.graphics import graphics_widget

if TYPE_CHECKING:
    from textual import events, getters

    from soptui.tui.host import Host

REMEMBERED = 12
"""Pictures kept in cells: going back and forth between neighbours costs no decoding."""

_Key = tuple[Path, int, int, str, tuple[int, int, int], Part | None]
"""Path, columns, rows, label, the colour around the picture, and what is left of it."""


class Picture(Widget):
    """Shows a thumbnail. What cannot be shown is said in words; nothing here is an error."""

    DEFAULT_CSS = """
    Picture { height: 1fr; content-align: center middle; text-align: center; }
    Picture.-words { border: round $rule; padding: 0 1; color: $foreground; }
    Picture.-drawn { align: center middle; }
    Picture .label { dock: bottom; width: auto; height: 1; }
    """

    if TYPE_CHECKING:
        app: getters.app[Host]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._path: Path | None = None
        self._words = ""
        self._label = ""
        self._part: Part | None = None
        self._cells: list[Strip] | None = None
        self._done: _Key | None = None
        self._busy = False
        self._known: dict[_Key, list[Strip]] = {}

    def show(
        self, path: Path | None, words: str, label: str = "", part: Part | None = None
    ) -> None:
        """Show the thumbnail at `path`, or `words` where there is none or it cannot be read.

        `label` stands over the picture's corner (`▶ 0.42` on a video); of `part` the rest is cut
        off. The same again paints nothing.
        """
        if (path, words, label, part) == (self._path, self._words, self._label, self._part):
            return
        again = (path, label, part) == (self._path, self._label, self._part)
        self._path, self._words, self._label, self._part = path, words, label, part
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
        self._begin()

    def _begin(self) -> None:
        if self._path is None or self.mode == "words":
            self._done = None
            self._say()
        elif not self._busy and self._wanted() is not None:
            self._busy = True
            self._work_off()

    def _wanted(self) -> _Key | None:
        """What is to be made: nothing where it is made already or there is no room yet."""
        columns, rows = self.outer_size
        if self._path is None or not (columns and rows):
            return None
        ground = self.background_colors[1].rgb
        key = (self._path, columns, rows, self._label, ground, self._part)
        return None if key == self._done else key

    @work(group="picture")
    async def _work_off(self) -> None:
        """One decoding at a time; what was chosen and left again meanwhile is never decoded."""
        try:
            while (key := self._wanted()) is not None and self.mode != "words":
                await self._make(key)
        finally:
            self._busy = False

    async def _make(self, key: _Key) -> None:
        self._clear_other(key)
        try:
            if self.mode == "graphics":
                made: Any = await self.app.backstage.run_aside(_decoded, key[0], key[5])
            else:
                made = self._known.get(key) or await self.app.backstage.run_aside(
                    cell_picture, key[0], key[1], key[2], key[4], key[3], key[5]
                )
        except (SoptuiError, OSError):
            made = None
        if key != self._wanted():
            return
        self._done = key
        if made is None:
            self._say()
        elif self.mode == "graphics":
            await self._draw(made)
        else:
            self._remember(key, made)
            self._cells = made
            self.remove_class("-words")
            self.refresh()

    def _say(self) -> None:
        """Words instead of a picture."""
        self._cells = None
        self.remove_children()
        self.remove_class("-drawn")
        self.add_class("-words")
        self.refresh()

    def _clear_other(self, key: _Key) -> None:
        """While a picture is decoded no other one may stand over its name."""
        if self._done is not None and self._done[0] != key[0]:
            self._done = self._cells = None
            self.remove_children()
            self.refresh()

    def _remember(self, key: _Key, cells: list[Strip]) -> None:
        self._known[key] = cells
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]

    async def _draw(self, image: Any) -> None:
        """The terminal's own graphics."""
        drawing = graphics_widget()
        if drawing is None:
            return
        self._cells = None
        self.remove_class("-words")
        self.add_class("-drawn")
        await self.remove_children()
        child = drawing(image)
        child.styles.width = child.styles.height = "auto"
        child.styles.max_width = child.styles.max_height = "100%"
        await self.mount(child)
        if self._label:
            await self.mount(Static(Content(f" {self._label} "), classes="label"))


def _decoded(path: Path, part: Part | None) -> Any:
    """The picture, or `part` of it, with its pixels in memory."""
    from soptui.media.cells import cut
    from soptui.media.pictures import open_picture

    with open_picture(path) as image:
        return cut(image.convert("RGB"), part)
