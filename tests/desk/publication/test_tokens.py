"""Token health in the office: asked, kept, warned of once, waited for, and gone on from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from soptui.desk.publication.connections import (
    SERVICE,
    OfficeChannels,
    ask_connection,
    connect_channel,
    disconnect_channel,
    read_connections,
)
from soptui.desk.publication.token_check import check_tokens
from soptui.desk.publication.tokens import doubt, note_warnings, token_findings, token_warnings
from soptui.errors import TokenRefused, Unreachable
from soptui.sop.finding import Level
from soptui.sop.roles import Role
from soptui.sop.token_health import Stage, TokenState
from soptui.store.tables import Connection, EventRow
from tests.channels.standins import TOKEN, MastodonStandIn, World, serving
from tests.office import Office

DAY = timedelta(days=1)


@pytest.fixture
def world(office: Office) -> Iterator[World]:
    """An office that is connected to a stand-in of Mastodon."""
    with serving(MastodonStandIn) as (base, world):
        connect_channel(office.desks[Role.ADMIN], "mastodon", {"server": base}, TOKEN)
        yield world


def row() -> Connection:
    found: Connection = Connection.get()
    return found


def ends_in(office: Office, span: timedelta) -> None:
    Connection.update(expires_at=office.clock.now() + span).execute()


def told() -> list[tuple[str, Any]]:
    events = EventRow.select().where(EventRow.action.startswith("token_"))
    return [(event.action, event.detail["stage"]) for event in events.order_by(EventRow.id)]


def test_connecting_is_an_answer(office: Office, world: World) -> None:
    assert (row().token_state, row().asked_at) == (TokenState.OK, office.clock.now())
    world.calls.clear()
    assert check_tokens(office.station) == 0
    assert world.calls == []


def test_it_is_asked_once_a_day_and_when_a_station_starts(office: Office, world: World) -> None:
    assert check_tokens(office.station, everyone=True) == 1
    office.clock.advance(DAY)
    assert check_tokens(office.station) == 1
    assert check_tokens(office.station) == 0
    assert row().asked_at == office.clock.now()
    assert told() == []


def test_a_refused_token_is_told_once_and_its_channel_waits(office: Office, world: World) -> None:
    admin, channels = office.desks[Role.ADMIN], OfficeChannels(office.station)
    office.clock.advance(DAY)
    for _hour in range(3):
        world.fail = [401]
        check_tokens(office.station)
        office.clock.advance(timedelta(hours=1))
    assert told() == [("token_warning", "refused")]
    with pytest.raises(TokenRefused, match="nothing was sent") as failure:
        channels["mastodon"]
    assert failure.value.retry_after == DAY.total_seconds()
    assert [one.stage for one in token_warnings(office.manager)] == [Stage.REFUSED]
    assert [one.stage for one in token_warnings(admin)] == [Stage.REFUSED]
    assert token_warnings(office.reporter) == token_warnings(office.head) == ()
    (finding,) = token_findings(office.clock.now())
    assert finding.level is Level.ERROR
    assert check_tokens(office.station) == 1  # an hour later it is well again, by itself
    assert told() == [("token_warning", "refused"), ("token_well", "")]
    assert channels["mastodon"].name == "mastodon"


def test_a_network_out_of_reach_pauses_nothing(office: Office, world: World) -> None:
    office.clock.advance(DAY)
    world.fail = [503]
    check_tokens(office.station)
    assert row().token_state is TokenState.UNASKED
    assert OfficeChannels(office.station)["mastodon"].name == "mastodon"
    (finding,) = token_findings(office.clock.now())
    assert (finding.level, told()) == (Level.WARNING, [])


def test_what_time_alone_brings_is_told_once_each(office: Office, world: World) -> None:
    ends_in(office, 15 * DAY)
    for _hour in range(16 * 24):
        office.clock.advance(timedelta(hours=1))
        note_warnings(office.station)
    assert told() == [("token_warning", stage) for stage in ("14", "7", "1", "ended")]
    with pytest.raises(TokenRefused):
        OfficeChannels(office.station)["mastodon"]


def test_at_its_end_it_is_asked_rather_than_believed(office: Office, world: World) -> None:
    ends_in(office, timedelta(hours=1))
    office.clock.advance(timedelta(hours=1))
    assert check_tokens(office.station) == 1
    assert row().expires_at is None  # Mastodon does not say
    assert OfficeChannels(office.station)["mastodon"].name == "mastodon"


def test_a_doubt_is_asked_about_soon_and_a_refusal_needs_none(office: Office, world: World) -> None:
    doubt(office.station, "mastodon")
    assert check_tokens(office.station) == 1
    Connection.update(token_state=TokenState.REFUSED).execute()
    doubt(office.station, "mastodon")
    assert check_tokens(office.station) == 0


def test_whoever_tests_it_by_hand_is_believed_too(office: Office, world: World) -> None:
    admin = office.desks[Role.ADMIN]
    world.fail = [401]
    with pytest.raises(Unreachable, match="token"):
        ask_connection(admin, "mastodon")
    (view,) = read_connections(admin)
    assert view.token.state is TokenState.REFUSED
    ask_connection(admin, "mastodon")
    assert row().token_state is TokenState.OK


def test_a_secret_that_is_gone_is_a_refusal(office: Office, world: World) -> None:
    office.station.secrets().delete_password(SERVICE, "mastodon")
    check_tokens(office.station, everyone=True)
    assert row().token_state is TokenState.REFUSED


def test_connecting_anew_starts_afresh(office: Office, world: World) -> None:
    admin = office.desks[Role.ADMIN]
    world.fail = [401]
    check_tokens(office.station, everyone=True)
    connect_channel(admin, "mastodon", row().settings, TOKEN)
    assert row().token_state is TokenState.OK
    assert token_warnings(admin) == ()
    disconnect_channel(admin, "mastodon")
    assert check_tokens(office.station, everyone=True) == 0


def test_one_that_fails_keeps_no_other_from_being_asked(office: Office, world: World) -> None:
    Connection.create(channel="bluesky", settings={"server": "https://a.b", "identifier": "x"},
                      connected_at=office.clock.now())  # fmt: skip
    assert check_tokens(office.station, everyone=True) == 2
    states = {one.channel: one.token_state for one in Connection.select()}
    assert states == {"mastodon": TokenState.OK, "bluesky": TokenState.REFUSED}


def test_told_to_stop_it_asks_nobody(office: Office, world: World) -> None:
    assert check_tokens(office.station, everyone=True, stopping=lambda: True) == 0
