"""Full, foreign, read-only and vanishing file systems: real ones. Numbers are rows of the list."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from soptui.inbox import status
from soptui.inbox.actions import INBOX_TRASH, discard
from soptui.inbox.ingest import Ingest
from soptui.sop.arrival import ArrivalState
from soptui.sop.roles import Actor, Role
from soptui.store.tables import Arrival, Asset
from tests import samples
from tests.inbox.bench import MORNING, Bench
from tests.inbox.real import mount, mounted, ordinary_account, remount, unmount

READY = (ArrivalState.READY, "")
SITI = Actor(1, "siti", Role.REPORTER)


def photos(folder: Path, count: int, kilobytes: int = 700) -> None:
    """Photos that take room."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        path = samples.jpeg(folder / f"IMG_{number}.JPG", colour=(number * 40, 9, 9))
        path.write_bytes(path.read_bytes() + os.urandom(kilobytes << 10) + b"\xff\xd9")


def all_taken(bench: Bench, count: int) -> None:
    assert Asset.select().count() == count
    assert set(bench.stored().values()) == {True}
    assert {row.state for row in Arrival.select()} == {ArrivalState.READY}
    assert bench.left_over() == []


@pytest.mark.parametrize("left", [1500, 300, 40])
def test_24_a_really_full_disk_pauses_loses_nothing_and_goes_on_by_itself(
    tmp_path: Path, left: int
) -> None:
    """`left` KB are free: not enough for the copies, the thumbnails, the database."""
    with mounted(tmp_path / "home", megabytes=12) as home:
        bench = Bench(tmp_path)
        with bench.store.connection():
            photos(bench.inbox, 5)
            free = os.statvfs(home)
            ballast = home / "ballast"
            ballast.write_bytes(bytes(free.f_bavail * free.f_frsize - (left << 10)))
            bench.settled()
            assert bench.settled().problem == "disk_full"
            lying = [*bench.inbox.iterdir(), *bench.home.work.iterdir(),
                     *bench.home.originals.glob("*/*")]  # fmt: skip
            assert len([path for path in lying if path.suffix != ".part"]) >= 5
            ballast.unlink()
            bench.settled()
            bench.settled()
            all_taken(bench, 5)


def test_27_from_a_really_other_file_system(tmp_path: Path) -> None:
    with mounted(tmp_path / "inbox") as inbox:
        bench = Bench(tmp_path)
        with bench.store.connection():
            photos(inbox, 3)
            bench.settled()
            all_taken(bench, 3)
            assert list(inbox.iterdir()) == []


def test_40_from_a_really_read_only_inbox_each_file_is_copied_once(tmp_path: Path) -> None:
    with mounted(tmp_path / "inbox") as inbox:
        bench = Bench(tmp_path)
        with bench.store.connection():
            photos(inbox, 3)
            remount(inbox, "ro")
            bench.settled()
            bench.restarted()
            bench.settled()
            all_taken(bench, 3)
            assert Arrival.select().count() == 3
            assert len(list(inbox.iterdir())) == 3
            remount(inbox, "rw")
            (inbox / "IMG_0.JPG").unlink()
            bench.settled()
            assert Arrival.select().count() == 3


def test_13_an_inbox_that_is_mounted_over_comes_back_as_it_was(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    with bench.store.connection():
        bench.photo("under.jpg")
        bench.turn()
        before = bench.ingest.found.identity
        with mounted(bench.inbox):
            bench.photo("over.jpg", colour=(7, 7, 7))
            bench.turn(1)
            assert bench.ingest.found.identity != before
            bench.settled()
            assert bench.states()["over.jpg"] == READY
        bench.settled()
        assert bench.states()["under.jpg"] == READY
        assert set(bench.stored().values()) == {True}


def test_25_a_card_that_is_pulled_is_missed_and_copied_again(tmp_path: Path) -> None:
    """The error of a sector is a stand-in (`test_reading`): no plain machine has a bad card."""
    bench = Bench(tmp_path)
    card = bench.inbox / "card"
    with bench.store.connection():
        with mounted(card):
            bench.photo("card/a.jpg")
            path = bench.photo("card/b.jpg", colour=(9, 90, 9))
            content = path.read_bytes()
            path.write_bytes(content[:-300])
            bench.settled()
            assert bench.states()["card/a.jpg"] == READY
            unmount(card)
            bench.turn(1)
            assert bench.states()["card/b.jpg"] == (ArrivalState.INCOMPLETE, "unplugged")
            mount(card, "size=8m")
            path.write_bytes(content)
            bench.settled()
        assert bench.states() == {"card/a.jpg": READY, "card/b.jpg": READY}
        assert Asset.select().count() == 2


def test_39_what_this_account_may_not_read_is_blocked_until_it_may() -> None:
    with ordinary_account() as folder:
        bench = Bench(folder)
        with bench.store.connection():
            path = bench.photo()
            path.chmod(0)
            bench.settled()
            assert bench.states() == {"IMG_0001.JPG": (ArrivalState.BLOCKED, "permission")}
            path.chmod(0o400)
            bench.settled()
            assert bench.states() == {"IMG_0001.JPG": READY}


def test_39_a_file_of_another_account_is_copied_not_moved() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of another account")
    with ordinary_account() as folder:
        bench = Bench(folder)
        with bench.store.connection():
            path = bench.photo()
            os.seteuid(0)
            os.chown(path, 0, 0)
            path.chmod(0o644)
            inode = path.stat().st_ino
            os.seteuid(65534)
            bench.settled()
            assert bench.states() == {"IMG_0001.JPG": READY}
            assert bench.home.original(Asset.get().sha256).stat().st_ino != inode


def test_a_folder_that_is_closed_for_a_while_keeps_its_files() -> None:
    with ordinary_account() as folder:
        bench = Bench(folder)
        with bench.store.connection():
            path = bench.photo("card/a.jpg")
            bench.turn()
            path.parent.chmod(0)
            bench.settled()
            assert bench.states()["card"] == (ArrivalState.BLOCKED, "closed_folder")
            assert bench.states()["card/a.jpg"][0] in {ArrivalState.SEEN, ArrivalState.SETTLING}
            path.parent.chmod(0o700)
            bench.settled()
            assert bench.states() == {"card/a.jpg": READY}


def test_a_database_that_a_backup_holds_makes_the_inbox_wait(bench: Bench) -> None:
    bench.photo()
    bench.store.database.execute_sql("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(bench.home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert bench.turn().problem == "store"
    other.execute("ROLLBACK")
    other.close()
    bench.settled()
    assert bench.states() == {"IMG_0001.JPG": READY}


def test_another_inbox_for_a_while_costs_nothing(bench: Bench) -> None:
    bench.photo()
    bench.turn()
    first, bench.inbox = bench.inbox, bench.root / "other"
    bench.inbox.mkdir()
    bench.photo("b.jpg", colour=(9, 9, 90))
    bench.restarted()
    bench.settled()
    assert bench.states()["b.jpg"] == READY
    bench.inbox = first
    bench.restarted()
    bench.settled()
    assert bench.states() == {"IMG_0001.JPG": READY, "b.jpg": READY}
    assert isinstance(bench.ingest, Ingest)


@pytest.mark.parametrize("options", ["rw", "ro"])
def test_putting_away_moves_names_and_never_copies(tmp_path: Path, options: str) -> None:
    with mounted(tmp_path / "inbox") as inbox:
        bench = Bench(tmp_path)
        with bench.store.connection():
            path = bench.photo("card/cut.jpg")
            path.write_bytes(path.read_bytes()[:-100])
            content = path.read_bytes()
            bench.settled()
            bench.turn(700)
            assert bench.only().reason == "incomplete"
            remount(inbox, options)
            row = bench.only().id
            bench.elsewhere(discard, bench.store, SITI, MORNING, bench.home, inbox, row)
            bench.settled()
            assert status.rows() == ()
            assert Arrival.select().count() == 1
            lying = inbox / INBOX_TRASH if options == "rw" else path.parent
            assert [file.read_bytes() for file in lying.iterdir()] == [content]
