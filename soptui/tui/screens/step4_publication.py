"""Penayangan: channel by channel, what is out, what is on its way, and what waits for a hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from textual import events, getters, on
from textual.content import Content
from textual.widgets import DataTable, Rule, Static

from soptui.desk.context import Desk
from soptui.desk.item import Item, read_item
from soptui.desk.office import read_calendar
from soptui.i18n import N_, _
from soptui.sop.inert import visible
from soptui.sop.office_calendar import Calendar
from soptui.sop.purpose import Purpose
from soptui.sop.roles import Permission
from soptui.sop.sla import measure
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import NOTHING_SENT, DeliveryState, Need
from soptui.sop.workflow import STATE_NAMES, State
from soptui.tui.commands import Command
from soptui.tui.messages import Tick
from soptui.tui.next_step import in_order, need, next_step
from soptui.tui.screens.publication_acts import PublicationActs, approved_text
from soptui.tui.widgets.delivery_panel import DeliveryPanel, StepTimes
from soptui.tui.widgets.delivery_table import DeliveryTable
from soptui.tui.widgets.step_clock import step_clock

TENDED = {State.PUBLICATION, State.PUBLISHED}
"""Where a channel is still seen to: what a published release left over goes out too."""
BY_HAND = {DeliveryState.ASSISTED, DeliveryState.UNKNOWN}


class PublicationScreen(PublicationActs):
    """What was approved goes out; what is posted by hand is noted here."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        *PublicationActs.DELIVERY_KEYS,
        *PublicationActs.STANDING_KEYS,
        Command("escape", "back", N_("Back"), N_("To the board; publication goes on.")),
    )

    panel = getters.query_one(DeliveryPanel)
    times = getters.query_one(StepTimes)

    def __init__(self, coverage_id: int) -> None:
        super().__init__()
        self.coverage_id = coverage_id
        self.item: Item | None = None
        self._calendar: Calendar | None = None
        self._pressing: int | None = None

    def body(self) -> Iterable[Any]:
        yield Static(id="standing")
        yield Static(id="next-step")
        yield Rule(line_style="solid")
        yield DeliveryTable()
        yield Rule(line_style="solid")
        yield DeliveryPanel()
        yield Rule(line_style="solid", id="over-times")
        yield StepTimes()

    async def on_mount(self) -> None:
        await super().on_mount()
        self.table.focus()

    # What is shown

    def heading(self) -> str:
        return f"{self.item.code} {visible(self.item.title)}" if self.item else ""

    async def reload(self) -> None:
        before = self.item.state if self.item else None
        item, self._calendar = await self.at_desk(_read, self.coverage_id)
        self.item = item
        self.table.tell(in_order(item.deliveries), self.app.clock.now())
        self._go_to_next()
        self._bring_up_to_date()
        self.show_time()
        self.show_commands()
        if before is State.PUBLICATION and item.state is not before:
            self.notice.good(_moved_on(item))

    def _go_to_next(self) -> None:
        """What presses most lies under the cursor when it begins to; from there people move on."""
        rows = self.item.deliveries if self.item else ()
        first = next((row.id for row in in_order(rows) if need(row) < Need.NOTHING), None)
        if first is not None and first != self._pressing:
            self.table.go_to(first)
        self._pressing = first

    def tick(self, event: Tick) -> None:
        self.table.tick(event.now)
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        if self.item is None or self._calendar is None:
            return
        now = self.app.clock.now()
        standing = self._standing()
        line = self.query_one("#standing", Static)
        if standing != line.content:
            line.update(standing)
        todo, told = self._next_step(now), self.query_one("#next-step", Static)
        told.display = bool(todo.plain)
        if todo != told.content:
            told.update(todo)
        row = self.table.chosen
        self.panel.tell(row, self.app.settings.home.site, now, approved_text(self.item, row))
        self.query_one("#over-times").display = self.times.display = not self._is_going_out
        self.times.tell(self.item, self._calendar, now)

    def _standing(self) -> Content:
        """Where it is in the procedure, and what is left."""
        item, calendar = self.item, self._calendar
        if item is None or calendar is None:
            return Content("")
        if item.state is State.PUBLISHED:
            return Content.styled(f" ● {_moved_on(item)}", "$success bold")
        cycle = item.open_cycle
        if item.state is not State.PUBLICATION or cycle is None:
            return Content(f" ▲ {_moved_on(item)}")
        step = f"4 {_(STATE_NAMES[State.PUBLICATION])}"
        return step_clock(measure(cycle, calendar, self.app.clock.now()), step, self.size.width)

    def _next_step(self, now: datetime) -> Content:
        """What is to be done now, by whoever may."""
        if self.item is None or not self._is_going_out:
            return Content("")
        sentence = next_step(self.item.deliveries, now)
        return Content.assemble(" ", ("→ ", "$accent bold"), (sentence, "bold"))

    @on(events.Resize)
    def _on_resized(self) -> None:
        if self.item is not None:
            self.call_after_refresh(self.table.lay_out, self.app.clock.now())

    @on(DataTable.RowHighlighted)
    def _follow_cursor(self) -> None:
        self._bring_up_to_date()
        self.show_commands()

    @on(DataTable.RowSelected)
    def _row_chosen(self) -> None:
        self.action_details()

    # What may be done

    def allowed(self, action: str) -> bool:
        if self.app.person is None or self.item is None:
            return action == "back"
        may = self.app.person.actor.may
        row = self.table.chosen
        if action == "recall":
            unsent = all(found.state in NOTHING_SENT for found in self.item.deliveries)
            return unsent and self._is_going_out and may(Permission.WITHDRAW)
        if action in {"done", "correct", "take_down"}:
            return self.allowed_standing(action)
        if action == "details":
            return row is not None
        if action == "kit":
            return row is not None and bool(row.kit)
        if action == "paste":
            by_hand = row is not None and row.state in BY_HAND and row.channel != WEBSITE
            by_hand = by_hand and self.item.purpose is not Purpose.TAKEDOWN
            return by_hand and may(Permission.PUBLISH)
        if action == "code":
            return row is not None and row.url.startswith("https:")
        if action in {"retry", "resolve"}:
            wanted = Need.RETRY if action == "retry" else Need.LOOK
            asked = row is not None and need(row) is wanted
            return asked and self.item.state in TENDED and may(Permission.PUBLISH)
        return True

    @property
    def _is_going_out(self) -> bool:
        return self.item is not None and self.item.state is State.PUBLICATION


def _read(desk: Desk, coverage_id: int) -> tuple[Item, Calendar]:
    with desk.look():
        return read_item(desk, coverage_id), read_calendar(desk)


def _moved_on(item: Item) -> str:
    if item.state is State.PUBLISHED:
        return _("Published: it stands on the website and on social media.")
    if item.state is State.TAKEN_DOWN:
        return _("Taken down: it stands nowhere any more.")
    return _("It is no longer in publication; it is now in “{state}”.").format(
        state=_(STATE_NAMES[item.state])
    )
