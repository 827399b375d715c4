"""Any number of things, marked in a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from soptui.i18n import _
from soptui.tui.dialogs.box import Box

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Mark(Box[list[str]]):
    """Space or a click marks, `*` marks all, Enter gives what is marked (or the row it is on)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", show=False),
        Binding("asterisk", "mark_all", show=False),
    ]

    def __init__(self, question: str, rows: Sequence[tuple[str, str]], empty: str) -> None:
        self.question, self.rows, self.empty = question, rows, empty
        self.marked: set[str] = set()
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -wide"):
            yield Static(Content(self.question))
            if self.rows:
                yield OptionList(
                    *(Option(self._row(key, words), id=key) for key, words in self.rows)
                )
            else:
                yield Static(Content(self.empty), classes="muted")
            hint = _("Space: mark · *: all · Enter: done · Esc: never mind")
            yield Static(Content(hint), classes="hint")

    def _row(self, key: str, words: str) -> Content:
        return Content(f"[{'x' if key in self.marked else ' '}] {words}")

    def _show(self) -> None:
        options = self.query_one(OptionList)
        for key, words in self.rows:
            options.replace_option_prompt(key, self._row(key, words))

    def action_mark(self) -> None:
        """Mark the row, or unmark it, and go to the next."""
        options = self.query_one(OptionList)
        option = options.highlighted_option
        if option is not None and option.id is not None:
            self.marked ^= {option.id}
            self._show()
            options.action_cursor_down()

    def action_mark_all(self) -> None:
        """Mark everything, or nothing when everything was."""
        keys = {key for key, _words in self.rows}
        self.marked = set() if self.marked == keys else keys
        self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        chosen = self.marked or {str(event.option_id)}
        self.dismiss([key for key, _words in self.rows if key in chosen])
