"""Penayangan: channel by channel, what is out, what is on its way, and what waits for a hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from textual import events, getters, on, work
from textual.content import Content
from textual.widgets import DataTable, Rule, Static

from soptui.desk.context import Desk
from soptui.desk.item import DeliveryView, Item, read_item
from soptui.desk.office import read_calendar
from soptui.desk.publication.kits import read_kit
from soptui.desk.step4_publication import accept_url, retry
from soptui.i18n import N_, _
from soptui.sop.inert import visible
from soptui.sop.office_calendar import Calendar
from soptui.sop.purpose import Purpose
from soptui.sop.roles import Permission
from soptui.sop.sla import measure
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import NOTHING_SENT, DeliveryState
from soptui.sop.workflow import STATE_NAMES, State
from soptui.tui.channel_words import channel_name
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.format import countdown, fit
from soptui.tui.messages import Tick
from soptui.tui.screens.standing_acts import StandingActs
from soptui.tui.taking_back import take_back
from soptui.tui.widgets.delivery_panel import DeliveryPanel, StepTimes, delivery_lines
from soptui.tui.widgets.delivery_table import DeliveryTable

DETAILS_WIDTH = 68
BY_HAND = {DeliveryState.ASSISTED, DeliveryState.UNKNOWN}


class PublicationScreen(StandingActs):
    """What was approved goes out; what is posted by hand is noted here."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("enter", "details", N_("Details"), N_("Tries, folder, text of this channel.")),
        Command("o", "kit", N_("Folder"), N_("The folder prepared for posting by hand.")),
        Command("t", "paste", N_("Paste address"), N_("Note where the post stands.")),
        Command("u", "retry", N_("Try again"), N_("Let a failed channel go again, now.")),
        Command("w", "recall", N_("Recall"), N_("Take it back while nothing was sent.")),
        *StandingActs.STANDING_KEYS,
        Command("escape", "back", N_("Back"), N_("To the board; publication goes on.")),
    )

    table = getters.query_one(DeliveryTable)
    panel = getters.query_one(DeliveryPanel)
    times = getters.query_one(StepTimes)

    def __init__(self, coverage_id: int) -> None:
        super().__init__()
        self.coverage_id = coverage_id
        self.item: Item | None = None
        self._calendar: Calendar | None = None

    def body(self) -> Iterable[Any]:
        yield Static(id="standing")
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
        self.table.tell(item.deliveries, self.app.clock.now())
        self._bring_up_to_date()
        self.show_time()
        self.show_commands()
        if before is State.PUBLICATION and item.state is not before:
            self.notice.good(_moved_on(item))

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
        row = self.table.chosen
        self.panel.tell(row, self.app.settings.home.site, now, _approved_text(self.item, row))
        self.query_one("#over-times").display = self.times.display = not self._is_going_out
        self.times.tell(self.item, self._calendar, now)

    def _standing(self) -> Content:
        """Where it is in the procedure, and what is left."""
        item, calendar = self.item, self._calendar
        if item is None or calendar is None:
            return Content("")
        if item.state is State.PUBLISHED:
            return Content.styled(f" ● {_moved_on(item)}", "$success bold")
        path = f" 1>2>3>[4 {_(STATE_NAMES[State.PUBLICATION])}]"
        cycle = item.open_cycle
        if item.state is not State.PUBLICATION or cycle is None:
            return Content(f" ▲ {_moved_on(item)}")
        left = countdown(measure(cycle, calendar, self.app.clock.now()))
        width = max(self.size.width - len(left) - 1, 0)
        return Content.assemble(fit(path, width), (left, "bold"))

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
        if action == "retry":
            failed = row is not None and (row.state is DeliveryState.FAILED or _is_unsaid(row))
            return failed and self._is_going_out and may(Permission.PUBLISH)
        return True

    @property
    def chosen(self) -> DeliveryView | None:
        return self.table.chosen

    @property
    def _is_going_out(self) -> bool:
        return self.item is not None and self.item.state is State.PUBLICATION

    # Doing it

    def action_details(self) -> None:
        """Everything about the channel under the cursor."""
        from soptui.tui.dialogs.delivery import DeliveryDetails

        row, item = self.table.chosen, self.item
        if row is None or item is None:
            return
        site, now = self.app.settings.home.site, self.app.clock.now()
        lines = list(delivery_lines(row, site, now, DETAILS_WIDTH))
        self.app.push_screen(DeliveryDetails(lines, _approved_text(item, row)))

    @work(exclusive=True, group="act")
    async def action_kit(self) -> None:
        """Show the prepared folder."""
        from soptui.tui.dialogs.kit import KitBox

        row = self.table.chosen
        if row is None or not row.kit:
            return
        folder = self.app.settings.home.kits / Path(row.kit)
        kit = await self.attempt(self.app.backstage.run_aside(read_kit, folder))
        if kit is not None:
            await self.app.push_screen_wait(KitBox(kit, channel_name(row.channel)))

    @work(exclusive=True, group="act")
    async def action_paste(self) -> None:
        """Note the address of a post made by hand."""
        row = self.table.chosen
        if row is None:
            return
        question = _("Paste the address of the post on {channel}.")
        url = await self.app.push_screen_wait(
            Ask(question.format(channel=channel_name(row.channel)))
        )
        if not url:
            return
        kept = await self.attempt(self.at_desk(accept_url, row.id, url))
        if kept is not None:
            self.notice.good(
                _("{channel} is noted: {url}").format(channel=channel_name(row.channel), url=kept)
            )
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_retry(self) -> None:
        """Let a failed channel go again."""
        row = self.table.chosen
        if row is None:
            return
        channel = channel_name(row.channel)
        asked = _("Look at {channel} first: is the post really not there? Sent again, it would "
                  "stand there twice.\n\nIt is not there: send it again?")  # fmt: skip
        if _is_unsaid(row) and not await self.app.push_screen_wait(
            Confirm(asked.format(channel=channel))
        ):
            return
        if await self.succeeds(self.at_desk(retry, row.id, row.version)):
            self.notice.good(_("{channel} is tried again.").format(channel=channel))
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_recall(self) -> None:
        """Take it back to selection, saying why."""
        await take_back(self, self.item)


def _is_unsaid(row: DeliveryView) -> bool:
    """Whether only a person can say if the post stands there."""
    return row.state is DeliveryState.UNKNOWN and row.next_at is None


def _read(desk: Desk, coverage_id: int) -> tuple[Item, Calendar]:
    with desk.look():
        return read_item(desk, coverage_id), read_calendar(desk)


def _approved_text(item: Item, row: DeliveryView | None) -> str:
    said = item.submission.manifest.channels if item.submission and row else ()
    return next((entry.text for entry in said if row and entry.channel == row.channel), "")


def _moved_on(item: Item) -> str:
    if item.state is State.PUBLISHED:
        return _("Published: it stands on the website and on social media.")
    if item.state is State.TAKEN_DOWN:
        return _("Taken down: it stands nowhere any more.")
    return _("It is no longer in publication; it is now in “{state}”.").format(
        state=_(STATE_NAMES[item.state])
    )
