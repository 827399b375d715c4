"""One asset, as large as the terminal allows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.tui.dialogs.box import Box
from soptui.tui.widgets.picture import Picture

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Preview(Box[None]):
    """The picture, and below it what it is in words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,f6,space", "close", show=False)]

    def __init__(self, path: Path | None, words: str) -> None:
        self.path, self.words = path, words
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -full"):
            yield Picture()
            about = " · ".join(line for line in self.words.splitlines() if line)
            yield Static(Content(about), classes="muted")
            yield Static(Content(_("Esc: back")), classes="muted")

    def settle_in(self) -> None:
        self.query_one(Picture).show(self.path, self.words)
