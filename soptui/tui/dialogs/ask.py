"""A question answered in words: a note to a return, a reason, an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from soptui.i18n import _
from soptui.tui.dialogs.box import Box

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Ask(Box[str]):
    """One line of text; `Enter` gives it, `Esc` gives nothing. A `secret` is not shown."""

    def __init__(
        self, question: str, *, value: str = "", secret: bool = False, may_be_empty: bool = False
    ) -> None:
        self.question = question
        self.value = value
        self.secret = secret
        self.may_be_empty = may_be_empty
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self.question))
            yield Input(self.value, password=self.secret, compact=True)
            yield Static(Content(_("Enter: done · Esc: never mind")), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip() or self.may_be_empty:
            self.dismiss(event.value)
