"""Renewing a token: by one program at a time, kept before it is used, whoever is killed when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from soptui.channels.connecting import Asking
from soptui.channels.oauth import Grant
from soptui.desk.publication.connections import SERVICE, OfficeChannels, connect_channel
from soptui.desk.publication.keeper import LONGEST, SecretKeeper
from soptui.desk.publication.token_check import check_tokens
from soptui.errors import TokenRefused, Unreachable
from soptui.sop.roles import Role
from soptui.sop.token_health import TokenState
from soptui.store.tables import Connection, EventRow
from tests.channels.standins import TOKEN, serving
from tests.channels.standins_youtube import CLIENT_ID, YouTubeStandIn, YouTubeWorld
from tests.office import Office

REPOSITORY = Path(__file__).parents[3]
YES = Asking(lambda *_shown: None, lambda _seconds: None)


def connect(office: Office, base: str) -> None:
    settings = {"server": base, "client_id": CLIENT_ID}
    connect_channel(office.desks[Role.ADMIN], "youtube", settings, TOKEN, asking=YES)


@pytest.fixture
def world(office: Office) -> Iterator[YouTubeWorld]:
    with serving(YouTubeStandIn) as (base, world):
        assert isinstance(world, YouTubeWorld)
        connect(office, base)
        yield world


def secret(office: Office) -> Grant:
    return Grant.parse(office.station.secrets().get_password(SERVICE, "youtube") or "")


def check(office: Office) -> str:
    account: str = OfficeChannels(office.station)["youtube"].check()  # type: ignore[attr-defined]
    return account


def test_what_a_consent_gives_is_in_the_keyring_alone(office: Office, world: YouTubeWorld) -> None:
    assert secret(office).access == world.access
    kept = str([*Connection.select().dicts(), *EventRow.select().dicts()])
    assert not any(word in kept for word in (TOKEN, world.access, "1//rahasia"))


def test_it_is_renewed_when_it_is_refused_and_not_before(
    office: Office, world: YouTubeWorld
) -> None:
    assert check(office) == "@dinas"
    assert world.renewed == 0
    world.access = "another"
    assert check(office) == check(office) == "@dinas"
    assert world.renewed == 1
    assert secret(office).access == world.access
    assert Connection.get().renewing_until is None


def test_it_is_kept_before_it_is_used(office: Office, world: YouTubeWorld) -> None:
    world.access = "another"
    seen: list[tuple[str, str]] = []
    world.committed = lambda: seen.append((secret(office).access, world.access))
    check(office)
    ((kept, made),) = seen
    assert kept != made  # the old one stays until the new one is there
    assert secret(office).access == made


def test_two_programs_at_once_renew_it_once(office: Office, world: YouTubeWorld) -> None:
    world.access = "another"
    inside, goes_on = threading.Event(), threading.Event()

    def slowly() -> None:
        inside.set()
        assert goes_on.wait(10)

    world.committed = slowly
    first: list[str] = []

    def other() -> None:
        with office.store.connection():
            first.append(check(office))

    thread = threading.Thread(target=other)
    thread.start()
    assert inside.wait(10)
    with pytest.raises(Unreachable, match="by another program") as failure:
        check(office)
    assert not isinstance(failure.value, TokenRefused)
    goes_on.set()
    thread.join()
    assert first == [check(office)] == ["@dinas"]
    assert world.renewed == 1


KILLED = """
import sys
from pathlib import Path
from soptui.desk.publication.connections import OfficeChannels
from tests.office import Office

office = Office.again(Path(sys.argv[1]))
with office.store.connection():
    OfficeChannels(office.station)["youtube"].check()
"""


def test_killed_while_it_is_renewed_another_one_does(office: Office, world: YouTubeWorld) -> None:
    world.access = "another"
    command = [sys.executable, "-c", KILLED, str(office.home.root)]
    station = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, env={**os.environ})
    world.committed = station.kill
    _out, told = station.communicate()
    assert station.returncode == -signal.SIGKILL, told.decode()
    world.committed = lambda: None
    with pytest.raises(Unreachable, match="by another program"):
        check(office)
    office.clock.advance(LONGEST)
    assert check(office) == "@dinas"
    assert world.renewed == 2
    assert secret(office).refresh_token == "1//rahasia"


def test_the_lost_answer_to_a_renewal_ends_nothing(office: Office, world: YouTubeWorld) -> None:
    world.access, world.drop_token = "another", 1
    with pytest.raises(Unreachable):
        check(office)
    assert check(office) == "@dinas"


def test_a_clock_put_back_keeps_nobody_from_renewing(office: Office, world: YouTubeWorld) -> None:
    Connection.update(renewing_until=office.clock.now() + LONGEST).execute()
    world.access = "another"
    office.clock.advance(timedelta(days=-3))
    assert check(office) == "@dinas"


def test_whoever_comes_late_writes_nothing_over(office: Office, world: YouTubeWorld) -> None:
    """Its claim has run out, or the channel was connected anew meanwhile."""
    keeper = SecretKeeper(office.station, "youtube")
    with keeper.alone():
        connect(office, Connection.get().settings["server"])
        with pytest.raises(Unreachable):
            keeper.save("old")
    assert secret(office).access == world.access
    with keeper.alone():
        office.clock.advance(LONGEST)
        with SecretKeeper(office.station, "youtube").alone(), pytest.raises(Unreachable):
            keeper.save("old")


def test_a_consent_taken_back_pauses_the_channel(office: Office, world: YouTubeWorld) -> None:
    world.access, world.revoked = "another", True
    check_tokens(office.station, everyone=True)
    assert Connection.get().token_state is TokenState.REFUSED
    with pytest.raises(TokenRefused):
        OfficeChannels(office.station)["youtube"]


def test_a_consent_that_ends_is_known_beforehand(office: Office, world: YouTubeWorld) -> None:
    world.ends_in = 7 * 24 * 3600
    connect(office, Connection.get().settings["server"])
    assert Connection.get().expires_at == office.clock.now() + timedelta(days=7, seconds=30)
