"""The inbox: marks and cursor outlive what arrives; what is chosen becomes a coverage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from soptui.desk.coverage import create_coverage
from soptui.desk.item import read_item
from soptui.inbox.health import Health, write_health
from soptui.sop.arrival import ArrivalState
from soptui.sop.material import Doubt, Kind, PartRole, Verdict
from soptui.sop.roles import Role
from soptui.store.tables import Arrival, Asset, Coverage
from soptui.tui.dialogs.clock import CameraClockBox
from soptui.tui.messages import StoreChanged, Tick
from soptui.tui.screens.board import BoardScreen
from soptui.tui.screens.inbox import InboxScreen
from soptui.tui.screens.step1_handover import HandoverScreen
from soptui.tui.widgets.card_lines import CardLines
from soptui.tui.widgets.inbox_strip import InboxStrip
from soptui.tui.widgets.station_line import StationLine
from tests import samples
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle

SIZES = [(80, 24), (120, 36)]


def arrive(office: Office, name: str, batch: str = "", kind: Kind = Kind.PHOTO) -> int:
    asset = office.asset(name, kind)
    Asset.update(batch=batch).where(Asset.id == asset).execute()
    return asset


def coming(office: Office, path: str, state: ArrivalState, **values: object) -> int:
    now = office.clock.now()
    batch = path.partition("/")[0] if "/" in path else ""
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


def go_to(screen: InboxScreen, kind: str, name: str) -> None:
    """Put the cursor on the first row of that kind with `name` in it."""
    for place, option in enumerate(screen.files.options):
        if str(option.id).startswith(kind) and name in str(option.prompt):
            screen.files.highlighted = place
            return
    raise AssertionError(name, lines(screen))


def cards(screen: InboxScreen) -> list[str]:
    return str(screen.query_one(CardLines).content).splitlines()


def offered(screen: InboxScreen) -> set[str]:
    return {command.name for command in screen.commands()}


def card_reader(office: Office) -> None:
    """A busy afternoon: a card half copied in, one done, one that cannot be read, old copies."""
    fill(office)
    now = office.clock.now()
    for number in range(3, 40):
        arrive(office, f"IMG_{2100 + number}.JPG", "kartu 02")
    safe = Asset.select().where(Asset.batch == "kartu 02")
    for asset in safe:
        coming(office, f"kartu 02/{asset.label}", ArrivalState.READY, asset=asset)
    coming(office, "kartu 02/MVI_2200.MP4", ArrivalState.HASHED, size=3_400_000_000,
           done=1_700_000_000)  # fmt: skip
    coming(office, "kartu 02/IMG_2201.JPG", ArrivalState.PROBED, size=9_100_000, captured_at=now,
           camera="Canon EOS R6")  # fmt: skip
    for number in range(2202, 2209):
        coming(office, f"kartu 02/IMG_{number}.JPG", ArrivalState.SEEN, size=8_000_000)
    coming(office, "kartu 02/DCIM/Dokumentasi kegiatan hari pertama 0001.JPG",
           ArrivalState.INCOMPLETE, size=100, reason="incomplete")  # fmt: skip
    coming(office, "hp bu Siti", ArrivalState.BLOCKED, reason="closed_folder")
    for number in range(12):
        coming(office, f"lama/{number}.JPG", ArrivalState.DUPLICATE, asset=safe[0])
    office.clock.advance(timedelta(seconds=5))
    sign_of_life(office)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["soptui", "console"])
def test_inbox_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    card_reader(office)

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.REPORTER)
        for key in ("i", "right", "down", "space", "down", "space"):
            await pilot.press(key)
            await settle(pilot)
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
        go_to(screen, "arrival", "IMG_1.JPG")
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
        assert cards(screen) == [
            "▲ DCIM_0412: 0 of 1 files are safe. Do not pull the card yet.",
            "● kartu: 1 file is safe, the card may be pulled. ✗ 1 set aside: do not erase it.",
        ]
        coming(office, "kartu/IMG_2.JPG", ArrivalState.BLOCKED, reason="permission")
        Arrival.update(state=ArrivalState.READY, asset=Asset.get(Asset.batch == "DCIM_0412")).where(
            Arrival.batch == "DCIM_0412"
        ).execute()
        screen.post_message(StoreChanged())
        await settle(pilot)
        assert cards(screen) == [
            "✗ kartu: 1 file could not be taken. Look below before you pull the card.",
            "● DCIM_0412: 1 file is safe, the card may be pulled.",
        ]


async def test_no_card_is_free_while_nobody_looks(office: Office, app_for: AppFor) -> None:
    fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        sign_of_life(office, problem="disk_full")
        screen.post_message(Tick(office.clock.now()))
        await settle(pilot)
        assert "The disk is full" in str(screen.query_one(StationLine).content)
        assert (
            cards(screen)[1] == "▲ kartu: 1 file is safe; wait until the station has looked again."
        )


async def test_a_watch_in_trouble_says_how_long_new_files_may_take(
    office: Office, app_for: AppFor
) -> None:
    sign_of_life(office, watcher="scan", watch_trouble="network", patience=5)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        words = str(screen.query_one(StationLine).content)
        assert "network drive: new files appear after up to 5 s" in words
        assert "every few seconds" not in words


async def test_the_board_says_whether_the_newest_card_may_be_pulled(
    office: Office, app_for: AppFor
) -> None:
    asset = arrive(office, "IMG_1.JPG", "kartu 02")
    coming(office, "kartu 02/IMG_1.JPG", ArrivalState.READY, asset=asset)
    film = coming(office, "kartu 02/MVI_2.MP4", ArrivalState.SETTLING)
    coming(office, "kartu 01/a.JPG", ArrivalState.DUPLICATE, asset=asset)
    sign_of_life(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.REPORTER, "en")
        board = pilot.app.screen
        strip = board.query_one(InboxStrip)
        assert "▲ do not pull kartu 02" in str(strip.content)
        Arrival.update(state=ArrivalState.READY, asset=asset).where(Arrival.id == film).execute()
        Arrival.delete().where(Arrival.batch == "kartu 01").execute()
        board.post_message(StoreChanged())
        await settle(pilot)
        assert "● kartu 02 may be pulled" in str(strip.content)
        office.clock.advance(timedelta(hours=2))
        sign_of_life(office)
        board.post_message(Tick(office.clock.now()))
        await settle(pilot)
        assert "kartu 02" not in str(strip.content)


async def test_many_files_are_listed_and_only_what_changed_is_painted(
    office: Office, app_for: AppFor
) -> None:
    sign_of_life(office)
    with office.store.transaction():
        for number in range(330):
            arrive(office, f"IMG_{number:04d}.JPG", "kartu 02")
            coming(office, f"kartu 02/MVI_{number:04d}.MP4", ArrivalState.SETTLING, size=number)
        stuck = coming(office, "kartu 02/rusak.JPG", ArrivalState.QUARANTINED, reason="damaged")
        for number in range(400):  # newer than the one in trouble
            coming(office, f"kartu 02/lain_{number:04d}.JPG", ArrivalState.SETTLING, size=number)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        assert len(screen.files.options) > 300
        assert str(screen.files.options[1].id) == f"arrival:{stuck}"
        before = {option.id: option.prompt for option in screen.files.options}
        Arrival.update(size=5_000_000).where(Arrival.path == b"kartu 02/lain_0399.JPG").execute()
        screen.post_message(StoreChanged())
        await settle(pilot)
        after = {option.id: option.prompt for option in screen.files.options}
        changed = [key for key in after if after[key] is not before[key]]
        assert len(changed) <= 2  # the row and the folder's


async def test_what_is_being_read_shows_how_far_it_is(office: Office, app_for: AppFor) -> None:
    fill(office)
    film = coming(office, "DCIM_0412/MVI_9.MP4", ArrivalState.CLAIMED, size=2_000_000_000,
                  done=500_000_000, camera="Canon EOS R6")  # fmt: skip
    office.clock.advance(timedelta(seconds=5))
    sign_of_life(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        assert any("━━──────  25 %" in line for line in lines(screen))
        go_to(screen, "arrival", "MVI_9")
        await settle(pilot)
        assert "stop" in offered(screen)
        assert "Canon EOS R6" in str(screen.query_one("#about", Static).content)
        await pilot.press("c")
        await settle(pilot)
        assert Arrival.get_by_id(film).held
        assert any("being stopped" in line for line in lines(screen))
        assert "stop" not in offered(screen)


async def test_a_step_of_progress_paints_one_row(office: Office, app_for: AppFor) -> None:
    for number in range(60):
        coming(office, f"kartu/IMG_{number}.JPG", ArrivalState.SETTLING, size=number)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        files = screen.files
        options, heights = list(files.options), files._line_cache.heights
        Arrival.update(size=5_000_000).where(Arrival.path == b"kartu/IMG_50.JPG").execute()
        screen.post_message(StoreChanged())
        await settle(pilot)
        assert any("5.0 MB" in line for line in lines(screen))
        assert files.options == options  # the same rows, not new ones
        assert files._line_cache.heights is heights  # their heights were not asked for again
        assert len(heights) == len(options)


async def test_the_preview_of_a_file_that_is_being_read(office: Office, app_for: AppFor) -> None:
    sign_of_life(office)
    photo = coming(office, "kartu/IMG_1.JPG", ArrivalState.PROBED, size=9, has_preview=True,
                   captured_at=office.clock.now())  # fmt: skip
    samples.jpeg(office.home.preview(photo))
    async with app_for(pictures="cells").run_test(size=(120, 36)) as pilot:
        screen = await enter(pilot, office)
        go_to(screen, "arrival", "IMG_1")
        await settle(pilot)
        assert screen.picture._done is not None
        assert screen.picture._done[0] == office.home.preview(photo)
        assert any("09.00" in line for line in lines(screen))


async def test_a_damaged_file_is_taken_as_it_is(office: Office, app_for: AppFor) -> None:
    fill(office)
    coming(office, "kartu/IMG_7.JPG", ArrivalState.QUARANTINED, reason="empty")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        go_to(screen, "arrival", "IMG_7")
        await settle(pilot)
        assert "take" not in offered(screen)
        go_to(screen, "arrival", "IMG_1.JPG")
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
    row = Arrival.get(Arrival.path == b"kartu/IMG_1.JPG")
    assert (row.state, row.reason) == (ArrivalState.CLAIMED, "vouched")


async def test_a_copy_of_what_was_rejected_makes_it_free_again(
    office: Office, app_for: AppFor
) -> None:
    card = fill(office)
    made = create_coverage(office.reporter, "Pelatihan las", card)
    Asset.update(verdict=Verdict.REJECTED, reason="blurred").where(Asset.id == card[0]).execute()
    coming(office, "lagi.JPG", ArrivalState.DUPLICATE, asset=card[1])
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        go_to(screen, "arrival", "lagi.JPG")  # a copy of what is at work
        await settle(pilot)
        assert "take" not in offered(screen)
        go_to(screen, "arrival", "salinan.JPG")
        await settle(pilot)
        assert "T uses it again" in str(screen.query_one("#about", Static).content)
        await pilot.press("t")
        await settle(pilot)
        assert any("DCIM_0412 · 1 photo" in line for line in lines(screen))
    assert Asset.get_by_id(card[0]).coverage is None
    assert read_item(office.reporter, made).assets[0].id == card[1]


async def test_what_belongs_to_a_picture_and_what_was_noticed_stand_with_it(
    office: Office, app_for: AppFor
) -> None:
    sign_of_life(office)
    ids = [arrive(office, f"IMG_{n}.JPG", "kartu") for n in range(1, 4)]
    Asset.update(fingerprint="f" * 32).where(Asset.id.in_(ids)).execute()
    Asset.update(hints=["blurred"], captured_doubt=Doubt.ANCIENT, captured_at=None).where(
        Asset.id == ids[2]
    ).execute()
    raw = arrive(office, "IMG_1.CR2", "kartu")
    Asset.update(part_of=ids[0], role=PartRole.RAW).where(Asset.id == raw).execute()
    arrive(office, "IMG_9.XMP", "kartu", Kind.SIDECAR)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        shown = lines(screen)
        assert "3 photos" in shown[0]
        assert "IMG_1.JPG +RAW ~3" in shown[1]
        assert "IMG_3.JPG ~3 ▼" in shown[3]
        assert "date?" in shown[3]
        assert "IMG_9.XMP" in shown[4]
        assert "waits for its picture" in shown[4]
        assert not any("CR2" in line for line in shown)
        go_to(screen, "asset", "IMG_3")
        await settle(pilot)
        about = str(screen.query_one("#about", Static).content)
        assert "▼ perhaps blurred" in about
        assert "clock was never set" in about
        go_to(screen, "waiting", "IMG_9")
        await settle(pilot)
        assert {"mark", "make", "clock"}.isdisjoint(offered(screen))


def dated(office: Office, names: list[str], at: datetime, batch: str = "kartu 02") -> list[int]:
    ids = [arrive(office, name, batch) for name in names]
    Asset.update(said_at=at, captured_at=at, camera="Canon EOS R6").where(
        Asset.id.in_(ids)
    ).execute()
    return ids


async def test_the_camera_s_clock_is_corrected_for_the_whole_card(
    office: Office, app_for: AppFor
) -> None:
    said = office.clock.now() - timedelta(days=1, hours=2)
    ids = dated(office, ["IMG_1.JPG", "IMG_2.JPG", "IMG_3.JPG"], said)
    (other,) = dated(office, ["lain.JPG"], said, "kartu 03")
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        go_to(screen, "offer", "kartu 02")
        await pilot.press("j")
        await paint(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, CameraClockBox)
        entry, effect = dialog.query_one(Input), dialog.query_one("#effect", Static)
        assert entry.value == "22-11-2026 07.00.00"
        entry.value = "23-11-2026 9"
        await paint(pilot)
        assert "no date and time yet" in str(effect.content)
        await pilot.press("enter")
        assert pilot.app.screen is dialog
        entry.value = "23-11-2027 09.00"
        await paint(pilot)
        assert "has not come yet" in str(effect.content)
        entry.value = "23-11-2026 08.59.30"
        await paint(pilot)
        words = "3 files of this card move 1 day 1 h 59 min 30 s later."
        assert str(effect.content) == words
        assert Asset.get_by_id(ids[0]).captured_at == said  # nothing is done yet
        await pilot.press("enter")
        await settle(pilot)
        assert "The times of 3 files were corrected" in str(screen.notice.content)
    moved = said + timedelta(days=1, hours=1, minutes=59, seconds=30)
    assert [Asset.get_by_id(number).captured_at for number in ids] == [moved] * 3
    assert Asset.get_by_id(other).captured_at == said


@pytest.mark.parametrize("size", SIZES)
def test_clock_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int]
) -> None:
    dated(office, ["IMG_1.JPG", "IMG_2.JPG"], office.clock.now() - timedelta(days=400))

    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.REPORTER)
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("j")
        await paint(pilot)
        pilot.app.screen.query_one(Input).value = "23-11-2026 08.30"
        await paint(pilot)

    assert snap_compare(app_for(), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_all_that_is_marked_goes_to_the_trash_after_one_question(
    office: Office, app_for: AppFor
) -> None:
    card = fill(office)
    for number in range(9):
        coming(office, f"lama/{number}.JPG", ArrivalState.DUPLICATE, asset=card[0])
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        assert any("9 files are already in soptui" in line for line in lines(screen))
        go_to(screen, "folder:lama", "lama")
        await settle(pilot)
        await pilot.press("space")
        await settle(pilot)
        assert len(screen.files.chosen_files) == 9
        await pilot.press("d")
        await paint(pilot)
        assert "Move 9 files" in pilot.app.screen.question  # type: ignore[attr-defined]
        await pilot.press("y")
        await settle(pilot)
        assert not any("lama" in line for line in lines(screen))
        assert Arrival.select().where(Arrival.reason == "discarded").count() == 9


async def test_long_names_keep_their_end(office: Office, app_for: AppFor) -> None:
    long = "Dokumentasi kegiatan pelatihan kerja angkatan ke-empat hari pertama 0001.JPG"
    arrive(office, long, "x" * 90)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        width = screen.files.scrollable_content_region.width
        assert lines(screen)[0].startswith("▾ xxxxxxxxx")
        assert " 0001.JPG " in lines(screen)[1]
        assert all(len(line) <= width for line in lines(screen))


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMIN])
async def test_others_only_look(office: Office, app_for: AppFor, role: Role) -> None:
    fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office, role)
        await pilot.press("g", "space")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert {"make", "add", "mark", "retry", "discard", "take", "stop"}.isdisjoint(
            offered(screen)
        )
    assert Coverage.select().count() == 0


async def test_an_empty_inbox_says_what_to_do(office: Office, app_for: AppFor) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, office)
        assert lines(screen) == ["Empty. Copy files from the camera into the inbox folder."]
        await pilot.press("g", "space", "enter", "r", "d")
        await settle(pilot)
        assert pilot.app.screen is screen
