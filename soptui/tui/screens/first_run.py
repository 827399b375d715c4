"""The first run: a welcome, then the office, its hours and its people, made all at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters, on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static

from soptui.clock import local
from soptui.desk.setup import first_run, is_new
from soptui.errors import InvalidInput
from soptui.i18n import N_, _
from soptui.tui.commands import Command
from soptui.tui.cursor import steady_cursor
from soptui.tui.room import Room
from soptui.tui.setup_draft import SetupDraft
from soptui.tui.widgets.setup_pages import PAGES, Page, PeoplePage, WelcomePage

if TYPE_CHECKING:
    from soptui.tui.host import Host

LAST = len(PAGES) - 1
METER = 8


class FirstRun(Room):
    """A new database. What is typed stays, whichever way one turns the pages."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("enter", "choose", N_("Choose"), N_("Choose what the cursor is on.")),
        Command("f2", "next", N_("Next"), N_("Go on; on the last page: make the office.")),
        Command("f6", "add", N_("Add person"), N_("One more person.")),
        Command("f7", "remove", N_("Remove person"), N_("Take away the row of the cursor.")),
        Command("escape", "back", N_("Back"), N_("One page back; what you typed stays.")),
        Command("f9", "switch_language", N_("ID/EN"), N_("Indonesian or English.")),
        Command("f4", "quit", N_("Leave"), N_("Leave soptui; nothing has been made.")),
    )

    page = getters.query_one(Page)

    def __init__(self) -> None:
        super().__init__()
        self._draft = SetupDraft()
        self._number = 0
        self._busy = False

    def body(self) -> Iterable[Any]:
        yield Static(self._progress(), id="progress")
        with Vertical(id="page"):
            yield self._make_page()
        with Horizontal(id="buttons"):
            yield Button(_("Back"), id="back", compact=True)
            yield Button("", id="next", variant="primary", compact=True)

    async def reload(self) -> None:
        if not self._busy and not await self.at_desk(is_new):
            self._leave()  # another terminal was quicker

    def settle_in(self) -> None:
        self._show_page()

    def heading(self) -> str:
        return _("soptui · first run")

    def allowed(self, action: str) -> bool:
        if self._busy:
            return False
        if action in {"choose", "quit"}:
            return self._number == 0
        if action in {"add", "remove"}:
            return self._number == LAST
        return action == "switch_language" or self._number > 0

    # Turning pages

    def _make_page(self) -> Page:
        return PAGES[self._number](self._draft, local(self.app.clock.now()).date())

    async def _turn(self, number: int) -> None:
        self._number = number
        holder = self.query_one("#page")
        async with self.batch():
            await holder.remove_children()
            await holder.mount(self._make_page())
        self.notice.clear()
        self._show_page()

    def _show_page(self) -> None:
        steady_cursor(self)
        self.query_one("#progress", Static).update(self._progress())
        self.query_one("#buttons").display = self._number > 0
        last = self._number == LAST
        self.query_one("#next", Button).label = _("Make the office") if last else _("Next")
        self.show_commands()
        field = self.page.query("Input, OptionList").first()
        if isinstance(field, OptionList):
            field.highlighted = field.highlighted or 0
        field.focus()

    def _progress(self) -> Content:
        if self._number == 0:
            return Content.styled(_("Welcome"), "bold")
        done = METER * self._number
        return Content.assemble(
            (_("{n} of {total}").format(n=self._number, total=LAST), "bold"), "  ",
            ("━" * done, "$success"), ("─" * (METER * LAST - done), "$rule"), "  ",
            (_(PAGES[self._number].TITLE), "bold"),
        )  # fmt: skip

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.focus_next(Input)

    @on(Button.Pressed, "#back")
    async def _pressed_back(self) -> None:
        await self.action_back()

    @on(Button.Pressed, "#next")
    def _pressed_next(self) -> None:
        self.action_next()

    async def action_back(self) -> None:
        """One page back."""
        if self._number and not self._busy:
            await self._turn(self._number - 1)

    @work(exclusive=True, group="act")
    async def action_next(self) -> None:
        """Go on where nothing is wrong; from the last page: make the office."""
        if self._busy:
            return
        if not self.page.check():
            self.notice.trouble(InvalidInput(
                _("Something here is not right yet."), remedy=_("See ✗; nothing was lost.")
            ))  # fmt: skip
        elif self._number < LAST:
            await self._turn(self._number + 1)
        else:
            await self._finish()

    async def action_add(self) -> None:
        """One more person."""
        if isinstance(self.page, PeoplePage):
            await self.page.add_person()

    async def action_remove(self) -> None:
        """Take away the row of the cursor."""
        if isinstance(self.page, PeoplePage):
            await self.page.remove_person()

    def action_choose(self) -> None:
        """The key on the list does it; here for the bar's click."""
        if isinstance(self.page, WelcomePage):
            self.page.query_one(OptionList).action_select()

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)

    # Making an office

    @on(WelcomePage.Chosen)
    @work(exclusive=True, group="act")
    async def _chosen(self, event: WelcomePage.Chosen) -> None:
        if event.answer == "own":
            await self._turn(1)
            return
        from soptui.station.sample import SAMPLE_PASSPHRASE, SAMPLE_PIN, make_sample

        loop, tell = asyncio.get_running_loop(), self._tell_progress

        def progress(done: int, total: int) -> None:
            loop.call_soon_threadsafe(tell, done, total)

        self._begin(_("Making the sample office…"))
        making = self.app.backstage.run_aside(make_sample, self.desk, progress=progress)
        if await self.succeeds(making):
            words = _("Everybody's PIN is {pin}; the Head's passphrase is “{passphrase}”.")
            self._leave(words.format(pin=SAMPLE_PIN, passphrase=SAMPLE_PASSPHRASE))
        else:
            self._end()

    async def _finish(self) -> None:
        today = local(self.app.clock.now()).date()
        people = [person.person() for person in self._draft.people]
        self._begin(_("Making the office…"))
        making = self.app.backstage.run_aside(
            first_run, self.desk, self._draft.made_office(), self._draft.made_hours(today), people
        )
        codes = await self.attempt(making)
        if codes is None:
            self._end()
            return
        from soptui.tui.dialogs.recovery_code import RecoveryCode

        for name, code in codes.items():
            await self.app.push_screen_wait(RecoveryCode(name, code))
        self._leave(_("The office is ready. Choose your name and type your PIN."))

    def _begin(self, words: str) -> None:
        self._busy = True
        self.query_one("#body").disabled = True
        self.notice.good(words)
        self.show_commands()

    def _end(self) -> None:
        self._busy = False
        self.query_one("#body").disabled = False
        self.show_commands()

    def _tell_progress(self, done: int, total: int) -> None:
        if self.is_attached and self._busy:
            self.notice.good(_("Making the sample office: {done} of {total}…").format(
                done=done, total=total))  # fmt: skip

    def _leave(self, words: str = "") -> None:
        """To the entrance. The app goes there: this screen's own workers end with it."""
        self._draft = SetupDraft()  # the secrets have done their work
        self.app.run_worker(_enter(self.app, words), group="entrance", exclusive=True)


async def _enter(app: Host, words: str) -> None:
    await app.show_entrance()
    if words and isinstance(app.screen, Room):
        app.screen.notice.good(words)
