"""The picture checklist: what can be seen in what goes out, and what was done about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from soptui.errors import SoptuiError
from soptui.i18n import _
from soptui.sop.picture_check import SEEN_NAMES, Seen
from soptui.tui.dialogs.box import Box
from soptui.tui.widgets.form import Complaint

if TYPE_CHECKING:
    from textual.app import ComposeResult

Accept = Callable[[Collection[Seen], str], Awaitable[object]]


class PictureCheckBox(Box[bool]):
    """`Space` marks what can be seen, `F2` says that all was looked through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", show=False),
        Binding("f2", "done", show=False),
    ]

    def __init__(self, accept: Accept) -> None:
        self.accept = accept
        self.seen: set[Seen] = set()
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(_("Can any of this be seen in the pictures?")), classes="title")
            yield OptionList(*(Option(self._line(item), id=item.value) for item in Seen))
            yield Input(placeholder=_("What was done about it: covered, consent of …"))
            yield Complaint()
            keys = _("Space: it can be seen · F2: all looked through · Esc: never mind")
            yield Static(Content(keys), classes="hint")

    def settle_in(self) -> None:
        self.query_one(OptionList).highlighted = 0
        self._show_note()

    def action_mark(self) -> None:
        """Mark the line, or take the mark away."""
        lines = self.query_one(OptionList)
        if lines.highlighted is None:
            return
        item = list(Seen)[lines.highlighted]
        self.seen ^= {item}
        lines.replace_option_prompt_at_index(lines.highlighted, self._line(item))
        self._show_note()

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.action_mark()

    @on(Input.Submitted)
    async def _typed(self) -> None:
        await self.action_done()

    async def action_done(self) -> None:
        """Give the answer; what is missing is told, and the box stays."""
        try:
            await self.accept(frozenset(self.seen), self.query_one(Input).value)
        except SoptuiError as error:
            self.query_one(Complaint).tell(error.sentence)
            self.query_one(Input).focus()
        else:
            self.dismiss(True)

    def action_close(self) -> None:
        """Not now."""
        self.dismiss(False)

    def _show_note(self) -> None:
        self.query_one(Input).display = bool(self.seen)

    def _line(self, item: Seen) -> Content:
        mark = "▲" if item in self.seen else " "
        return Content(f"[{mark}] {_(SEEN_NAMES[item])}")
