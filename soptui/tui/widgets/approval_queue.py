"""What waits for the Head, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from soptui.desk.board import Board, BoardRow
from soptui.i18n import _
from soptui.sop.office_calendar import Calendar
from soptui.sop.purpose import Purpose
from soptui.sop.sla import measure
from soptui.tui.format import countdown
from soptui.tui.inert_text import inert
from soptui.tui.purpose_words import purpose_mark


class ApprovalQueue(OptionList):
    """Two lines a release; painted again only where the words change."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[BoardRow, ...] = ()
        self._calendar: Calendar | None = None
        self._prompts: dict[str, Content] = {}
        self._shown: int | None = None
        self._marked: set[int] = set()
        self._now: datetime | None = None

    def tell(self, board: Board | None, shown: int | None, now: datetime) -> None:
        """Show the board's rows by what is left to each; None empties the list."""
        self._now = now
        old = [row.id for row in self.rows]
        self._shown = shown
        self._calendar = board.calendar if board else None
        self.rows = tuple(sorted(board.rows, key=lambda row: self._left(row, now))) if board else ()
        if [row.id for row in self.rows] == old:
            self.tick(now)
            return
        self._prompts = {str(row.id): self._prompt(row, now) for row in self.rows}
        self.clear_options()
        self.add_options([Option(prompt, id=key) for key, prompt in self._prompts.items()])
        self._follow()

    def mark(self, marked: set[int], now: datetime) -> None:
        """Show a mark before the releases that are to be approved together."""
        self._marked = marked
        self.tick(now)

    @property
    def summary(self) -> str:
        """How many wait, to stand before other words."""
        return " " + _("Waiting: {n}").format(n=len(self.rows)) + " · "

    def tick(self, now: datetime) -> None:
        """Bring the countdowns up to date."""
        self._now = now
        for row in self.rows:
            prompt = self._prompt(row, now)
            if prompt != self._prompts[str(row.id)]:
                self._prompts[str(row.id)] = prompt
                self.replace_option_prompt(str(row.id), prompt)
        self._follow()

    def on_resize(self) -> None:
        """Titles are cut to the width."""
        self.call_after_refresh(self._repaint)

    def beside(self, shown: int, step: int) -> int | None:
        """The release `step` places after the shown one, if there is one."""
        ids: Sequence[int] = [row.id for row in self.rows]
        place = ids.index(shown) + step if shown in ids else 0
        return ids[place] if 0 <= place < len(ids) else None

    def _repaint(self) -> None:
        if self._now is not None:
            self.tick(self._now)

    def _follow(self) -> None:
        for index, row in enumerate(self.rows):
            if row.id == self._shown and not self.has_focus and self.highlighted != index:
                self.highlighted = index

    def _left(self, row: BoardRow, now: datetime) -> float:
        if row.cycle is None or self._calendar is None:
            return float("inf")
        return measure(row.cycle, self._calendar, now).remaining.total_seconds()

    def _prompt(self, row: BoardRow, now: datetime) -> Content:
        cursor = "▶" if row.id == self._shown else " "
        mark = "+" if row.id in self._marked else " "
        title = Content.assemble(f"{cursor}{mark}{row.code} ", inert(row.title))
        words = []
        if row.cycle is not None and self._calendar is not None:
            words.append(countdown(measure(row.cycle, self._calendar, now)))
        if row.purpose is not Purpose.RELEASE:
            words.append(purpose_mark(row.purpose))
        elif row.round > 1:
            words.append(_("round {n}").format(n=row.round))
        return Content.assemble(title.truncate(self._width, ellipsis=True), "\n  ",
                                " · ".join(words))  # fmt: skip

    @property
    def _width(self) -> int:
        return max(self.content_size.width, 24)
