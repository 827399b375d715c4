"""Help, made from the commands of the screen it is asked on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.tui.commands import Command
from soptui.tui.dialogs.box import Box

if TYPE_CHECKING:
    from textual.app import ComposeResult

KEY_WIDTH = 9


class Help(Box[None]):
    """Each command's key, word and sentence; what is not allowed here and now is not listed."""

    BINDINGS = [("f1", "close"), ("enter", "close")]

    def __init__(self, commands: Sequence[Command], about: str) -> None:
        self.commands = commands
        self.about = about
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -tall"):
            yield Static(Content(_("What you can do here")), classes="title")
            if self.about:
                yield Static(Content(self.about), classes="about")
            with VerticalScroll():
                for command in self.commands:
                    yield Static(_row(command))
            yield Static(Content(_("Esc: back")), classes="hint")


def _row(command: Command) -> Content:
    key = command.key_name.ljust(KEY_WIDTH)
    return Content.assemble(
        (key, "$accent bold"), (_(command.label), "bold"), " – ", _(command.help)
    )
