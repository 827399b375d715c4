"""Under the channels: the chosen one in full, and for what is out how long each step took."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from textual.content import Content
from textual.widgets import Static

from soptui.desk.item import DeliveryView, Item
from soptui.i18n import _, ngettext
from soptui.sop.inert import visible
from soptui.sop.office_calendar import Calendar
from soptui.sop.procedure import STEP_COUNT
from soptui.sop.sla import Reading, item_on_time, measure
from soptui.sop.step4_publication import DELIVERY_NAMES, DeliveryState
from soptui.sop.workflow import OPEN_STATES, STATE_NAMES
from soptui.tui.channel_words import DELIVERY_GLYPHS, channel_name
from soptui.tui.format import full, near
from soptui.tui.inert_text import inert
from soptui.tui.widgets.delivery_table import page_path, says

LABEL = 12
STEP = 18
MINUTE = timedelta(minutes=1)


class DeliveryPanel(Static):
    """Painted again only when its words change."""

    def tell(self, row: DeliveryView | None, site: Path, now: datetime, text: str) -> None:
        """Show the delivery under the cursor, and where there is room its approved text."""
        width = self.content_size.width or self.app.size.width
        lines = list(delivery_lines(row, site, now, width)) if row else []
        if text and self.screen.has_class("-wide"):
            lines += [Content(""), Content.styled(" " + _("The approved text:"), "$muted")]
            lines += [Content(" ") + line for line in inert(text).split("\n")]
        content = Content("\n").join(lines)
        if content != self.content:
            self.update(content)


class StepTimes(Static):
    """What each step took against its target; painted again only when a word changes."""

    def tell(self, item: Item, calendar: Calendar, now: datetime) -> None:
        """Show the steps with all their rounds, and their sum."""
        readings = [measure(cycle, calendar, now) for cycle in item.cycles]
        steps = [
            [reading for reading in readings if reading.cycle.step == number]
            for number in range(1, STEP_COUNT + 1)
        ]
        lines = [_step(rounds) for rounds in steps if rounds]
        lines.append(_figures(" " + _("Together"), readings).stylize("bold"))
        content = Content("\n").join(lines)
        if content != self.content:
            self.update(content)


def delivery_lines(row: DeliveryView, site: Path, now: datetime, width: int) -> Iterator[Content]:
    """Everything about a delivery, a line a fact, wrapped to `width` cells."""

    def line(label: str, words: str) -> Content:
        room = max(width - LABEL - 1, 20)
        wrapped = textwrap.wrap(visible(words), room, break_on_hyphens=False) or [""]
        rest = "".join("\n" + " " * LABEL + part for part in wrapped[1:])
        return Content.assemble((f" {label}".ljust(LABEL), "$muted"), wrapped[0], rest)

    state = f"{DELIVERY_GLYPHS[row.state]} {_(DELIVERY_NAMES[row.state])}"
    yield Content.assemble((f" {channel_name(row.channel)}", "bold"), f"  {state}")
    if row.url and not row.url.startswith("file:"):
        yield line(_("address"), row.url)
    page = page_path(site, row)
    if page is not None:
        yield line(_("page"), str(page))
    if row.error:
        yield line(_("trouble"), row.error)
    elif row.state is not DeliveryState.PUBLISHED:
        yield line(_("now"), says(row))
    if row.kit:
        yield line(_("folder"), row.kit)
    if row.attempts > 1 or row.next_at:
        again = _("again {time}").format(time=near(row.next_at, now)) if row.next_at else ""
        tries = _("{n} so far").format(n=row.attempts)
        yield line(_("tries"), " · ".join(part for part in (tries, again) if part))
    if row.published_at:
        yield line(_("published"), full(row.published_at))


def _step(rounds: Sequence[Reading]) -> Content:
    number = rounds[0].cycle.step
    line = _figures(f" {number} {_(STATE_NAMES[OPEN_STATES[number - 1]])}", rounds)
    if len(rounds) > 1:
        count = ngettext("{n} round", "{n} rounds", len(rounds)).format(n=len(rounds))
        line += Content.styled(f" · {count}", "$muted")
    return line


def _figures(name: str, readings: Sequence[Reading]) -> Content:
    """Net office time of `readings` together; late where one of them was."""
    net = sum((reading.net for reading in readings), timedelta()) // MINUTE
    target = sum((reading.cycle.target for reading in readings), timedelta()) // MINUTE
    on_time = item_on_time(readings)
    words, style = {
        True: ("● " + _("on time"), "$success"),
        False: ("✗ " + _("late"), "$error"),
        None: ("· " + _("not closed yet"), ""),
    }[on_time]
    figures = f"{net:4d} / {target} " + _("min")
    return Content.assemble(name.ljust(STEP), figures.ljust(16), (words, style))
