"""A text area for prose: it grows with its text, and can be kept to one paragraph."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import TextArea

SCREENS = {"f6", "f7"}
"""Function keys that a text area would take for selecting; here they are the screen's."""


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

    async def _on_key(self, event: events.Key) -> None:
        if self.one_line and event.key == "enter":
            event.stop()
            event.prevent_default()
            self.screen.focus_next()

    async def _on_paste(self, event: events.Paste) -> None:
        if self.one_line:
            event.text = " ".join(event.text.split())
