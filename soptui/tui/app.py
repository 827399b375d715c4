"""The program at one terminal: it opens the store, keeps the time, and knows who sits here."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from soptui.errors import SoptuiError
from soptui.i18n import _, current_language, use_language
from soptui.tui.host import Host
from soptui.tui.messages import StoreChanged, Tick
from soptui.tui.terminal import (
    MAX_SIZE,
    MIN_SIZE,
)

if TYPE_CHECKING:
    # What reads the database is imported once something is on the screen.
    from soptui.desk.access.people import PersonView
    from soptui.desk.context import Desk

WATCH_SECONDS = 0.5
"""How often the database is asked whether others wrote; it costs microseconds."""
STATION_SECONDS = 3.0


class Soptui(Host):
    """The face. Rules live in `sop`, acts at the `desk`; this only carries them to a person."""

    _turning_out = False
    """Whether the entrance is on its way because whoever sits here may no longer."""

    def compose(self) -> ComposeResult:
        yield Static(Content(_("Opening…")), id="opening")

    async def on_mount(self) -> None:
        self._leave_cleanly()
        self.call_after_refresh(self._open)

    # Opening and closing

    async def _open(self) -> None:
        """Open the store, then show the first screen; what stops that is told on the screen."""
        try:
            self._desk = await self.backstage.run(self._lay_desk)
        except SoptuiError as error:
            self.query_one("#opening", Static).update(
                Content(f"✗ {error.message}\n\n{error.remedy}\n\n") + Content(_("Ctrl+Q leaves."))
            )
            return
        self.set_interval(1.0, self._tick)
        self.set_interval(WATCH_SECONDS, self._watch_store)
        self.set_interval(STATION_SECONDS, self._see_to_station)
        await self.show_entrance()

    def _lay_desk(self) -> Desk:
        from soptui.desk.context import Desk
        from soptui.desk.settings_trail import note_settings
        from soptui.sop.procedure import load_procedure
        from soptui.sop.roles import STATION
        from soptui.store.database import open_store

        self.settings.home.make()
        self.store = (self._open_at or open_store)(self.settings.home.database)
        self.store.database.connect(reuse_if_open=True)  # this thread's, kept until the end
        self._data_version = self.store.data_version()
        custom = self.settings.procedure_file
        procedure = load_procedure(custom) if custom else load_procedure()
        desk = Desk(self.store, self.clock, self.settings.home, procedure, STATION,
                    keyring=self.settings.keyring)  # fmt: skip
        note_settings(desk, self.settings)
        return desk

    async def show_entrance(self) -> None:
        """The first run where there is no office yet, the sign-in otherwise."""
        from soptui.desk.access.logins import owner_of_session
        from soptui.desk.office import read_office
        from soptui.desk.setup import is_new

        self.person = None
        while len(self.screen_stack) > 1:
            self.pop_screen()
        use_language(self.settings.language)
        if await self.backstage.run(is_new, self.desk):
            from soptui.tui.screens.first_run import FirstRun

            await self.push_screen(FirstRun())
            return
        office = await self.backstage.run(_with_connection(self.desk, read_office))
        self.office_name = (office.unit or office.name) if office else ""
        self.session_owner = await self.backstage.run(
            owner_of_session, self.desk, self._environment
        )
        self._see_to_station()
        from soptui.tui.screens.sign_in import SignIn

        await self.push_screen(SignIn())

    def enter(self, person: PersonView) -> None:
        """Sit `person` down and open the board."""
        from soptui.tui.screens.board import BoardScreen

        self.person = person
        self._last_key = self.clock.now()
        use_language(person.language)
        self.switch_screen(BoardScreen())

    def sign_out(self) -> None:
        """Let the next person sit down. The app's own worker: a screen's would end with it."""
        self.run_worker(self._sign_out(), exclusive=True, group="lock")

    def turn_out(self, error: SoptuiError) -> None:
        """Back to the entrance, saying why."""
        if not self._turning_out:
            self._turning_out = True
            self.run_worker(self._sign_out(error), exclusive=True, group="lock")

    async def _sign_out(self, why: SoptuiError | None = None) -> None:
        from soptui.desk.access.people import sign_out
        from soptui.tui.room import Room

        try:
            with contextlib.suppress(SoptuiError):
                await self.backstage.run(sign_out, self.desk)
            await self.show_entrance()
        finally:
            self._turning_out = False
        if why is not None and isinstance(self.screen, Room):
            self.screen.notice.trouble(why)

    async def on_unmount(self) -> None:
        self.backstage.close(self.store)

    def _leave_cleanly(self) -> None:
        """A hung-up line or a service stop ends the program the ordinary way."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.exit, 128 + number)

    async def switch_language(self) -> None:
        """Indonesian ↔ English; the screen is built anew, and a signed-in person's choice kept."""
        from dataclasses import replace

        from soptui.desk.access.people import set_language

        language = "id" if current_language() == "en" else "en"
        use_language(language)
        if self.person is not None:
            self.person = replace(self.person, language=language)
            await self.backstage.run(set_language, self.desk, language)
        else:
            self.settings = replace(self.settings, language=language)
        await self.screen.recompose()
        await self.screen.on_mount()  # type: ignore[attr-defined]

    # What goes on by itself

    def _tick(self) -> None:
        now = self.clock.now()
        if self._is_idle(now):
            self.sign_out()
            return
        self.screen.post_message(Tick(now))

    def _see_to_station(self) -> None:
        """Start the worker where none runs; before there is an office there is no work for it."""
        if self._keep_station is not None and self.office_name:
            self._keep_station()

    def _is_idle(self, now: datetime) -> bool:
        limit = timedelta(minutes=self.settings.lock_after_minutes)
        return bool(limit and self.person is not None and now - self._last_key > limit)

    async def _watch_store(self) -> None:
        if self.store is None:
            return
        with contextlib.suppress(SoptuiError):
            version = await self.backstage.run(self.store.data_version)
            if version != self._data_version:
                self._data_version = version
                self.screen.post_message(StoreChanged())

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            self._last_key = self.clock.now()
        if isinstance(event, events.Resize):
            self._believe_size(event)
        await super().on_event(event)

    def _believe_size(self, event: events.Resize) -> None:
        from soptui.tui.dialogs.too_small import TooSmall

        small = event.size.width < MIN_SIZE[0] or event.size.height < MIN_SIZE[1]
        absurd = event.size.width > MAX_SIZE[0] or event.size.height > MAX_SIZE[1]
        shown = isinstance(self.screen, TooSmall) if self.screen_stack else False
        if (small or absurd) and not shown:
            self.push_screen(TooSmall())
        elif not (small or absurd) and shown:
            self.pop_screen()

    async def action_ask_quit(self) -> None:
        """Leave, at the entrance at once, anywhere else after asking."""
        if self.person is None:
            self.exit(0)
            return
        from soptui.tui.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:  # noqa: FBT001  Textual's callback shape
            if yes:
                self.exit(0)

        question = _("Leave soptui? What you typed is kept.")
        await self.push_screen(Confirm(question), answered)


def _with_connection(desk: Desk, read: Callable[[], Any]) -> Callable[[], Any]:
    def reading() -> Any:
        with desk.store.connection():
            return read()

    return reading
