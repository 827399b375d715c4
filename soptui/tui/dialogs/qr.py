"""A link to be opened on a telephone: its QR code fills the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from soptui.errors import SoptuiError
from soptui.i18n import _
from soptui.tui.dialogs.box import Box
from soptui.tui.inert_text import inert
from soptui.tui.qr import qr_content

if TYPE_CHECKING:
    from textual.app import ComposeResult


class QrBox(Box[None]):
    """The code, and below it what it leads to; `C` copies that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "close", show=False),
        Binding("c", "copy", show=False),
    ]

    def __init__(self, link: str) -> None:
        self.link = link
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(id="code")
            yield Static(inert(self.link), id="link")
            yield Static(Content(_("C: copy the address · Esc: back")), id="answer")

    def on_resize(self) -> None:
        """As it fits; where it does not, that is said."""
        try:
            columns, rows = self.size
            ansi = self.app.current_theme.ansi
            code = qr_content(self.link, columns, rows - 2, ansi=ansi)
        except SoptuiError as error:
            code = Content(error.sentence)
        self.query_one("#code", Static).update(code)

    def action_copy(self) -> None:
        """Hand the address to the terminal, which may or may not take it."""
        self.app.copy_to_clipboard(self.link)
        told = _("● The address was handed to your terminal. If nothing comes, mark it with Shift "
                 "and the mouse.")  # fmt: skip
        self.query_one("#answer", Static).update(Content(told))
