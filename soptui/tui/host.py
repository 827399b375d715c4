"""The app as screens know it: who sits here, the desk, the clock; and a kiosk's shut doors."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from soptui.clock import Clock, SystemClock
from soptui.config import Settings
from soptui.errors import ConfigError, SoptuiError
from soptui.i18n import _
from soptui.paths import styles_dir
from soptui.tui.backstage import Backstage
from soptui.tui.terminal import choose_pictures, choose_theme, is_remote
from soptui.tui.theme import CONSOLE, SOPTUI

if TYPE_CHECKING:
    # What reads the database is imported once something is on the screen.
    from soptui.desk.access.logins import SessionOwner
    from soptui.desk.access.people import PersonView
    from soptui.desk.context import Desk
    from soptui.store.database import Store


class Host(App[int]):
    """What every screen may ask of the app. It knows no screen; `app.Soptui` does."""

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
        self.session_owner: SessionOwner | None = None
        """Whose SSH session this is, by the server's word; nobody else can sign in here then."""
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

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"muted": "ansi_white", "rule": "ansi_cyan"}

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

    # What only the app that knows the screens can do

    async def show_entrance(self) -> None:
        """The first run where there is no office yet, the sign-in otherwise."""
        raise NotImplementedError

    def enter(self, person: PersonView) -> None:
        """Sit `person` down and open the board."""
        raise NotImplementedError

    def sign_out(self) -> None:
        """Let the next person sit down."""
        raise NotImplementedError

    def turn_out(self, error: SoptuiError) -> None:
        """Back to the entrance, saying why: whoever sits here may no longer."""
        raise NotImplementedError

    async def switch_language(self) -> None:
        """Indonesian ↔ English."""
        raise NotImplementedError

    # Keys and doors that a kiosk keeps shut

    def action_nothing(self) -> None:
        """Swallow a key that would otherwise leave or copy."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Never start a browser from a kiosk's terminal."""
        del url, new_tab

    def deliver_screenshot(self, *args: Any, **options: Any) -> str | None:
        """Never write files because of a key."""
        del args, options
        return None

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
