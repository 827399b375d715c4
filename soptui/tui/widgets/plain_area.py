"""A text area for prose: it grows with its text, and can be kept to one paragraph."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import TextArea

SCREENS = {"f6", "f7"}
"""Function keys that a text area would take for selecting; here they are the screen's."""

OVER = Style(color="bright_white", bgcolor="red", bold=True)


class PlainArea(TextArea, inherit_bindings=False):
    """Soft-wrapped, without line numbers. Of `one_line`, Enter goes to the next field, and pasted
    line ends become spaces: a name stands in lists.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in TextArea.BINDINGS
        if not (isinstance(binding, Binding) and binding.key in SCREENS)
    ]

    def __init__(self, placeholder: Content, *, one_line: bool = False) -> None:
        super().__init__(compact=True, tab_behavior="focus", show_line_numbers=False,
                         highlight_cursor_line=False, placeholder=placeholder)  # fmt: skip
        self.one_line = one_line
        self._over: int | None = None

    def mark_from(self, place: int) -> None:
        """Mark the text from that character on: it is more than there is room for."""
        over = place if place < len(self.text) else None
        if over != self._over:
            self._over = over
            self.notify_style_update()  # lines are remembered as they were painted
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        if self._over is not None:
            begins = sum(len(above) + 1 for above in self.document.lines[:line_index])
            line.stylize(OVER, max(self._over - begins, 0))
        return line

    async def _on_key(self, event: events.Key) -> None:
        if self.one_line and event.key == "enter":
            event.stop()
            event.prevent_default()
            self.screen.focus_next()

    async def _on_paste(self, event: events.Paste) -> None:
        if self.one_line:
            event.text = " ".join(event.text.split())
