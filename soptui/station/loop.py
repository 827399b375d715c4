"""The station's day: look at the inbox, deliver what is due, give a sign of life, wait."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from threading import Event
from time import monotonic, sleep
from typing import Final, Protocol

from soptui.clock import local
from soptui.desk.approval.mandates import note_ended_mandates
from soptui.desk.context import Desk
from soptui.desk.office import read_office, stock_holidays
from soptui.errors import SoptuiError
from soptui.inbox.files import Stopped
from soptui.inbox.health import Health, write_health
from soptui.inbox.ingest import Ingest, Turn
from soptui.inbox.watching.watch import Watcher
from soptui.sop.arrival import ARRIVING
from soptui.station.pace import Pace
from soptui.store.tables import Arrival

log = logging.getLogger(__name__)

PASS_SECONDS: Final = 5.0
"""The longest time between looks at what is to be sent and at what a person asked for."""
SENDING_SECONDS: Final = 0.3
GLANCE_SECONDS: Final = 0.1
BEAT_SECONDS: Final = 2.0
NOTE_SECONDS: Final = 60.0


class Outbox(Protocol):
    """What brings deliveries out."""

    def recover(self) -> None: ...

    def turn(self) -> int: ...

    def pending(self) -> bool: ...


class Station:
    """One station's loop; `stopping` says when to end."""

    def __init__(
        self,
        desk: Desk,
        ingest: Ingest,
        outbox: Outbox,
        watcher: Watcher,
        wake: Event,
        stopping: Callable[[], bool],
        pace: Pace | None = None,
    ) -> None:
        self.desk, self.ingest, self.outbox = desk, ingest, outbox
        self.watcher, self.wake, self.stopping = watcher, wake, stopping
        now = desk.now().isoformat()
        self._health = Health(pid=os.getpid(), started=now, beat=now)
        self._beaten = 0.0
        self._noted = float("-inf")
        self._pace = pace or Pace()
        self._read_at: object = None
        self._told = True
        """An event came, and the inbox was not looked at since."""
        ingest.pulse = self._pulse

    def run(self, *, until_idle: bool = False) -> None:
        """Work until told to stop, or with `until_idle` until nothing is left to do."""
        self._quietly(self.outbox.recover)
        self._quietly(self._stock_calendar)
        with contextlib.suppress(Stopped):
            self._turns(until_idle=until_idle)

    def _turns(self, *, until_idle: bool) -> None:
        turn = Turn(busy=False)
        while not self.stopping():
            if turn.reading or self._rest() <= 0:
                turn = self._look()
            self._quietly(self.outbox.turn)
            self._note_mandates()
            sending = bool(self._quietly(self.outbox.pending))
            busy = turn.busy or turn.closed > 0 or sending
            self._tell(turn, busy=busy)
            if until_idle and not busy:
                return
            if not turn.reading:
                self._wait(SENDING_SECONDS if sending else PASS_SECONDS)

    def _look(self) -> Turn:
        """Look at the inbox and bring on what lies there."""
        self._told = False
        self.wake.clear()
        self._read_at = self._quietly(self._version)
        started = monotonic()
        turn = self.ingest.turn()
        found = self.ingest.found
        self._pace.looked(started, found.seconds, moves=turn.busy or turn.closed > 0)
        if not self.stopping():
            self.watcher.follow(found)
        self._health = replace(self._health, last_scan=self.desk.now().isoformat())
        return turn

    def _rest(self) -> float:
        """Seconds until the inbox is to be looked at again."""
        told = self._told or self.wake.is_set() or bool(self._quietly(self._is_asked))
        unproven = self.watcher.trouble == "unproven"
        return self._pace.rest(told=told, sure=self.watcher.is_sure, unproven=unproven)

    def _is_asked(self) -> bool:
        """Whether somebody wants a file looked at again: they write it into the database."""
        current = self._version()
        if current == self._read_at:
            return False
        with self.desk.store.connection():
            asked = Arrival.select(Arrival.id).where(Arrival.state.in_(ARRIVING)).exists()
        if not asked:
            self._read_at = current
        return bool(asked)

    def _version(self) -> object:
        with self.desk.store.connection():
            return self.desk.store.version()

    def _wait(self, seconds: float) -> None:
        """Sleep in beats, for screens must see that the station lives, until there is something to
        do. An event that comes too soon after the last look waits with us.
        """
        ends = monotonic() + seconds
        while not self.stopping() and (left := min(ends - monotonic(), self._rest())) > 0:
            self._beat()
            self.watcher.tend()
            if self._told:
                sleep(min(left, GLANCE_SECONDS))
            elif self.wake.wait(min(left, BEAT_SECONDS)):
                self._told = True
                self.wake.clear()

    def _tell(self, turn: Turn, *, busy: bool) -> None:
        told = replace(
            self._health, watcher=self.watcher.mode, watch_trouble=self.watcher.trouble,
            patience=self._patience(), problem=turn.problem, busy=busy, ignored=turn.ignored,
        )  # fmt: skip
        if _news(told) != _news(self._health):
            self._beaten = 0.0
        self._health = told
        self._beat()

    def _patience(self) -> int:
        unproven = self.watcher.trouble == "unproven"
        return ceil(self._pace.patience(sure=self.watcher.is_sure, unproven=unproven))

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

    def _note_mandates(self) -> None:
        """Write down which mandates are over, once a minute."""
        if monotonic() - self._noted >= NOTE_SECONDS:
            self._noted = monotonic()
            self._quietly(lambda: note_ended_mandates(self.desk))

    def _quietly(self, work: Callable[[], object]) -> object:
        """Do `work`; a full disk or busy database now does not end the station."""
        try:
            return work()
        except SoptuiError as error:
            log.warning("station: %s", type(error).__name__)
            return None


def _news(health: Health) -> tuple[object, ...]:
    """What a screen should know at once."""
    return health.problem, health.watcher, health.watch_trouble, health.busy
