"""The board's list: painted again only in the cells whose words change."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from rich.text import Text
from textual.widgets import DataTable

from soptui.desk.board import Board, BoardRow
from soptui.i18n import _
from soptui.sop.office_calendar import Calendar
from soptui.sop.purpose import Purpose
from soptui.sop.sla import Level, measure
from soptui.sop.workflow import OPEN_STATES, STATE_NAMES
from soptui.tui.format import countdown, fit, near
from soptui.tui.purpose_words import purpose_mark

CODE_WIDTH, STEP_WIDTH, LEFT_WIDTH, HOLDER_WIDTH = 5, 15, 15, 11
AT_ONCE = 25
SHORTLY = 0.05
EDGE = 2
"""Cells at the left edge and for the scroll bar."""
COLUMNS = ("code", "title", "step", "left", "holder")


class CoverageTable(DataTable[Text]):
    """Coverages by urgency; `tell` gives the rows, `tick` the time."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", cell_padding=0)
        self._rows: dict[str, BoardRow] = {}
        self._shown: dict[tuple[str, str], str] = {}
        self._calendar: Calendar | None = None
        self._waiting: list[str] = []

    def tell(self, board: Board, now: datetime) -> None:
        """Show `board`; the cursor stays on its coverage."""
        self._calendar = board.calendar
        rows = {str(row.id): row for row in board.rows}
        if self.columns and list(rows) == list(self._rows):
            self._rows = rows
            self.tick(now)
            return
        chosen = self.chosen_key
        self._rows, self._shown = rows, {}
        self.clear(columns=True)
        self._add_columns()
        self._waiting = list(rows)
        self._add_waiting(self.size.height or AT_ONCE, now)
        if chosen in rows and list(rows).index(chosen) < self.row_count:
            self.move_cursor(row=list(rows).index(chosen), animate=False)

    def _add_waiting(self, count: int, now: datetime) -> None:
        """Add what can be seen at once, the rest a screenful at a time when nothing else is due."""
        keys, self._waiting = self._waiting[:count], self._waiting[count:]
        for key in keys:
            row = self._rows[key]
            words = self._words(row, now)
            self._shown.update({(key, name): word for name, word in words.items()})
            self.add_row(*(self._cell(row, name, words[name], now) for name in COLUMNS), key=key)
        if self._waiting:
            self.set_timer(SHORTLY, partial(self._add_waiting, AT_ONCE, now))

    def tick(self, now: datetime) -> None:
        """Bring the words up to date with the time."""
        for key in list(self._rows)[: self.row_count]:
            row = self._rows[key]
            for name, word in self._words(row, now).items():
                if self._shown.get((key, name)) != word:
                    self._shown[key, name] = word
                    self.update_cell(key, name, self._cell(row, name, word, now))

    @property
    def chosen_key(self) -> str | None:
        """The key of the row under the cursor."""
        keys = list(self._rows)
        return keys[self.cursor_row] if 0 <= self.cursor_row < len(keys) else None

    @property
    def chosen(self) -> BoardRow | None:
        """The coverage under the cursor."""
        key = self.chosen_key
        return self._rows[key] if key is not None else None

    def widen(self, board: Board, now: datetime) -> None:
        """Lay the columns out anew for another width."""
        self._rows = {}
        self.tell(board, now)

    def _add_columns(self) -> None:
        self._title_width = max(
            16, self.size.width - CODE_WIDTH - STEP_WIDTH - LEFT_WIDTH - HOLDER_WIDTH - EDGE
        )
        for name, label, width in (
            ("code", " " + _("No."), CODE_WIDTH),
            ("title", _("COVERAGE"), self._title_width),
            ("step", _("STEP"), STEP_WIDTH),
            ("left", _("LEFT"), LEFT_WIDTH),
            ("holder", _("HELD BY"), HOLDER_WIDTH),
        ):
            self.add_column(Text(label), width=width, key=name)

    def _words(self, row: BoardRow, now: datetime) -> dict[str, str]:
        rounds = _("round {n}").format(n=row.round) if row.round > 1 else ""
        if row.purpose is not Purpose.RELEASE and row.state in OPEN_STATES:
            rounds = purpose_mark(row.purpose)
        room = self._title_width - len(rounds) - 2 if rounds else self._title_width - 1
        title = fit(row.title or _("(no name yet)"), room)
        step = f"{row.state.step} " if row.state.step else ""
        return {
            "code": f" {row.code}",
            "title": f"{title} {rounds}" if rounds else title,
            "step": f"{step}{_(STATE_NAMES[row.state])}",
            "left": self._left(row, now),
            "holder": fit(row.holder or _role_in_charge(row), HOLDER_WIDTH - 1),
        }

    def _left(self, row: BoardRow, now: datetime) -> str:
        if row.cycle is None or self._calendar is None:
            return near(row.updated_at, now)
        return countdown(measure(row.cycle, self._calendar, now))

    def _cell(self, row: BoardRow, name: str, word: str, now: datetime) -> Text:
        style = ""
        if name == "left" and row.cycle is not None and self._calendar is not None:
            style = self._level_style(measure(row.cycle, self._calendar, now).level)
        return Text(word, style=style, no_wrap=True)

    def _level_style(self, level: Level) -> str:
        colours = self.app.theme_variables
        if level in {Level.LATE, Level.VERY_LATE}:
            return f"bold {_rich(colours['error'])}"
        if level is Level.DUE_SOON:
            return f"bold {_rich(colours['warning'])}"
        return _rich(colours["success"]) if level is Level.ON_TIME else ""


def _rich(colour: str) -> str:
    """A theme's colour in Rich's words: Textual says `ansi_bright_red` where Rich omits `ansi_`."""
    return colour.removeprefix("ansi_")


def _role_in_charge(row: BoardRow) -> str:
    step = row.state.step
    return {2: _("web manager"), 3: _("Head"), 4: _("web manager")}.get(step or 0, "")
