"""The real program as a station: it takes in a file, gives way, takes over, and ends when told."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from soptui.inbox.health import read_health
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.station.lock import is_free
from soptui.station.run import Masked
from soptui.station.spawn import ensure_station
from soptui.store.database import open_store
from soptui.store.tables import Arrival, Asset
from tests import samples

SOON = 20.0
"""Seconds after which what should happen counts as missing; it takes a fraction of it."""
CHECKOUT = Path(__file__).parents[2]

Start = Callable[..., subprocess.Popen[bytes]]


def eventually(happens: Callable[[], bool]) -> bool:
    """Whether it does, soon."""
    deadline = monotonic() + SOON
    while not happens():
        if monotonic() > deadline:
            return False
        Event().wait(0.02)
    return True


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "inbox").mkdir()
    home = Home(tmp_path / "home")
    home.make()
    return home


@pytest.fixture
def start(home: Home) -> Iterator[Start]:
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        inbox = home.root.parent / "inbox"
        command = [sys.executable, "-m", "soptui", "--home", str(home.root), "--inbox", str(inbox),
                   "station", *options]  # fmt: skip
        running.append(subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE,
                                        stderr=subprocess.PIPE))  # fmt: skip
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stderr):
            if pipe is not None:
                pipe.close()


def at_work(home: Home) -> int:
    """The process that gave the last sign of life, 0 when there was none."""
    health = read_health(home)
    return health.pid if health else 0


def test_until_idle_it_waits_for_what_settles_and_ends(home: Home, start: Start) -> None:
    samples.jpeg(home.root.parent / "inbox" / "a.jpg")
    (home.root.parent / "inbox" / "notes.part").touch()
    assert start("--until-idle").wait(SOON) == 0
    store = open_store(home.database)
    with store.connection():
        assert Arrival.get().state is ArrivalState.READY
        assert home.original(Asset.get().sha256).is_file()
    health = read_health(home)
    assert health is not None
    assert (health.problem, health.ignored, health.watcher) == ("", 1, "events")
    assert is_free(home)


def test_one_works_the_other_takes_over_and_ends_when_told(home: Home, start: Start) -> None:
    first = start("--attached")
    assert eventually(lambda: at_work(home) == first.pid)
    assert os.getpriority(os.PRIO_PROCESS, first.pid) > os.getpriority(os.PRIO_PROCESS, 0)
    second = start("--attached")
    alone = start()
    assert alone.wait(SOON) == 75  # EX_TEMPFAIL: another one is at work
    assert first.poll() is None
    assert first.stdin is not None
    first.stdin.close()  # the screen that started it is gone
    assert first.wait(SOON) == 0
    assert eventually(lambda: at_work(home) == second.pid)
    told = monotonic()
    second.send_signal(signal.SIGTERM)
    assert second.wait(SOON) == 0
    assert monotonic() - told < 1.5  # a second, and the interpreter's own end
    assert is_free(home)


def test_a_killed_station_is_replaced(home: Home, start: Start) -> None:
    first, second = start("--attached"), start("--attached")
    pair = {first.pid: first, second.pid: second}
    assert eventually(lambda: at_work(home) in pair)
    pair.pop(at_work(home)).kill()
    (left,) = pair
    assert eventually(lambda: at_work(home) == left)


def test_a_screen_starts_one_station_and_only_one(home: Home) -> None:
    inbox = home.root.parent / "inbox"
    child = ensure_station(home, inbox)
    assert child is not None
    try:
        assert eventually(lambda: at_work(home) == child.pid)
        assert ensure_station(home, inbox) is None
    finally:
        child.communicate()  # closes its input, which ends it
    assert child.returncode == 0


def test_no_number_of_a_person_gets_into_the_log() -> None:
    """Also not with an error whose words quote what it stumbled over."""
    fault = ValueError("cannot read KTP 3402011203900001")
    record = logging.LogRecord(
        "soptui", logging.ERROR, "", 0, "delivery %s", (7,), (ValueError, fault, None)
    )
    line = Masked("%(asctime)s %(message)s").format(record)
    assert "3402011203900001" not in line
    assert "34************01" in line
    assert "delivery 7" in line
