"""What a terminal that is too small (or unbelievably large) shows instead of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from soptui.i18n import _
from soptui.tui.terminal import MIN_SIZE

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class TooSmall(ModalScreen[None]):
    """It goes away by itself once the size is right; nothing under it was lost."""

    def compose(self) -> ComposeResult:
        yield Static()

    def on_resize(self, event: events.Resize) -> None:
        width, height = MIN_SIZE
        sentence = _(
            "This window is {width}×{height}; soptui needs at least {min_width}×{min_height}. "
            "Make it larger; nothing is lost."
        ).format(
            width=event.size.width, height=event.size.height, min_width=width, min_height=height
        )
        self.query_one(Static).update(Content(sentence))
