"""One delivery in full: what the channel says, how it stands, what was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.tui.dialogs.box import Box
from soptui.tui.inert_text import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class DeliveryDetails(Box[None]):
    """`lines` about it, then the approved text word for word."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "close", show=False)]

    def __init__(self, lines: Sequence[Content], text: str) -> None:
        self.lines = lines
        self.text = text
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -wide -tall"), VerticalScroll():
            for line in self.lines:
                yield Static(line)
            if self.text:
                yield Static(Content.assemble("\n", (_("The approved text:"), "$muted")))
                yield Static(inert(self.text))
            yield Static(Content(_("Esc: back")), classes="hint")
