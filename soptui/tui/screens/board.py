"""Meja kerja: what is in which step, how long it has, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, getters, on, work
from textual.widgets import DataTable, Input, Rule

from soptui.desk.board import Board, BoardFilter, BoardRow, Panel, read_board, read_panel
from soptui.desk.coverage import cancel, create_coverage, pause, resume
from soptui.i18n import N_, _
from soptui.sop.cycle import PauseReason
from soptui.sop.roles import Permission
from soptui.sop.workflow import Action, State, actions_in
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.messages import Tick
from soptui.tui.room import Room
from soptui.tui.screens.routes import room_of
from soptui.tui.widgets.coverage_table import CoverageTable
from soptui.tui.widgets.inbox_strip import InboxStrip
from soptui.tui.widgets.item_panel import ItemPanel
from soptui.tui.widgets.step_tabs import StepTabs, states_of


class BoardScreen(Room):
    """Home. What matters most stands on top; the line below says how to go on."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("enter", "go_on", N_("Go on"), N_("Open the coverage in the step it is in.")),
        Command("n", "new", N_("New"), N_("Make a coverage; material is added afterwards.")),
        Command("i", "inbox", N_("Inbox"), N_("What has arrived, and coverages offered from it.")),
        Command("slash", "search", N_("Search"), N_("Find by words of the name or by number.")),
        Command("y", "why", N_("Why?"), N_("Why this deadline: the spans that were counted.")),
        Command("m", "mine", N_("Mine"), N_("Only what I hold, or everything again."),
                barred=False),
        Command("j", "pause", N_("Pause"), N_("Pause the clock for a reason, or let it run on.")),
        Command("x", "cancel", N_("Give up"), N_("Give the coverage up; it is kept."),
                barred=False),
        Command("p", "procedure", N_("SOP"), N_("The procedure as it is written."), barred=False),
        Command("o", "people", N_("People"), N_("Accounts: add, new PIN, deactivate.")),
        Command("c", "channels", N_("Channels"), N_("Where the program posts by itself.")),
        Command("e", "notices", N_("E-mail"), N_("Who is told by e-mail what waits for them.")),
        Command("f4", "sign_out", N_("Switch person"), N_("Let somebody else sign in.")),
        Command("f7", "own_notices", N_("My notices"),
                N_("Where you are told what waits for you; off, or on again."), barred=False),
        Command("f8", "own_pin", N_("My PIN"), N_("Another PIN for yourself."), barred=False),
        Command("1", "step(1)", N_("Hand-over"), N_("Only step 1; again: all open."), barred=False),
        Command("2", "step(2)", N_("Selection"), N_("Only step 2; again: all open."), barred=False),
        Command("3", "step(3)", N_("Approval"), N_("Only step 3; again: all open."), barred=False),
        Command("4", "step(4)", N_("Publication"), N_("Only step 4; again: all open."),
                barred=False),
        Command("5", "step(5)", N_("Done"), N_("What has ended; again: all open."), barred=False),
        Command("escape", "end_search", N_("End search"), N_("Close the search line."),
                barred=False),
    )  # fmt: skip

    tabs = getters.query_one(StepTabs)
    table = getters.query_one(CoverageTable)
    panel = getters.query_one(ItemPanel)
    strip = getters.query_one(InboxStrip)
    words = getters.query_one("#words", Input)

    def __init__(self) -> None:
        super().__init__()
        self._filter = BoardFilter()
        self._board: Board | None = None
        self._panel: tuple[int, Panel] | None = None

    def body(self) -> Iterable[Any]:
        yield StepTabs()
        yield Input(id="words", placeholder=_("words of the name, or a number; Esc ends"))
        yield Rule(line_style="solid")
        yield CoverageTable()
        yield Rule(line_style="solid")
        yield ItemPanel()
        yield Rule(line_style="solid")
        yield InboxStrip()

    def settle_in(self) -> None:
        self.words.display = bool(self._filter.words)
        self.table.focus()

    async def reload(self) -> None:
        self._board = await self.at_desk(read_board, self._filter)
        now = self.app.clock.now()
        self.tabs.counts = self._board.counts
        self.table.tell(self._board, now)
        await self._read_panel()
        await self.strip.reload(self.app, self._board)
        self.show_commands()

    async def _read_panel(self) -> None:
        row = self.table.chosen
        self._panel = (row.id, await self.at_desk(read_panel, row.id)) if row else None
        self._show_panel()

    def _show_panel(self) -> None:
        if self._board is None:
            return
        row = self.table.chosen
        panel = self._panel[1] if row and self._panel and self._panel[0] == row.id else None
        self.panel.tell(row, panel, self._board.calendar, self.desk.procedure, self.app.clock.now())

    def tick(self, event: Tick) -> None:
        self.table.tick(event.now)
        self._show_panel()
        self.strip.tick(self.app)

    @on(events.Resize)
    def _on_resized(self) -> None:
        if self._board is not None:
            self.call_after_refresh(self.table.widen, self._board, self.app.clock.now())

    @on(DataTable.RowHighlighted)
    @work(exclusive=True, group="panel")
    async def _follow_cursor(self) -> None:
        await self._read_panel()
        self.show_commands()

    @on(DataTable.RowSelected)
    def _row_chosen(self) -> None:
        self.action_go_on()

    # What may be done

    def allowed(self, action: str) -> bool:
        if not self.arrived or self.app.person is None:
            return False
        may = self.app.person.actor.may
        row = self.table.chosen
        if action in {"go_on", "why"}:
            return row is not None
        if action == "end_search":
            return self.words.display
        if action == "cancel":
            gives_up = row is not None and Action.CANCEL in actions_in(row.state, row.purpose)
            return gives_up and may(Permission.CANCEL)
        if action == "pause":
            return row is not None and row.cycle is not None and may(Permission.PAUSE)
        asked = {"new": Permission.CREATE, "people": Permission.MANAGE_PEOPLE,
                 "channels": Permission.MANAGE_OFFICE,
                 "notices": Permission.MANAGE_OFFICE}  # fmt: skip
        return action not in asked or may(asked[action])

    # Doing it

    def action_go_on(self) -> None:
        """Open the room of the coverage's step."""
        row = self.table.chosen
        if row is not None:
            self.app.push_screen(room_of(row.state, row.id), self._came_back)

    async def _came_back(self, _answer: object) -> None:
        await self.reload()

    @work(exclusive=True, group="act")
    async def action_new(self) -> None:
        """Ask for a name, make the coverage, and open it."""
        title = await self.app.push_screen_wait(Ask(_("What is the coverage called?")))
        if title:
            made = await self.attempt(self.at_desk(create_coverage, title))
            if made is not None:
                await self.app.push_screen(room_of(State.HANDOVER, made), self._came_back)

    def action_inbox(self) -> None:
        """Open the inbox."""
        from soptui.tui.screens.inbox import InboxScreen

        self.app.push_screen(InboxScreen(), self._came_back)

    def action_procedure(self) -> None:
        """Show the SOP."""
        from soptui.tui.screens.procedure import ProcedureScreen

        self.app.push_screen(ProcedureScreen())

    def action_people(self) -> None:
        """Open the list of people."""
        from soptui.tui.screens.people import PeopleScreen

        self.app.push_screen(PeopleScreen(), self._came_back)

    def action_channels(self) -> None:
        """Open the list of channels."""
        from soptui.tui.screens.channels import ChannelsScreen

        self.app.push_screen(ChannelsScreen(), self._came_back)

    def action_notices(self) -> None:
        """Open the mail server's screen."""
        from soptui.tui.screens.notices import NoticesScreen

        self.app.push_screen(NoticesScreen(), self._came_back)

    async def action_step(self, number: int) -> None:
        """Show one step, or everything open when it was shown already."""
        self.tabs.chosen = 0 if self.tabs.chosen == number else number
        await self._narrow(states=states_of(self.tabs.chosen))

    async def action_end_search(self) -> None:
        """Forget the words and show everything again."""
        self.words.value = ""
        self.words.display = False
        self.table.focus()
        await self._narrow(words="")

    def action_search(self) -> None:
        """Open the search line."""
        self.words.display = True
        self.words.focus()

    @on(Input.Changed, "#words")
    @work(exclusive=True, group="search")
    async def _search(self, event: Input.Changed) -> None:
        await self._narrow(words=event.value)

    @on(Input.Submitted, "#words")
    def _searched(self) -> None:
        self.table.focus()

    async def action_mine(self) -> None:
        """Only what I hold, or everything."""
        person = self.app.person
        mine = person.id if person and self._filter.holder_id is None else None
        await self._narrow(holder_id=mine)

    async def _narrow(self, **change: Any) -> None:
        from dataclasses import replace

        self._filter = replace(self._filter, **change)
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_why(self) -> None:
        """Explain the deadline of the running clock, or of the last one."""
        from soptui.tui.dialogs.why import Why

        row = self.table.chosen
        if row is None or self._board is None or self._panel is None:
            return
        cycle = row.cycle or self._panel[1].cycles[-1]
        await self.app.push_screen_wait(Why(cycle, self._board.calendar, self.app.clock.now()))

    @work(exclusive=True, group="act")
    async def action_pause(self) -> None:
        """Pause for a reason, or resume."""
        row = self.table.chosen
        if row is None or row.cycle is None:
            return
        now = self.app.clock.now()
        if any(pause_.holds(now) for pause_ in row.cycle.pauses):
            await self.attempt(self.at_desk(resume, row.id))
        elif reason := await self._ask_reason():
            await self.attempt(self.at_desk(pause, row.id, reason))
        await self.reload()

    async def _ask_reason(self) -> PauseReason | None:
        from soptui.tui.dialogs.choose import Choose
        from soptui.tui.words import PAUSE_REASONS

        choices = [(reason.value, _(words)) for reason, words in PAUSE_REASONS.items()]
        answer = await self.app.push_screen_wait(Choose(_("Why does the clock stop?"), choices))
        return PauseReason(answer) if answer else None

    @work(exclusive=True, group="act")
    async def action_cancel(self) -> None:
        """Give the coverage up, saying why."""
        row: BoardRow | None = self.table.chosen
        if row is None:
            return
        note = await self.app.push_screen_wait(Ask(_("Why is it given up?")))
        if note:
            await self.attempt(self.at_desk(cancel, row.id, row.version, note))
            await self.reload()

    @work(exclusive=True, group="act")
    async def action_own_notices(self) -> None:
        """Notices off, or on again."""
        from soptui.tui.own_notices import switch_own_notices

        await switch_own_notices(self)

    @work(exclusive=True, group="act")
    async def action_own_pin(self) -> None:
        """Another PIN, by the old one."""
        from soptui.tui.own_pin import change_pin

        await change_pin(self)

    def action_sign_out(self) -> None:
        """Back to the entrance."""
        self.app.sign_out()
