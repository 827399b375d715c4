"""Connecting an account: tried first, its secret in the keyring alone."""

from __future__ import annotations

import pytest

from soptui.channels.assisted import Assisted
from soptui.channels.contract import Mode
from soptui.desk.office import read_website, set_website
from soptui.desk.publication.connections import (
    SERVICE,
    OfficeChannels,
    ask_connection,
    connect_channel,
    disconnect_channel,
    posts_by_itself,
    read_connections,
)
from soptui.desk.publication.deliveries import first_state
from soptui.errors import InvalidInput, NotAllowed, NotFound, Unreachable
from soptui.sop.roles import Role
from soptui.sop.step4_publication import DeliveryState
from soptui.store.tables import Connection, EventRow
from tests.channels.standins import TOKEN, MastodonStandIn, serving
from tests.channels.standins_meta import ThreadsStandIn
from tests.office import Office


def test_an_account_is_asked_for_before_it_is_kept(office: Office) -> None:
    admin = office.desks[Role.ADMIN]
    with serving(MastodonStandIn) as (base, _world):
        with pytest.raises(Unreachable, match="token"):
            connect_channel(admin, "mastodon", {"server": base}, "bukan")
        assert read_connections(admin) == ()
        assert connect_channel(admin, "mastodon", {"server": base}, f" {TOKEN} ") == "@dinas"
        assert ask_connection(admin, "mastodon") == "@dinas"
    (view,) = read_connections(admin)
    assert (view.channel, view.account) == ("mastodon", "@dinas")
    assert admin.secrets().get_password(SERVICE, "mastodon") == TOKEN
    kept = [*Connection.select().dicts(), *EventRow.select().dicts()]
    assert TOKEN not in str(kept)


def test_a_running_station_sees_what_is_connected(office: Office) -> None:
    admin, channels = office.desks[Role.ADMIN], OfficeChannels(office.station)
    assert isinstance(channels["mastodon"], Assisted)
    assert first_state("mastodon") is DeliveryState.ASSISTED
    with serving(MastodonStandIn) as (base, _world):
        connect_channel(admin, "mastodon", {"server": base}, TOKEN)
        assert channels["mastodon"].mode is Mode.AUTO
        assert first_state("mastodon") is DeliveryState.WAITING
        disconnect_channel(admin, "mastodon")
    assert isinstance(channels["mastodon"], Assisted)
    assert not posts_by_itself("mastodon")
    assert admin.secrets().get_password(SERVICE, "mastodon") is None
    assert len(channels) == len(list(channels)) > 6


def test_a_token_that_is_gone_makes_the_delivery_wait(office: Office) -> None:
    admin = office.desks[Role.ADMIN]
    with serving(MastodonStandIn) as (base, _world):
        connect_channel(admin, "mastodon", {"server": base}, TOKEN)
    admin.secrets().delete_password(SERVICE, "mastodon")
    with pytest.raises(Unreachable, match="not in the keyring") as failure:
        OfficeChannels(office.station)["mastodon"]
    assert failure.value.retry_after > 0


def test_what_cannot_be_connected_is_said(office: Office) -> None:
    admin = office.desks[Role.ADMIN]
    with pytest.raises(InvalidInput, match="by itself"):
        connect_channel(admin, "tiktok", {}, "x")
    with pytest.raises(InvalidInput, match="still empty"):
        connect_channel(admin, "mastodon", {"server": "https://a.b"}, " ")
    with pytest.raises(NotAllowed):
        connect_channel(office.manager, "mastodon", {"server": "https://a.b"}, "x")
    with pytest.raises(NotFound):
        disconnect_channel(admin, "mastodon")
    with pytest.raises(NotFound):
        ask_connection(admin, "mastodon")


def test_a_network_that_fetches_needs_a_website_with_an_address(office: Office) -> None:
    admin, channels = office.desks[Role.ADMIN], OfficeChannels(office.station)
    with serving(ThreadsStandIn) as (base, _world):
        with pytest.raises(InvalidInput, match="no public address"):
            connect_channel(admin, "threads", {"server": base}, TOKEN)
        set_website(admin, "https://dinas.contoh.example/")
        assert connect_channel(admin, "threads", {"server": base}, TOKEN) == "@dinas"
    assert channels["threads"].mode is Mode.AUTO
    assert not read_connections(admin)[0].hindered
    set_website(admin, "")
    assert isinstance(channels["threads"], Assisted)
    assert first_state("threads") is DeliveryState.ASSISTED
    assert read_connections(admin)[0].hindered


def test_the_address_of_the_website_is_the_administrators(office: Office) -> None:
    admin = office.desks[Role.ADMIN]
    with pytest.raises(InvalidInput, match="address of a website"):
        set_website(admin, "dinas")
    with pytest.raises(NotAllowed):
        set_website(office.manager, "https://dinas.contoh.example")
    set_website(admin, " https://dinas.contoh.example/ ")
    assert read_website(admin) == "https://dinas.contoh.example"
