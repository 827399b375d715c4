"""SOP: the procedure as it is written, to be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, getters, on
from textual.containers import VerticalScroll
from textual.widgets import Static

from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.i18n import N_, _
from soptui.sop.office import Office
from soptui.tui.commands import Command
from soptui.tui.procedure_paper import paper
from soptui.tui.room import Room

WIDEST = 124
"""Columns beyond which lines get too long to read."""


class ProcedureScreen(Room):
    """One long sheet; arrows, Page Up and Page Down, Home and End move it."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("space", "page_on", N_("Page on"), N_("One screen further; Page Down too.")),
        Command("b", "page_back", N_("Page back"), N_("One screen back; Page Up too.")),
        Command("t", "table", N_("Table"), N_("To the four steps.")),
        Command("escape", "back", N_("Back"), N_("Back to the board.")),
    )

    sheet = getters.query_one("#sheet", VerticalScroll)
    paper = getters.query_one("#paper", Static)

    def __init__(self) -> None:
        super().__init__()
        self._office: Office | None = None

    def body(self) -> Iterable[Any]:
        with VerticalScroll(id="sheet"):
            yield Static(id="paper")

    def heading(self) -> str:
        return f"SOP · {self.app.office_name}"

    async def reload(self) -> None:
        self._office = await self.at_desk(_read)
        self._show()

    def settle_in(self) -> None:
        self.sheet.focus()

    @on(events.Resize)
    def _on_resized(self) -> None:
        self._show()

    def _show(self) -> None:
        """Lay the form out for this width; painted only when something of it changed."""
        content = paper(self.desk.procedure, self._office, self._width)
        if content != self.paper.content:
            self.paper.update(content)

    @property
    def _width(self) -> int:
        """What the sheet's padding and scroll bar leave of the screen."""
        return min(self.app.size.width - 4, WIDEST)

    def action_page_on(self) -> None:
        """One screen further."""
        self.sheet.scroll_page_down(animate=False)

    def action_page_back(self) -> None:
        """One screen back."""
        self.sheet.scroll_page_up(animate=False)

    def action_table(self) -> None:
        """To the table of activities."""
        heading = _("DESCRIPTION OF THE PROCEDURE")
        lines = paper(self.desk.procedure, self._office, self._width).plain.splitlines()
        self.sheet.scroll_to(y=lines.index(heading), animate=False)


def _read(desk: Desk) -> Office | None:
    with desk.look():
        return read_office()
