"""Proof that the watch delivers: a file of our own, whose event must come."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from stat import S_ISREG
from threading import Event
from typing import Final

NAME: Final = ".soptui-canary"
"""A name that the scan passes over."""
EVERY: Final = 180.0
ANSWER: Final = 5.0
"""Seconds in which an event must have come; it takes milliseconds."""


class Proof(StrEnum):
    """What is known of a watch."""

    AWAITED = "awaited"
    GIVEN = "given"
    FAILED = "failed"
    IMPOSSIBLE = "impossible"
    """Nothing can be written into the inbox."""


class Canary:
    """One for each watch. `hear` is called by the watch's thread."""

    def __init__(self, inbox: Path, monotonic: Callable[[], float]) -> None:
        self.path, self._monotonic = inbox / NAME, monotonic
        self._heard = Event()
        self._sent: float | None = None
        self._flies = False
        self.proof = Proof.AWAITED

    def hear(self) -> None:
        """Its event came."""
        self._heard.set()

    def look(self) -> Proof:
        """Judge what is known now, and send the next one when it is time.

        What was proven stays so until an answer is late; a late answer is one all the same.
        """
        now = self._monotonic()
        if self._sent is None or now - self._sent >= EVERY:
            self._send(now)
        elif self._heard.is_set():
            self.proof = Proof.GIVEN
        elif self._flies and now - self._sent >= ANSWER:
            self.proof = Proof.FAILED
        return self.proof

    def _send(self, now: float) -> None:
        self._heard.clear()
        self._sent, self._flies = now, True
        mode = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            self._leave_nothing()
            os.close(os.open(self.path, mode, 0o600))
            self.path.unlink(missing_ok=True)
        except OSError:
            self._flies, self.proof = False, Proof.IMPOSSIBLE

    def _leave_nothing(self) -> None:
        """Remove the one of a station that was killed at that moment."""
        with suppress(FileNotFoundError):
            status = self.path.lstat()
            if S_ISREG(status.st_mode) and status.st_size == 0:
                self.path.unlink()
