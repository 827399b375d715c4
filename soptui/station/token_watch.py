"""A thread that asks the networks whether their tokens still work, beside the deliveries."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Final

from soptui.desk.context import Desk
from soptui.desk.publication.token_check import check_tokens
from soptui.errors import SoptuiError

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 60.0
"""Between looks at whose time has come; asking itself is rare."""
PATIENCE_SECONDS: Final = 1.0
"""How long the end of the station waits for a question under way; it is asked again next time."""


class TokenWatch:
    """Asks all of them once the station has started, then each when it is due."""

    def __init__(self, desk: Desk, check: Callable[..., int] = check_tokens) -> None:
        self._desk, self._check = desk, check
        self._stop = Event()
        self._thread = Thread(target=self._run, name="tokens", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def close(self) -> None:
        """Ask no more."""
        self._stop.set()
        self._thread.join(PATIENCE_SECONDS)

    def _run(self) -> None:
        everyone = True
        while not self._stop.is_set():
            try:
                self._check(self._desk, everyone=everyone, stopping=self._stop.is_set)
                everyone = False
            except SoptuiError as error:  # a busy database or full disk now: again in a minute
                log.warning("tokens: %s", type(error).__name__)
            self._stop.wait(LOOK_SECONDS)
