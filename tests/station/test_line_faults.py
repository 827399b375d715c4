"""A line that fails at any call, and a disk that fills up after the post was made: one post."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from soptui.desk import step4_publication
from soptui.sop.step4_publication import DeliveryState
from soptui.store.base import database
from tests.station.test_posting_faults import (
    HANDLERS,
    Place,
    one_post_or_an_honest_question,
    placed,
)

SILENT = {
    "name not found": lambda: httpx.ConnectError("[Errno -2] Name or service not known"),
    "refused": lambda: httpx.ConnectError("[Errno 111] Connection refused"),
    "no answer to the call": lambda: httpx.ConnectTimeout("timed out"),
}
"""Nothing went out."""
LOST = {
    "time-out": lambda: httpx.ReadTimeout("timed out"),
    "broken off": lambda: httpx.RemoteProtocolError("Server disconnected without a response"),
    "reset": lambda: httpx.ReadError("[Errno 104] Connection reset by peer"),
}
"""What was asked was done, and nobody heard."""


FULL = (
    "PRAGMA max_page_count = 1",  # as many as there are
    """CREATE TEMP TRIGGER full_disk BEFORE UPDATE ON main.delivery
       BEGIN INSERT INTO filler VALUES (zeroblob(4000000)); END""",
)
ROOM_AGAIN = ("DROP TRIGGER full_disk", "PRAGMA max_page_count = 1073741823")


class Line(httpx.BaseTransport):
    """The real one, until the call number `at`."""

    def __init__(self, at: int, fault: Callable[[], Exception], *, sends: bool) -> None:
        self._inner = httpx.HTTPTransport()
        self._at, self._fault, self._sends = at, fault, sends
        self.calls = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.calls += 1
        if self.calls != self._at:
            return self._inner.handle_request(request)
        if self._sends:
            self._inner.handle_request(request).read()
        raise self._fault()


def settle(place: Place) -> None:
    """Give the station its time; where only a person can say, let one look and say."""
    place.turns(8, seconds=61)
    unsaid = place.channel == "telegram" and place.row.state is DeliveryState.UNKNOWN
    if unsaid and not place.world.posts:
        step4_publication.retry(place.office.manager, place.row.id, place.row.version)
        place.turns(3)


def run(statements: tuple[str, ...]) -> None:
    """On the station's own connection."""
    for statement in statements:
        database.execute_sql(statement)


QUICK = {"name not found", "time-out"}
EVERY = {*SILENT, *LOST} if os.environ.get("SOPTUI_EVERY_FAULT") else QUICK


@pytest.mark.parametrize("channel", HANDLERS)
@pytest.mark.parametrize("fault", sorted(EVERY))
def test_whichever_call_fails_there_is_one_post(channel: str, fault: str, tmp_path: Path) -> None:
    for at in itertools.count(1):
        with placed(channel, tmp_path / str(at)) as place:
            line = Line(at, {**SILENT, **LOST}[fault], sends=fault in LOST)
            place.out = place.station(line)
            settle(place)
            one_post_or_an_honest_question(place)
        if line.calls < at:  # no call was left to fail
            break
    assert at > 1


@pytest.mark.parametrize("channel", HANDLERS)
def test_a_disk_that_is_full_when_the_post_was_made_forgets_nothing(
    channel: str, tmp_path: Path
) -> None:
    with placed(channel, tmp_path) as place:

        class Filling(httpx.BaseTransport):
            inner = httpx.HTTPTransport()

            def handle_request(self, request: httpx.Request) -> httpx.Response:
                before = len(place.world.posts)
                answer = self.inner.handle_request(request)
                answer.read()
                if len(place.world.posts) > before:
                    run(FULL)
                return answer

        database.execute_sql("CREATE TABLE filler (content)")
        place.out = place.station(Filling())
        place.out.turn()
        assert len(place.world.posts) == 1
        assert place.row.state is DeliveryState.SENDING
        place.turns(2)
        assert place.row.state is DeliveryState.SENDING  # nothing can be written yet
        run(ROOM_AGAIN)
        settle(place)
        one_post_or_an_honest_question(place)
