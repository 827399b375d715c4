"""What small dialogs have in common: a box in the middle that returns a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from soptui.tui.cursor import steady_cursor

if TYPE_CHECKING:
    from textual import getters

    from soptui.tui.host import Host

R = TypeVar("R")


class Box(ModalScreen[R]):
    """A dialog; Esc closes it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    if TYPE_CHECKING:
        app: getters.app[Host]

    def on_mount(self) -> None:
        steady_cursor(self)
        self.settle_in()

    def settle_in(self) -> None:
        """Fill in what needs the dialog's size or the app."""

    def action_close(self) -> None:
        """No answer."""
        self.dismiss(None)
