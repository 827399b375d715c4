"""Under the channels: the chosen one in full, and for what is out how long each step took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from textual.content import Content
from textual.widgets import Static

from soptui.desk.item import DeliveryView, Item
from soptui.i18n import _
from soptui.sop.office_calendar import Calendar
from soptui.sop.sla import Reading, item_on_time, measure
from soptui.sop.step4_publication import DELIVERY_NAMES, DeliveryState
from soptui.sop.workflow import OPEN_STATES, STATE_NAMES
from soptui.tui.channel_words import DELIVERY_GLYPHS, channel_name
from soptui.tui.format import full, level_word, near
from soptui.tui.inert_text import inert
from soptui.tui.widgets.delivery_table import page_path, says

LABEL = 12
STEP = 24


class DeliveryPanel(Static):
    """Painted again only when its words change."""

    def tell(self, row: DeliveryView | None, site: Path, now: datetime) -> None:
        """Show the delivery under the cursor."""
        content = Content("\n").join(delivery_lines(row, site, now)) if row else Content("")
        if content != self.content:
            self.update(content)


class StepTimes(Static):
    """What each step took against its target; painted again only when a word changes."""

    def tell(self, item: Item, calendar: Calendar, now: datetime) -> None:
        """Show all rounds of all steps, and their sum."""
        readings = [measure(cycle, calendar, now) for cycle in item.cycles]
        content = Content("\n").join([*map(_step, readings), _sum(readings)])
        if content != self.content:
            self.update(content)


def delivery_lines(row: DeliveryView, site: Path, now: datetime) -> Iterator[Content]:
    """Everything about a delivery, a line a fact."""
    state = f"{DELIVERY_GLYPHS[row.state]} {_(DELIVERY_NAMES[row.state])}"
    yield Content.assemble((f" {channel_name(row.channel)}", "bold"), f"  {state}")
    if row.url and not row.url.startswith("file:"):
        yield _line(_("address"), row.url)
    page = page_path(site, row)
    if page is not None:
        yield _line(_("page"), str(page))
    if row.kit:
        yield _line(_("folder"), row.kit)
    if row.error:
        yield _line(_("trouble"), row.error)
    elif row.state is not DeliveryState.PUBLISHED:
        yield _line(_("now"), says(row))
    if row.attempts > 1 or row.next_at:
        again = _("again {time}").format(time=near(row.next_at, now)) if row.next_at else ""
        tries = _("{n} so far").format(n=row.attempts)
        yield _line(_("tries"), " · ".join(part for part in (tries, again) if part))
    if row.published_at:
        yield _line(_("published"), full(row.published_at))


def _line(label: str, words: str) -> Content:
    return Content.assemble((f" {label}".ljust(LABEL), "$muted"), inert(words))


def _step(reading: Reading) -> Content:
    cycle = reading.cycle
    name = f" {cycle.step} {_(STATE_NAMES[OPEN_STATES[cycle.step - 1]])}"
    if cycle.round > 1:
        name += " · " + _("round {n}").format(n=cycle.round)
    return _figures(name, reading.net, cycle.target, level_word(reading), late=reading.breached)


def _sum(readings: list[Reading]) -> Content:
    on_time = item_on_time(readings)
    word = {True: _("on time"), False: _("late"), None: _("not closed yet")}[on_time]
    net = sum((reading.net for reading in readings), timedelta())
    target = sum((reading.cycle.target for reading in readings), timedelta())
    return _figures(f" {_('Together')}", net, target, word, late=on_time is False).stylize("bold")


def _figures(name: str, net: timedelta, target: timedelta, word: str, *, late: bool) -> Content:
    minute = timedelta(minutes=1)
    figures = f"{net // minute:4d} / {target // minute} " + _("min")
    glyph = "✗" if late else "●"
    return Content.assemble(name.ljust(STEP), figures.ljust(16),
                            (f"{glyph} {word}", "$error" if late else "$success"))  # fmt: skip
