"""Mengapa tenggat ini? The spans that were counted, and why the others were not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from soptui.clock import local
from soptui.i18n import _
from soptui.sop.cycle import Cycle
from soptui.sop.office_calendar import Calendar
from soptui.sop.sla import Line, LineKind, explain, measure
from soptui.tui.dialogs.box import Box
from soptui.tui.format import clock_time, day, full, level_word
from soptui.tui.words import PAUSE_REASONS

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Why(Box[None]):
    """One row a span, the sum, and where the rule comes from."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,y", "close", show=False)]

    def __init__(self, cycle: Cycle, calendar: Calendar, now: datetime) -> None:
        self.cycle = cycle
        self.calendar = calendar
        self.now = now
        super().__init__()

    def compose(self) -> ComposeResult:
        reading = measure(self.cycle, self.calendar, self.now)
        target = int(self.cycle.target.total_seconds() // 60)
        used = int(reading.net.total_seconds() // 60)
        summary = _("{used} of {target} minutes used ({level}); deadline {deadline}").format(
            used=used, target=target, level=level_word(reading), deadline=full(reading.deadline)
        )
        with Vertical(classes="box -wide"):
            yield Static(Content(_("Why this deadline?")), classes="title")
            with VerticalScroll():
                for line in explain(self.cycle, self.calendar, self.now):
                    yield Static(_row(line))
            yield Static(Content(summary), classes="hint")
            yield Static(Content(_provenance(self.calendar, self.cycle)), classes="muted")


def _row(line: Line) -> Content:
    here = local(line.start)
    minutes = int((line.end - line.start).total_seconds() // 60)
    when = f"{day(here.date())} {clock_time(line.start)}–{clock_time(line.end)}"
    counted = line.kind is LineKind.COUNTED
    words = _("= {n} min counted").format(n=minutes) if counted else _reason(line)
    return Content.assemble(when.ljust(32), (words, "" if counted else "$muted"))


def _reason(line: Line) -> str:
    if line.kind is LineKind.PAUSED and line.pause is not None:
        reason = _(PAUSE_REASONS[line.pause.reason])
        return _("paused: {reason} {by}").format(reason=reason, by=line.pause.by).strip()
    if line.kind is LineKind.CLOSED:
        return line.name or _("day off")
    return _("break") if line.kind is LineKind.BREAK else _("outside office hours")


def _provenance(calendar: Calendar, cycle: Cycle) -> str:
    version = calendar.version_on(local(cycle.started).date())
    since = version.valid_from.isoformat() if version and version.valid_from.year > 1 else ""
    hours = _("office hours since {day}").format(day=since) if since else _("provisional hours")
    return _("Target: SOP step {n}. Calendar: {hours}.").format(n=cycle.step, hours=hours)
