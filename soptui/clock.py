"""The time, passed in: nothing below the command line asks the system what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Jakarta")
"""Where the office is; the database keeps UTC, people read this."""


class Clock(Protocol):
    """Whoever can say what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved; for samples, tests and bench runs."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        """Stand at `moment`."""
        self._moment = moment.astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Move by `step`, which may be negative: real clocks jump back too."""
        self._moment += step


def local(moment: datetime) -> datetime:
    """`moment` as the office reads it."""
    return moment.astimezone(OFFICE_ZONE)
