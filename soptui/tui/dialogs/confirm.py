"""A question with yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from soptui.i18n import _
from soptui.tui.dialogs.box import Box

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Confirm(Box[bool]):
    """`question`, answered by a button, `Y` (or `enter`), or `N` (or `escape`)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
    ]

    def __init__(self, question: str) -> None:
        self.question = question
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self.question))
            with Horizontal(classes="buttons"):
                yield Button(_("Yes"), id="yes", variant="primary", compact=True)
                yield Button(_("No"), id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.action_answer(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001  an action's parameter
        """Close with the answer."""
        self.dismiss(yes)
