"""When the station looks at the inbox; the inbox and the watch are stand-ins, the rest is real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from soptui.inbox.health import read_health
from soptui.inbox.ingest import Turn
from soptui.inbox.watching.scan import Scan
from soptui.sop.arrival import ArrivalState
from soptui.sop.roles import Role
from soptui.station.loop import Station
from soptui.station.pace import SHORTEST, Pace
from soptui.store.tables import Arrival
from tests.office import Office

SOON = 20.0


class Inbox:
    """Tells when it is looked at."""

    def __init__(self) -> None:
        self.looks: Queue[float] = Queue()
        self.found = Scan()
        self.turns = Turn(busy=False)
        self.then: Callable[[], None] = lambda: None

    def turn(self) -> Turn:
        self.looks.put(monotonic())
        self.then()
        return self.turns


class Watch:
    """Sure, unless told otherwise."""

    mode, trouble, is_sure = "events", "", True

    def follow(self, found: Scan) -> None: ...

    def tend(self) -> None: ...


class Outbox:
    """Nothing to send."""

    def recover(self) -> None: ...

    def turn(self) -> int:
        return 0

    def pending(self) -> bool:
        return False


class OnlyWhenTold(Pace):
    """Would wait for ever."""

    def rest(self, *, told: bool, sure: bool, unproven: bool = False) -> float:
        return 0.0 if told else 60.0


class At:
    """A station at work in a thread."""

    def __init__(self, office: Office, pace: Pace | None = None) -> None:
        self.inbox, self.watch, self.wake, self.stop = Inbox(), Watch(), Event(), Event()
        parts: tuple[Any, ...] = (self.inbox, Outbox(), self.watch, self.wake, self.stop.is_set)
        station = Station(office.desks[Role.STATION], *parts, pace)

        def work() -> None:
            with office.store.connection():
                station.run()

        self.thread = Thread(target=work)
        self.thread.start()

    def end(self) -> None:
        self.stop.set()
        self.wake.set()
        self.thread.join(SOON)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.open(tmp_path / "home")


@pytest.fixture
def start(office: Office) -> Iterator[Callable[..., At]]:
    running: list[At] = []

    def start(pace: Pace | None = None) -> At:
        running.append(At(office, pace))
        return running[-1]

    yield start
    for at in running:
        at.end()


def test_a_trickle_of_events_is_taken_together(start: Callable[..., At]) -> None:
    at = start()
    at.inbox.then = at.wake.set  # there is always another one
    at.wake.set()
    moments = [at.inbox.looks.get(timeout=SOON) for _look in range(4)]
    gaps = [later - sooner for sooner, later in pairwise(moments)]
    assert min(gaps[1:]) >= SHORTEST - 0.01
    assert max(gaps[1:]) < 1.9  # without them it would have waited two seconds, then three


def test_what_a_person_asks_for_is_looked_at_though_nothing_came(
    start: Callable[..., At], office: Office
) -> None:
    at = start(OnlyWhenTold())
    at.inbox.looks.get(timeout=SOON)
    with pytest.raises(Empty):
        at.inbox.looks.get(timeout=0.5)
    now = office.clock.now()
    with office.store.transaction():
        Arrival.create(path=b"a.jpg", state=ArrivalState.SEEN, first_seen_at=now, changed_at=now)
    at.inbox.looks.get(timeout=SOON)


def test_it_says_what_is_wrong_with_the_watch_and_how_long_files_may_take(
    start: Callable[..., At], office: Office
) -> None:
    at = start()
    at.inbox.looks.get(timeout=SOON)
    at.watch.mode, at.watch.trouble, at.watch.is_sure = "scan", "network", False
    at.wake.set()
    at.inbox.looks.get(timeout=SOON)
    at.inbox.looks.get(timeout=SOON)
    health = read_health(office.home)
    assert health is not None
    assert (health.watcher, health.watch_trouble, health.patience) == ("scan", "network", 5)
    assert health.last_scan


def test_it_ends_soon_after_it_is_told_to(start: Callable[..., At]) -> None:
    at = start(OnlyWhenTold())
    at.inbox.looks.get(timeout=SOON)
    told = monotonic()
    at.end()
    assert not at.thread.is_alive()
    assert monotonic() - told < 1.0
