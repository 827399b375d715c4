"""The program at one terminal: it opens the store, keeps the time, and knows who sits here."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from soptui.clock import Clock, SystemClock
from soptui.config import Settings
from soptui.errors import ConfigError, SoptuiError
from soptui.i18n import _, current_language, use_language
from soptui.paths import styles_dir
from soptui.tui.backstage import Backstage
from soptui.tui.messages import StoreChanged, Tick
from soptui.tui.terminal import (
    MAX_SIZE,
    MIN_SIZE,
    choose_pictures,
    choose_theme,
    is_remote,
)
from soptui.tui.theme import CONSOLE, SOPTUI

if TYPE_CHECKING:
    # What reads the database is imported once something is on the screen.
    from soptui.desk.context import Desk
    from soptui.desk.people import PersonView
    from soptui.store.database import Store

WATCH_SECONDS = 0.5
"""How often the database is asked whether others wrote; it costs microseconds."""
STATION_SECONDS = 3.0


class Soptui(App[int]):
    """The face. Rules live in `sop`, acts at the `desk`; this only carries them to a person."""

    TITLE = "soptui"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = styles_dir() / "base.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        # A kiosk is left through the sign-in screen, not by a key that is hit by accident.
        Binding("ctrl+q", "ask_quit", show=False, priority=True),
        Binding("ctrl+c", "nothing", show=False),
    ]

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        environment: Mapping[str, str] = os.environ,
        keep_station: Callable[[], object] | None = None,
        open_at: Callable[[Path], Store] | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.backstage = Backstage()
        self.store: Store | None = None
        self.person: PersonView | None = None
        self.office_name = ""
        self.pictures = choose_pictures(settings.pictures, environment)
        self._keep_station = keep_station
        self._open_at = open_at
        self._data_version = 0
        self._last_key = self.clock.now()
        self._environment = environment
        self._desk: Desk | None = None
        super().__init__()
        for theme in (SOPTUI, CONSOLE):
            self.register_theme(theme)
        self.theme = choose_theme(settings.theme, environment)
        self.animation_level = "none" if is_remote(environment) else "basic"

    def compose(self) -> ComposeResult:
        yield Static(Content(_("Opening…")), id="opening")

    async def on_mount(self) -> None:
        self._leave_cleanly()
        self.call_after_refresh(self._open)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"muted": "ansi_white", "rule": "ansi_cyan"}

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
        from soptui.sop.procedure import load_procedure
        from soptui.sop.roles import STATION
        from soptui.store.database import open_store

        self.settings.home.make()
        self.store = (self._open_at or open_store)(self.settings.home.database)
        self.store.database.connect(reuse_if_open=True)  # this thread's, kept until the end
        self._data_version = self.store.data_version()
        custom = self.settings.procedure_file
        procedure = load_procedure(custom) if custom else load_procedure()
        return Desk(self.store, self.clock, self.settings.home, procedure, STATION)

    async def show_entrance(self) -> None:
        """The first run where there is no office yet, the sign-in otherwise."""
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

    async def _sign_out(self) -> None:
        from soptui.desk.people import sign_out

        with contextlib.suppress(SoptuiError):
            await self.backstage.run(sign_out, self.desk)
        await self.show_entrance()

    async def on_unmount(self) -> None:
        self.backstage.close(self.store)

    def _leave_cleanly(self) -> None:
        """A hung-up line or a service stop ends the program the ordinary way."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.exit, 128 + number)

    # What screens ask

    @property
    def desk(self) -> Desk:
        """The desk, with whoever signed in at it (before that, the station)."""
        if self._desk is None:
            raise ConfigError(_("The database is not open."))
        return self._desk if self.person is None else self._desk.seat(self.person.actor)

    @property
    def last_key(self) -> datetime:
        """When somebody last pressed a key, clicked or pasted here."""
        return self._last_key

    @property
    def person_name(self) -> str:
        """Who sits here, for the top line."""
        return self.person.name if self.person else ""

    async def switch_language(self) -> None:
        """Indonesian ↔ English; the screen is built anew, and a signed-in person's choice kept."""
        from dataclasses import replace

        from soptui.desk.people import set_language

        language = "id" if current_language() == "en" else "en"
        use_language(language)
        if self.person is not None:
            self.person = replace(self.person, language=language)
            await self.backstage.run(set_language, self.desk, language)
        else:
            self.settings = replace(self.settings, language=language)
        await self.screen.recompose()
        await self.screen.on_mount()  # type: ignore[attr-defined]

    def _fatal_error(self) -> None:
        """Textual would print the values of all variables: names, texts, perhaps a PIN. The log
        gets where it happened, the person a sentence.
        """
        import logging
        import traceback

        where = traceback.extract_tb(self._exception.__traceback__ if self._exception else None)
        lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in where]
        with contextlib.suppress(OSError):
            handler = logging.FileHandler(self.settings.home.log, encoding="utf-8")
            logging.getLogger("soptui.face").addHandler(handler)
            kind = type(self._exception).__name__
            logging.getLogger("soptui.face").error("%s\n%s", kind, "\n".join(lines))
        self._exit_renderables.append(
            _("soptui met an error and had to close. What you typed is kept; start it again.")
        )
        self._close_messages_no_wait()

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

    # Keys and doors that a kiosk keeps shut

    def action_nothing(self) -> None:
        """Swallow a key that would otherwise leave or copy."""

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

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Never start a browser from a kiosk's terminal."""
        del url, new_tab

    def deliver_screenshot(self, *args: Any, **options: Any) -> str | None:
        """Never write files because of a key."""
        del args, options
        return None


def _with_connection(desk: Desk, read: Callable[[], Any]) -> Callable[[], Any]:
    def reading() -> Any:
        with desk.store.connection():
            return read()

    return reading
