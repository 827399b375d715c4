"""The reporter's 5W + 1H, to be read beside the release; from here it can be composed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.sop.narrative import QUESTION_NAMES, Question
from soptui.tui.dialogs.box import Box
from soptui.tui.inert_text import inert

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from soptui.desk.item import Item


class Narrative(Box[bool]):
    """Reads; `F8` answers that the release shall be composed again from this."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,enter", "close", show=False),
        Binding("f8", "compose", show=False),
    ]

    def __init__(self, item: Item, *, editable: bool) -> None:
        self.item, self.editable = item, editable
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -wide -tall"):
            yield Static(Content(_("Narrative by {name}").format(name=self.item.reporter or "–")),
                         classes="title")  # fmt: skip
            with VerticalScroll():
                for question in Question:
                    body = self.item.text(question).body.strip()
                    yield Static(Content(_(QUESTION_NAMES[question])), classes="muted")
                    yield Static(inert(body) if body else Content("–"), classes="answer")
            hint = _("Esc: back · F8: compose the release again from this")
            yield Static(Content(hint if self.editable else _("Esc: back")), classes="hint")

    def action_compose(self) -> None:
        """Answer yes."""
        if self.editable:
            self.dismiss(True)
