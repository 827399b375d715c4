"""The station's day: look at the inbox, deliver what is due, give a sign of life, wait."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from time import monotonic
from typing import Final

from soptui.clock import local
from soptui.desk.context import Desk
from soptui.desk.office import read_office, stock_holidays
from soptui.errors import SoptuiError
from soptui.inbox.files import Stopped
from soptui.inbox.health import Health, write_health
from soptui.inbox.ingest import Ingest, Turn
from soptui.inbox.watch import Watcher
from soptui.station.deliver import Deliveries

log = logging.getLogger(__name__)

BUSY_WAIT: Final = 0.3
"""Seconds between looks while something is settling or to be sent."""
IDLE_WAITS: Final = (1.0, 2.0, 3.0, 5.0)
"""Backing off while nothing happens; an event in the inbox wakes at once."""
BEAT_SECONDS: Final = 2.0


class Station:
    """One station's loop; `stopping` says when to end."""

    def __init__(
        self,
        desk: Desk,
        ingest: Ingest,
        outbox: Deliveries,
        watcher: Watcher,
        wake: Event,
        stopping: Callable[[], bool],
    ) -> None:
        self.desk, self.ingest, self.outbox = desk, ingest, outbox
        self.watcher, self.wake, self.stopping = watcher, wake, stopping
        now = desk.now().isoformat()
        self._health = Health(pid=os.getpid(), started=now, beat=now)
        self._beaten = 0.0
        ingest.pulse = self._pulse

    def run(self, *, until_idle: bool = False) -> None:
        """Work until told to stop, or with `until_idle` until nothing is left to do."""
        self._quietly(self.outbox.recover)
        self._quietly(self._stock_calendar)
        with contextlib.suppress(Stopped):
            self._turns(until_idle=until_idle)

    def _turns(self, *, until_idle: bool) -> None:
        idle = 0
        while not self.stopping():
            self.wake.clear()
            busy, turn = self._work()
            self._tell(turn, busy=busy)
            if until_idle and not busy:
                return
            idle = 0 if busy else min(idle + 1, len(IDLE_WAITS))
            if not turn.reading:
                self._wait(BUSY_WAIT if busy else IDLE_WAITS[idle - 1])

    def _work(self) -> tuple[bool, Turn]:
        turn = self.ingest.turn()
        if not self.stopping():
            self.watcher.follow(turn.identity)
        self._quietly(self.outbox.turn)
        return turn.busy or turn.closed > 0 or bool(self._quietly(self.outbox.pending)), turn

    def _wait(self, seconds: float) -> None:
        """Sleep in beats: screens must see that the station lives."""
        ends = monotonic() + seconds
        while not self.stopping() and (left := ends - monotonic()) > 0:
            self._beat()
            if self.wake.wait(min(left, BEAT_SECONDS)):
                return

    def _tell(self, turn: Turn, *, busy: bool) -> None:
        now = self.desk.now().isoformat()
        told = replace(
            self._health, last_scan=now, watcher=self.watcher.mode, problem=turn.problem,
            busy=busy, ignored=turn.ignored,
        )  # fmt: skip
        if (told.problem, told.watcher, told.busy) != (
            self._health.problem, self._health.watcher, self._health.busy,
        ):  # fmt: skip
            self._beaten = 0.0
        self._health = told
        self._beat()

    def _pulse(self) -> None:
        """Called in the midst of long work: give a sign of life, or end it."""
        if self.stopping():
            raise Stopped
        self._beat()

    def _beat(self) -> None:
        if monotonic() - self._beaten >= BEAT_SECONDS:
            self._beaten = monotonic()
            self._health = replace(self._health, beat=self.desk.now().isoformat())
            write_health(self.desk.home, self._health)

    def _stock_calendar(self) -> None:
        with self.desk.store.connection():
            if read_office() is not None:
                year = local(self.desk.now()).year
                stock_holidays(self.desk, [year, year + 1])

    def _quietly(self, work: Callable[[], object]) -> object:
        """Do `work`; a full disk or busy database now does not end the station."""
        try:
            return work()
        except SoptuiError as error:
            log.warning("station: %s", type(error).__name__)
            return None
