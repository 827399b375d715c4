"""One of several things, chosen from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from soptui.i18n import _
from soptui.tui.dialogs.box import Box

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Choose(Box[str]):
    """`options` are (answer, words for it); arrows and `Enter`, or a click, give the answer."""

    def __init__(self, question: str, options: Sequence[tuple[str, str]]) -> None:
        self.question = question
        self.choices = options
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self.question))
            yield OptionList(*(Option(Content(words), id=key) for key, words in self.choices))
            yield Static(Content(_("Enter: choose · Esc: never mind")), classes="hint")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
