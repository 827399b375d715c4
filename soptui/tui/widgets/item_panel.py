"""The coverage under the cursor: its four steps, target and actual, and when it should be out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from textual.content import Content
from textual.widgets import Static

from soptui.desk.board import BoardRow, Panel
from soptui.i18n import _
from soptui.sop.cycle import Cycle
from soptui.sop.office_calendar import Calendar
from soptui.sop.procedure import Procedure, Step
from soptui.sop.sla import Level, Reading, measure, projected_finish
from soptui.sop.workflow import OPEN_STATES, STATE_NAMES
from soptui.tui.format import GLYPHS, level_word, near
from soptui.tui.words import counted

BAR = 14
NAME_WIDTH = 14


class ItemPanel(Static):
    """Six lines; painted again only when one of them changes."""

    def tell(
        self,
        row: BoardRow | None,
        panel: Panel | None,
        calendar: Calendar,
        procedure: Procedure,
        now: datetime,
    ) -> None:
        """Show the coverage as it stands at `now`; nothing chosen clears the panel."""
        if row is None or panel is None:
            self._show(Content(_("Nothing here. N makes a coverage; I opens the inbox.")))
            return
        latest = {cycle.step: cycle for cycle in panel.cycles}
        readings = {step: measure(cycle, calendar, now) for step, cycle in latest.items()}
        lines = [self._title(row, panel)]
        lines += [
            _step_line(step, readings.get(step.number), _rounds(panel.cycles, step.number), now)
            for step in procedure.steps
        ]
        lines[-1] += _expected(row, readings, procedure, calendar, now)
        self._show(Content("\n").join(lines))

    def _title(self, row: BoardRow, panel: Panel) -> Content:
        material = " · ".join(counted(panel.kinds))
        note = _("came back: {note}").format(note=row.note) if row.note and row.round > 1 else ""
        rest = note or material
        return Content.assemble((f" {row.code} {row.title}", "bold"), f"   {rest}" if rest else "")

    def _show(self, content: Content) -> None:
        if content != self.content:
            self.update(content)


def _rounds(cycles: Sequence[Cycle], step: int) -> int:
    return sum(cycle.step == step for cycle in cycles)


def _step_line(step: Step, reading: Reading | None, rounds: int, now: datetime) -> Content:
    name = f" {step.number} {_(STATE_NAMES[OPEN_STATES[step.number - 1]])}".ljust(NAME_WIDTH + 2)
    used = int(reading.net.total_seconds() // 60) if reading else 0
    filled = min(BAR, BAR * used // step.minutes)
    figures = f" {used:3d} / {step.minutes} " + _("min")
    tail = f"  {_state(reading, now)}" if reading else ""
    if rounds > 1:
        tail += "  " + _("round {n}").format(n=rounds)
    late = reading is not None and reading.breached
    bar = Content.assemble(("━" * filled, "$error" if late else "$primary"),
                           ("─" * (BAR - filled), "$rule"))  # fmt: skip
    return Content(name) + bar + Content(figures + tail)


def _state(reading: Reading, now: datetime) -> str:
    words = f"{'✗' if reading.breached else GLYPHS[reading.level]} {level_word(reading)}"
    if reading.level in {Level.ON_TIME, Level.DUE_SOON}:
        return f"{words}, " + _("due {time}").format(time=near(reading.deadline, now))
    return words


def _expected(
    row: BoardRow,
    readings: Mapping[int, Reading],
    procedure: Procedure,
    calendar: Calendar,
    now: datetime,
) -> Content:
    current = row.state.step
    if current is None or current not in readings:
        return Content("")
    later: list[timedelta] = [step.target for step in procedure.steps[current:]]
    finish = projected_finish(readings[current], later, calendar)[-1]
    return Content("   " + _("expected out {time}").format(time=near(finish, now)))
