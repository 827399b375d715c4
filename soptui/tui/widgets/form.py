"""A labelled line of input, with its complaint beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Line(Horizontal):
    """`label`, an input (never echoed when `secret`), and room for one sentence."""

    def __init__(self, name: str, label: str, value: str = "", *, secret: bool = False) -> None:
        super().__init__(id=f"line-{name}", classes="form-line")
        self.key, self.label, self.initial, self.secret = name, label, value, secret

    def compose(self) -> ComposeResult:
        yield Static(Content(self.label), classes="label")
        yield Input(self.initial, password=self.secret, compact=True)
        yield Static(classes="complaint")

    @property
    def value(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def complain(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence clears it."""
        self.query_one(".complaint", Static).update(Content(sentence))
