"""A field of a form whose answer is one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import getters, on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Static

from soptui.tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ChoiceField(Vertical):
    """A label and a button with the answer; pressing it lists the `options`, (answer, words)."""

    button = getters.query_one(Button)

    def __init__(self, label: str, options: Sequence[tuple[str, str]], value: str) -> None:
        super().__init__(classes="choice-field")
        self.label, self.choices, self.value = label, options, value

    def compose(self) -> ComposeResult:
        yield Static(Content(self.label), classes="label")
        yield Button(self._words(), compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.app.push_screen(Choose(self.label, self.choices), self._chose)

    def _chose(self, answer: str | None) -> None:
        if answer:
            self.value = answer
            self.button.label = self._words()

    def _words(self) -> Content:
        return Content(f"▾ {dict(self.choices)[self.value]}")
