"""The inbox: marks and cursor outlive what arrives; what is chosen becomes a coverage."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from soptui.desk.coverage import create_coverage
from soptui.desk.item import read_item
from soptui.inbox.health import Health, write_health
from soptui.sop.arrival import ArrivalState
from soptui.sop.material import Kind
from soptui.sop.roles import Role
from soptui.store.tables import Arrival, Asset, Coverage
from soptui.tui.messages import StoreChanged, Tick
from soptui.tui.screens.board import BoardScreen
from soptui.tui.screens.inbox import InboxScreen
from soptui.tui.screens.step1_handover import HandoverScreen
from soptui.tui.widgets.station_line import StationLine
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle

SIZES = [(80, 24), (120, 36)]


def arrive(office: Office, name: str, batch: str = "", kind: Kind = Kind.PHOTO) -> int:
    asset = office.asset(name, kind)
    Asset.update(batch=batch).where(Asset.id == asset).execute()
    return asset


def coming(office: Office, path: str, state: ArrivalState, **values: object) -> int:
    now = office.clock.now()
    batch = path.rpartition("/")[0]
    row = Arrival.create(path=path.encode(), batch=batch, state=state, first_seen_at=now,
                         changed_at=now, **values)  # fmt: skip
    return int(row.id)


def sign_of_life(office: Office, **values: object) -> None:
    now = office.clock.now()
    health = Health(1, now.isoformat(), (now + timedelta(days=1)).isoformat(), watcher="events")
    write_health(office.home, replace(health, **values))  # type: ignore[arg-type]


def fill(office: Office) -> list[int]:
    """A card of three files, two loose ones, one on its way, one in trouble, one already here."""
    sign_of_life(office)
    card = [arrive(office, f"IMG_20{n}.JPG", "DCIM_0412") for n in (31, 32)]
    card.append(arrive(office, "MVI_2040.MP4", "DCIM_0412", Kind.VIDEO))
    office.clock.advance(timedelta(minutes=90))
    arrive(office, "rapat 1.jpg")
    coming(office, "DCIM_0412/MVI_2041.MP4", ArrivalState.SETTLING, size=1_200_000_000)
    coming(office, "kartu/IMG_1.JPG", ArrivalState.QUARANTINED, size=900, reason="truncated")
    coming(office, "salinan.JPG", ArrivalState.DUPLICATE, size=900, asset=card[0])
    return card


async def enter(pilot: Pilot[int], office: Office, role: Role = Role.REPORTER) -> InboxScreen:
    await seat(pilot, office, role, "en")
    await pilot.press("i")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, InboxScreen)
    return screen


async def paint(pilot: Pilot[int]) -> None:
    """Let a dialog appear; its worker goes on until it is answered, so it is not waited for."""
    for _turn in range(4):
        await pilot.pause()


def lines(screen: InboxScreen) -> list[str]:
    return [str(option.prompt) for option in screen.files.options]


def offered(screen: InboxScreen) -> set[str]:
    return {command.name for command in screen.commands()}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["soptui", "console"])
def test_inbox_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    fill(office)

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.REPORTER)
        await pilot.press("i", "right", "down", "space")
        await settle(pilot)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_what_is_marked_becomes_a_coverage(office: Office, app_for: AppFor) -> None:
    card = fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        await pilot.press("enter", "down", "space", "space")
        await settle(pilot)
        assert "2 marked" in lines(screen)[0]
        await pilot.press("g")
        await paint(pilot)
        await pilot.press("enter")
        await settle(pilot)
        room = pilot.app.screen
        assert isinstance(room, HandoverScreen)
        assert room.item is not None
        assert [asset.id for asset in room.item.assets] == card[:2]
        assert room.item.title == "DCIM_0412"
        await pilot.press("escape", "escape")
        await settle(pilot)
        board = pilot.app.screen
        assert isinstance(board, BoardScreen)
        assert board.table.row_count == 1


async def test_nothing_marked_means_the_whole_offer(office: Office, app_for: AppFor) -> None:
    card = fill(office)
    coverage = create_coverage(office.reporter, "Pelatihan las")
    async with app_for().run_test(size=(80, 24)) as pilot:
        await enter(pilot, office)
        await pilot.press("a")
        await paint(pilot)
        await pilot.press("enter")
        await settle(pilot)
    item = read_item(office.reporter, coverage)
    assert [asset.id for asset in item.assets] == card


async def test_cursor_and_marks_outlive_what_arrives(office: Office, app_for: AppFor) -> None:
    fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        await pilot.press("right", "down", "space")
        await settle(pilot)
        before = screen.files.chosen_key, screen.files.chosen
        office.clock.advance(timedelta(days=-1))
        arrive(office, "kemarin.jpg", "DCIM_0001")  # an offer that stands above
        office.clock.advance(timedelta(days=1))
        Arrival.update(size=2_400_000_000).where(Arrival.state == ArrivalState.SETTLING).execute()
        screen.post_message(StoreChanged())
        await settle(pilot)
        assert (screen.files.chosen_key, screen.files.chosen) == before
        assert lines(screen)[0].startswith("▸ DCIM_0001")
        assert any("2.4 GB" in line for line in lines(screen))


async def test_a_marked_file_that_somebody_took_is_forgotten(
    office: Office, app_for: AppFor
) -> None:
    card = fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        await pilot.press("space")
        create_coverage(office.manager, "Lebih dulu", card[:2])
        screen.post_message(StoreChanged())
        await settle(pilot)
        assert screen.files.chosen == card[2:]


async def test_trouble_says_what_to_do_and_is_tried_again(office: Office, app_for: AppFor) -> None:
    fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        assert {"retry", "discard"}.isdisjoint(offered(screen))
        await pilot.press("down", "down")
        await settle(pilot)
        assert "ends too early" in str(screen.query_one("#about", Static).content)
        assert {"retry", "discard"} <= offered(screen)
        await pilot.press("r")
        await settle(pilot)
    assert Arrival.get(Arrival.path == b"kartu/IMG_1.JPG").state is ArrivalState.CLAIMED


async def test_discarding_asks_first(office: Office, app_for: AppFor) -> None:
    fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        await pilot.press("end", "d")
        await paint(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert any("salinan.JPG" in line for line in lines(screen))
        await pilot.press("d")
        await paint(pilot)
        await pilot.press("y")
        await settle(pilot)
        assert not any("salinan.JPG" in line for line in lines(screen))


async def test_the_top_says_which_card_may_be_pulled(office: Office, app_for: AppFor) -> None:
    fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        top = screen.query_one(StationLine)
        assert "Still being copied: DCIM_0412" in str(top.content)
        assert "Not everything was taken in: kartu" in str(top.content)
        Arrival.delete().where(Arrival.batch == "DCIM_0412").execute()
        coming(office, "DCIM_0412/IMG_2031.JPG", ArrivalState.READY,
               asset=Asset.get(Asset.batch == "DCIM_0412"))  # fmt: skip
        screen.post_message(StoreChanged())
        await settle(pilot)
        assert "DCIM_0412 may be pulled" in str(top.content)
        sign_of_life(office, problem="disk_full")
        screen.post_message(Tick(office.clock.now()))
        await settle(pilot)
        assert "The disk is full" in str(top.content)


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMIN])
async def test_others_only_look(office: Office, app_for: AppFor, role: Role) -> None:
    fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, role)
        await pilot.press("g", "space")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert {"make", "add", "mark", "retry", "discard"}.isdisjoint(offered(screen))
    assert Coverage.select().count() == 0


async def test_an_empty_inbox_says_what_to_do(office: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        assert lines(screen) == ["Empty. Copy files from the camera into the inbox folder."]
        await pilot.press("g", "space", "enter", "r", "d")
        await settle(pilot)
        assert pilot.app.screen is screen
