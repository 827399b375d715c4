"""The last lines of every screen: what can be done here and with which key; each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from soptui.i18n import _
from soptui.tui.commands import Command

GAP = "  "
META = "command"


class CommandBar(Static):
    """The screen's commands that this person may use now; none is broken over two lines."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Content] = []

    def tell(self, commands: Sequence[Command]) -> None:
        """Show `commands`; nothing is painted when they are the same as before."""
        self._entries = [_entry(command) for command in commands]
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.content_size.width or self.app.size.width
        lines: list[Content] = [Content("")]
        for entry in self._entries:
            if lines[-1].cell_length + len(GAP) + entry.cell_length > width:
                lines.append(Content(""))
            lines[-1] += entry if not lines[-1] else Content(GAP) + entry
        content = Content("\n").join(lines)
        if content != self.content:
            self.update(content)

    async def on_click(self, event: events.Click) -> None:
        """A click does what the key does."""
        if action := event.style.meta.get(META):
            event.stop()
            await self.run_action(f"screen.run_command('{action}')")


def _entry(command: Command) -> Content:
    entry = Content.assemble((command.key_name, "$accent bold"), " ", _(command.label))
    return entry.stylize(Style.from_meta({META: command.action}))
