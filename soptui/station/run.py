"""Putting a station together and letting it run in this process."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import monotonic

from soptui.clock import Clock
from soptui.desk.context import Desk
from soptui.desk.publication.connections import OfficeChannels
from soptui.desk.step4_publication import complete_if_done
from soptui.errors import StoreBusy
from soptui.i18n import _
from soptui.inbox.ingest import Ingest
from soptui.inbox.readers.processes import ReaderProcesses
from soptui.inbox.watching.hush import hush_threads
from soptui.inbox.watching.watch import Watcher
from soptui.paths import Home
from soptui.sop.privacy import mask
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import STATION
from soptui.station.deliver import Deliveries
from soptui.station.lanes import Lanes
from soptui.station.lock import Held, try_lock
from soptui.station.loop import Station
from soptui.station.notices import Notices, NoticeWatch
from soptui.station.token_watch import TokenWatch
from soptui.store.database import open_store

LOCK_LOOK_SECONDS = 1.0
NICE = 10
LOG_BYTES = 1_000_000


def run_station(
    home: Home,
    inbox: Path,
    *,
    clock: Clock,
    until_idle: bool = False,
    attached: bool = False,
) -> int:
    """Run the station of `home`. Returns 0.

    `attached`: its life is bound to whoever holds the other end of its standard input. Alone, it
    raises StoreBusy where another station is at work; attached, it waits to take over.
    """
    stop, wake = threading.Event(), threading.Event()
    _listen(stop, wake, attached=attached)
    lock = _elected(home, stop, wait=attached)
    if lock is None:
        return 0
    _log_to(home.log)
    _give_way()
    try:
        _work(home, inbox, clock, stop, wake, until_idle=until_idle)
    finally:
        lock.release()
    return 0


def _work(
    home: Home,
    inbox: Path,
    clock: Clock,
    stop: threading.Event,
    wake: threading.Event,
    *,
    until_idle: bool,
) -> None:
    desk = Desk(open_store(home.database), clock, home, load_procedure(), STATION)
    readers, watcher = ReaderProcesses(home), Watcher(inbox, wake)
    tokens, notices = TokenWatch(desk), NoticeWatch(Notices(desk))
    ingest = Ingest(desk.store, home, inbox, clock, readers)
    outbox = Lanes(Deliveries(desk, OfficeChannels(desk), complete_if_done))
    tokens.start()
    notices.start()
    try:
        with desk.store.connection():  # one for its life: what it knows of the inbox stays valid
            Station(desk, ingest, outbox, watcher, wake, stop.is_set).run(until_idle=until_idle)
    finally:
        notices.close()
        tokens.close()
        outbox.close()
        watcher.stop()
        readers.close()


def _elected(home: Home, stop: threading.Event, *, wait: bool) -> Held | None:
    """The lock; None when told to stop while waiting for it."""
    until = monotonic()
    while not stop.is_set():
        lock = try_lock(home)
        if lock is not None:
            return lock
        if not wait:
            raise StoreBusy(
                _("Another station is at work in this home."),
                remedy=_("Nothing to do: one is enough."),
            )
        until += LOCK_LOOK_SECONDS
        stop.wait(max(0.0, until - monotonic()))
    return None


def _listen(stop: threading.Event, wake: threading.Event, *, attached: bool) -> None:
    """End on a signal, and when attached at the end of standard input."""

    def end(*_signal: object) -> None:
        stop.set()
        wake.set()

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, end)
    if attached:
        threading.Thread(target=_await_end_of_input, args=(end,), daemon=True).start()


def _await_end_of_input(end: object) -> None:
    # Not through sys.stdin: its lock, held by a daemon thread, aborts the interpreter's own end.
    while os.read(0, 1024):
        pass
    if callable(end):
        end()


def _give_way() -> None:
    """Whoever copies a card or types comes first. The disk's priority follows the processor's."""
    os.nice(NICE)
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


class Masked(logging.Formatter):
    """Lines without numbers of people: the words of an error may quote what it stumbled over."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def _log_to(path: Path) -> None:
    """Codes and numbers only: nothing personal, no names of files."""
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(Masked("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("soptui")
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False
    hush_threads()
