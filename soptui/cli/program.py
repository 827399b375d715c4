"""Opening the program on a terminal."""

from __future__ import annotations

import os
import sys

from soptui.config import Settings
from soptui.errors import ConfigError
from soptui.i18n import _
from soptui.identity.no_core import keep_memory_private
from soptui.tui.terminal import choose_pictures


def open_program(settings: Settings) -> int:
    """Run the face until it is left. Returns its exit code.

    Raises ConfigError where there is no terminal: with its input at an end Textual would spin.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConfigError(
            _("soptui needs a terminal to open on."),
            remedy=_("For scripts there are “soptui items --json” and others; see --help."),
        )
    keep_memory_private()
    # Textual reads these; a kiosk's guest must not be able to set what they do.
    for name in [*filter(lambda key: key.startswith("TEXTUAL"), os.environ), "BROWSER"]:
        os.environ.pop(name, None)
    if choose_pictures(settings.pictures, os.environ) == "graphics":
        from soptui.tui.graphics import prepare_graphics

        prepare_graphics()
    from soptui.station.spawn import ensure_station
    from soptui.tui.app import Soptui

    app = Soptui(settings, keep_station=lambda: ensure_station(settings.home, settings.inbox))
    return app.run() or app.return_code or 0
