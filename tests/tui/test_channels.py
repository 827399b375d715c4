"""Kanal: an administrator connects an account, tests it, and lets it go again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot
from textual.widgets import Input, Static

from soptui.channels.connecting import Asking
from soptui.desk.item import read_item
from soptui.desk.office import set_website
from soptui.desk.publication.channel_check import read_channels
from soptui.desk.publication.connections import connect_channel, read_connections
from soptui.desk.publication.logos import read_logo
from soptui.desk.publication.offered import read_offered
from soptui.desk.step2_selection import choose_channels
from soptui.sop.logo import USUAL, Corner
from soptui.sop.roles import Role
from soptui.sop.token_health import TokenState
from soptui.store.tables import Connection
from soptui.tui.app import Soptui
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.connection import ConnectionBox
from soptui.tui.dialogs.logo import LogoBox
from soptui.tui.screens.channels import ChannelsScreen
from soptui.tui.widgets.inbox_strip import InboxStrip
from tests.channels.standins import TOKEN, MastodonStandIn, serving
from tests.channels.standins_meta import ThreadsStandIn
from tests.channels.standins_youtube import CLIENT_ID, YouTubeStandIn, YouTubeWorld
from tests.office import MONDAY, Office
from tests.tui.conftest import AppFor, seat, settle, until


async def opened(pilot: Pilot[int], office: Office, channel: str = "mastodon") -> ChannelsScreen:
    await seat(pilot, office, Role.ADMIN, "en")
    await pilot.press("c")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ChannelsScreen)
    screen.rows.highlighted = screen.rows.get_option_index(channel)
    await settle(pilot)
    return screen


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_channels_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    with serving(MastodonStandIn) as (base, _world):
        connect_channel(office.desks[Role.ADMIN], "mastodon", {"server": base}, TOKEN)

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.ADMIN)
        await pilot.press("c")
        await settle(pilot)
        await pilot.press("down", "down", "down", "down")
        await settle(pilot)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_tokens_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int]
) -> None:
    """On the board a line for whoever is concerned; in the list each channel's own."""
    with serving(MastodonStandIn) as (base, _world):
        connect_channel(office.desks[Role.ADMIN], "mastodon", {"server": base}, TOKEN)
    ends = office.clock.now() + timedelta(days=6)
    Connection.update(expires_at=ends).execute()
    Connection.create(channel="bluesky", account="@dinas.bsky.social", asked_at=MONDAY,
                      connected_at=MONDAY, token_state=TokenState.REFUSED)  # fmt: skip

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.ADMIN)
        strip = str(pilot.app.screen.query_one(InboxStrip).content)
        assert "Bluesky: tokennya ditolak" in strip
        assert "Mastodon: tokennya berakhir 6 hari lagi" in strip
        await pilot.press("c")
        await settle(pilot)
        await pilot.press(*["down"] * 7)
        await settle(pilot)

    assert snap_compare(app_for(), terminal_size=size, run_before=run_before)  # type: ignore[operator]


@pytest.mark.parametrize(("role", "lines"), [(Role.WEB_MANAGER, 3), (Role.REPORTER, 2)])
async def test_whoever_is_concerned_is_warned_on_the_board(
    office: Office, app_for: AppFor, role: Role, lines: int
) -> None:
    Connection.create(channel="mastodon", asked_at=MONDAY, connected_at=MONDAY,
                      token_state=TokenState.REFUSED)  # fmt: skip
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, role, "en")
        strip = pilot.app.screen.query_one(InboxStrip)
        assert len(str(strip.content).splitlines()) == strip.size.height == lines


async def test_what_the_network_says_no_to_is_told_and_stays_typed(
    office: Office, app_for: AppFor
) -> None:
    with serving(MastodonStandIn) as (base, _world):
        async with app_for().run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot, office)
            await pilot.press("c")
            await until(pilot, ConnectionBox)
            server, token = pilot.app.screen.query(Input)
            assert token.password
            server.value, token.value = base, "bukan-token"
            await pilot.press("f2")
            while not pilot.app.screen.query_one("#answer").display:
                await pilot.pause()
            assert server.value == base
            token.value = TOKEN
            await pilot.press("f2")
            await settle(pilot)
            assert "Connected to @dinas" in str(screen.notice.render())
            await pilot.press("t")
            await settle(pilot)
            assert "It answers: @dinas" in str(screen.notice.render())
            assert TOKEN not in pilot.app.export_screenshot()
            await pilot.press("c")
            await until(pilot, ConnectionBox)
            assert [field.value for field in pilot.app.screen.query(Input)] == [base, ""]
            await pilot.press("escape", "x")
            await until(pilot, Confirm)
            await pilot.press("y")
            await settle(pilot)
            assert read_connections(office.desks[Role.ADMIN]) == ()


@pytest.fixture
def world() -> Iterator[YouTubeWorld]:
    """A stand-in of YouTube; its program has to wait an hour between asking."""
    with serving(YouTubeStandIn) as (base, world):
        assert isinstance(world, YouTubeWorld)
        world.interval, world.base = 3600, base
        yield world


async def asked(pilot: Pilot[int], office: Office, world: YouTubeWorld) -> ConnectionBox:
    """The dialog, while it waits for a yes on another device."""
    app = pilot.app
    assert isinstance(app, Soptui)

    async def accept(settings: Mapping[str, str], secret: str, asking: Asking) -> None:
        there = {**settings, "server": world.base}
        await app.backstage.run_aside(connect_channel, office.desks[Role.ADMIN], "youtube",
                                      there, secret, asking=asking)  # fmt: skip

    box = ConnectionBox("youtube", accept)
    await app.push_screen(box)
    await pilot.pause()
    client, secret = box.query(Input)
    client.value, secret.value = CLIENT_ID, TOKEN
    await pilot.press("f2")
    while not box.query_one("#consent").display:
        await pilot.pause()
    return box


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_consent_snapshot(
    office: Office,
    app_for: AppFor,
    snap_compare: object,
    size: tuple[int, int],
    world: YouTubeWorld,
) -> None:
    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.ADMIN)
        await asked(pilot, office, world)

    assert snap_compare(app_for(), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_a_person_says_yes_on_another_device(
    office: Office, app_for: AppFor, world: YouTubeWorld
) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.ADMIN, "en")
        box = await asked(pilot, office, world)
        assert "GQVQ-JKEC" in str(box.query_one("#consent", Static).content)
        await pilot.press("escape")
        while not box.query_one("#answer").display:
            await pilot.pause()
        assert not box.query_one("#consent").display
        assert read_connections(office.desks[Role.ADMIN]) == ()
        world.interval = 0
        await pilot.press("f2")
        await settle(pilot)
        assert pilot.app.screen is not box
        (view,) = read_connections(office.desks[Role.ADMIN])
        assert (view.channel, view.account) == ("youtube", "@dinas")


async def test_a_network_that_is_posted_to_by_hand_offers_nothing(
    office: Office, app_for: AppFor
) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office, "tiktok")
        assert {command.name for command in screen.commands()} == {
            "back", "hashtags", "help", "logo", "name", "switch_language", "wording"
        }  # fmt: skip


async def test_an_office_names_a_channel_of_its_own_and_drops_it(
    office: Office, app_for: AppFor
) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, office, "tiktok")
        for typed in ("telegram", "Radio  Bantul"):
            await pilot.press("n")
            await until(pilot, Ask)
            pilot.app.screen.query_one(Input).value = typed
            await pilot.press("enter")
            await settle(pilot)
        assert "Radio Bantul" in str(screen.rows.options[-1].prompt)
        made = office.selected()
        choose_channels(office.manager, made.id, ["website", "other:Radio Bantul"])
        views = read_channels(office.manager, read_item(office.manager, made.id))
        assert [view.name for view in views if view.chosen] == ["website", "other:Radio Bantul"]
        screen.rows.highlighted = len(screen.rows.options) - 1
        await settle(pilot)
        await pilot.press("delete")
        await settle(pilot)
        assert "Radio" not in str(screen.rows.options[-1].prompt)
        assert not any(name.startswith("other:") for name in read_offered(office.manager))


async def test_only_an_administrator_comes_here(office: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.WEB_MANAGER, "en")
        assert "channels" not in {command.name for command in pilot.app.screen.commands()}  # type: ignore[attr-defined]


@pytest.fixture
def png(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (40, 20), (20, 120, 60, 255)).save(path)
    return path


async def test_a_logo_is_chosen_and_taken_away(office: Office, app_for: AppFor, png: Path) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await opened(pilot, office)
        await pilot.press("l")
        await until(pilot, Choose)
        await pilot.press("down", "down", "enter")
        await until(pilot, Confirm)
        await pilot.press("n")
        await until(pilot, LogoBox)
        box = pilot.app.screen
        box.query(Input).first().value = str(png.with_name("none.png"))
        await pilot.press("f2")
        while not box.query_one("#answer").display:
            await pilot.pause()
        assert "no file of a logo" in str(box.query_one("#answer", Static).content)
        box.query(Input).first().value = str(png)
        await pilot.press("f2")
        await until(pilot, ChannelsScreen)
        await settle(pilot)
        logo = read_logo(office.desks[Role.ADMIN])
        assert logo is not None
        assert (logo.corner, logo.per_cent, logo.website) == (Corner.LOWER_LEFT, USUAL, False)
        await pilot.press("l")
        await until(pilot, Choose)
        await pilot.press("home", "enter")
        await settle(pilot)
        assert read_logo(office.desks[Role.ADMIN]) is None


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_logo_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int]
) -> None:
    async def run_before(pilot: Pilot[int]) -> None:
        await opened(pilot, office)
        await pilot.press("l")
        await until(pilot, Choose)
        await pilot.press("down", "enter")
        await until(pilot, Confirm)
        await pilot.press("n")
        await until(pilot, LogoBox)
        await pilot.pause()

    assert snap_compare(app_for(), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_the_websites_address_is_entered_where_a_network_needs_it(
    office: Office, app_for: AppFor
) -> None:
    with serving(ThreadsStandIn) as (base, _world):
        async with app_for().run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot, office, "threads")
            assert not screen.allowed("address")
            screen.rows.highlighted = screen.rows.get_option_index("website")
            await settle(pilot)
            await pilot.press("a")
            await until(pilot, Ask)
            pilot.app.screen.query_one(Input).value = "https://dinas.contoh.example"
            await pilot.press("enter")
            await settle(pilot)
            assert "https://dinas.contoh.example" in str(screen.query_one("#about").render())
            admin = office.desks[Role.ADMIN]
            connect_channel(admin, "threads", {"server": base}, TOKEN)
            set_website(admin, "")
            await screen.reload()
            option = screen.rows.get_option("threads")
            assert "by hand: the website has no address; @dinas" in str(option.prompt)
