"""What arrives, and what becomes of it; numbers are rows of the fault list."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from soptui.inbox.claiming.claim import Hands
from soptui.inbox.readers.here import ReadersHere
from soptui.inbox.readers.job import Answer, Failed, Job, Wanted
from soptui.sop.arrival import ArrivalState
from soptui.sop.material import Kind
from soptui.store.tables import Arrival, Asset, EventRow
from tests import samples
from tests.inbox.bench import MORNING, Bench

READY, DUPLICATE = (ArrivalState.READY, ""), (ArrivalState.DUPLICATE, "")


def named(inbox: Path, name: bytes) -> Path:
    return inbox / os.fsdecode(name)


def test_a_photo_becomes_an_asset(bench: Bench) -> None:
    path = bench.photo("kartu/IMG_0001.JPG")
    bench.settled()
    (asset,) = Asset.select()
    assert bench.states() == {"kartu/IMG_0001.JPG": READY}
    assert (asset.kind, asset.label, asset.batch) == (Kind.PHOTO, "IMG_0001.JPG", "kartu")
    assert (asset.arrived_at, asset.captured_at) == (MORNING, samples.CAPTURED)
    assert bench.stored() == {asset.sha256: True}
    assert bench.home.thumbnail(asset.sha256).is_file()
    assert not path.exists()
    assert bench.left_over() == []
    assert [(row.actor, row.action) for row in EventRow.select()] == [("station", "ingest")]


def test_it_shows_at_once_and_is_taken_after_a_second(bench: Bench) -> None:
    bench.photo()
    assert bench.turn().busy
    assert bench.only().state is ArrivalState.SEEN
    bench.turn(0.5)
    assert bench.only().state is ArrivalState.SETTLING
    assert bench.turn(0.6).closed == 1
    assert bench.only().state is ArrivalState.READY
    assert not bench.turn().busy


SLOW_WRITER = """
import sys
with open(sys.argv[1], "wb", buffering=0) as out:
    print("open", flush=True)
    for line in sys.stdin:
        out.write(bytes.fromhex(line))
        print("written", flush=True)
"""


class Writer:
    """Another process that writes a file piece by piece, when it is told to."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SLOW_WRITER, str(path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._heard()

    def write(self, piece: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(piece.hex() + "\n")
        self.process.stdin.flush()
        self._heard()

    def end(self, *, kill: bool = False) -> None:
        if kill:
            self.process.kill()
        self.process.communicate()

    def _heard(self) -> None:
        assert self.process.stdout and self.process.stdout.readline()


def test_1_a_slow_writer_is_waited_for(bench: Bench, tmp_path: Path) -> None:
    content = samples.jpeg(tmp_path / "a").read_bytes()
    writer = Writer(bench.inbox / "a.jpg")
    for piece in (content[:500], content[500:900], content[900:]):
        writer.write(piece)
        bench.turn(60)
        bench.turn(60)
        row = bench.only()
        assert row.state is ArrivalState.SETTLING
    assert row.size == len(content)
    writer.end()
    bench.settled()
    assert bench.states() == {"a.jpg": READY}


def test_3_7_a_killed_writer_leaves_it_incomplete_until_it_is_copied_again(
    bench: Bench, tmp_path: Path
) -> None:
    content = samples.jpeg(tmp_path / "a").read_bytes()
    writer = Writer(bench.inbox / "a.jpg")
    writer.write(content[:-100])
    writer.end(kill=True)
    bench.settled()
    assert bench.states() == {"a.jpg": (ArrivalState.SETTLING, "")}
    bench.turn(600)
    assert bench.states() == {"a.jpg": (ArrivalState.INCOMPLETE, "incomplete")}
    (bench.inbox / "a.jpg").write_bytes(content)
    bench.settled()
    assert bench.states() == {"a.jpg": READY}


def test_2_a_scanner_that_reopens_its_file_gives_one_asset(bench: Bench, tmp_path: Path) -> None:
    first, both = samples.pdf(tmp_path / "1"), samples.pdf(tmp_path / "2", pages=2)
    (bench.inbox / "scan.pdf").write_bytes(first.read_bytes())
    bench.turn()
    bench.turn(4)
    bench.turn(3)
    (bench.inbox / "scan.pdf").write_bytes(both.read_bytes())
    bench.settled()
    (asset,) = Asset.select()
    assert (asset.kind, asset.pages) == (Kind.DOCUMENT, 2)


def test_4_room_taken_but_not_filled_is_incomplete(bench: Bench, tmp_path: Path) -> None:
    content = samples.jpeg(tmp_path / "a").read_bytes()
    with (bench.inbox / "a.jpg").open("wb") as file:
        file.write(content[:600])
        file.truncate(len(content) + 8192)
    bench.settled()
    assert bench.only().state is ArrivalState.SETTLING
    bench.turn(600)
    assert bench.only().state is ArrivalState.INCOMPLETE


def test_8_a_temporary_name_is_ignored_until_the_rename(bench: Bench) -> None:
    part = bench.photo("a.jpg.part")
    assert bench.settled().ignored == 1
    assert Arrival.select().count() == 0
    part.rename(bench.inbox / "a.jpg")
    bench.turn()  # at once: whoever copies renames when all is written
    assert bench.states() == {"a.jpg": READY}


def test_8_what_was_renamed_but_is_not_whole_is_waited_for(bench: Bench) -> None:
    part = bench.photo("a.jpg.part")
    part.write_bytes(part.read_bytes()[:-100])
    bench.turn()
    part.rename(bench.inbox / "a.jpg")
    bench.turn()
    bench.turn(60)
    assert bench.only().state is ArrivalState.SETTLING


def test_10_a_tree_moved_in_is_taken_whole(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "DCIM/100CANON"
    folder.mkdir(parents=True)
    for number in range(5):
        samples.jpeg(folder / f"IMG_{number}.JPG", colour=(number * 50, 0, 0))
    (tmp_path / "DCIM").rename(bench.inbox / "DCIM")
    bench.settled()
    assert set(bench.states().values()) == {READY}
    assert {asset.batch for asset in Asset.select()} == {"DCIM"}
    assert len(bench.stored()) == 5


def test_16_17_equal_names_are_two_assets_equal_bytes_one(bench: Bench) -> None:
    bench.photo("card1/IMG_0001.JPG", colour=(1, 2, 3))
    bench.photo("card2/IMG_0001.JPG", colour=(90, 20, 30))
    bench.photo("card3/other.JPG", colour=(1, 2, 3))
    bench.settled()
    states = list(bench.states().values())
    assert (states.count(READY), states.count(DUPLICATE)) == (2, 1)
    assert len(bench.stored()) == 2
    double = Arrival.get(Arrival.state == ArrivalState.DUPLICATE)
    assert double.asset is not None
    assert bench.left_over() == []


def test_22_a_picture_from_the_future_counts_from_its_arrival(bench: Bench) -> None:
    bench.photo(captured=MORNING.replace(year=2031))
    bench.settled()
    assert Asset.get().captured_at is None


def test_5_an_empty_file_is_set_aside(bench: Bench) -> None:
    (bench.inbox / "a.jpg").touch()
    bench.settled()
    assert bench.states() == {"a.jpg": (ArrivalState.QUARANTINED, "empty")}
    assert (bench.home.quarantine / bench.only().work_name).is_file()


def test_31_a_file_damaged_inside_is_set_aside_and_kept(bench: Bench) -> None:
    path = bench.inbox / "a.png"
    samples.png(path, (300, 300))
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(content)
    bench.settled()
    assert bench.states() == {"a.png": (ArrivalState.QUARANTINED, "damaged")}
    kept = bench.home.quarantine / bench.only().work_name
    assert kept.read_bytes() == content


def test_an_unsupported_type_is_set_aside(bench: Bench) -> None:
    (bench.inbox / "notes.docx").write_bytes(b"PK\x03\x04 something")
    bench.settled()
    assert bench.states() == {"notes.docx": (ArrivalState.QUARANTINED, "unsupported")}


def test_32_content_decides_not_the_name(bench: Bench) -> None:
    samples.png(bench.inbox / "photo.mp4")
    bench.settled()
    assert (Asset.get().kind, Asset.get().media_type) == (Kind.PHOTO, "image/png")


@pytest.mark.parametrize(
    "name",
    [b"a\nb.jpg", b"[red]x.jpg", b"\xff\xfe.jpg", b"-rf.jpg", b"\xe2\x80\xae.jpg", b"x" * 255],
)
def test_36_37_38_strange_names_are_stored_as_bytes(bench: Bench, name: bytes) -> None:
    samples.jpeg(bench.root / "a").rename(named(bench.inbox, name))
    bench.settled()
    assert bytes(Asset.get().name) == name
    assert bytes(bench.only().path) == name
    assert list(bench.stored().values()) == [True]


def test_34_35_links_and_pipes_are_refused_and_left(bench: Bench) -> None:
    samples.jpeg(bench.root / "secret.jpg")
    (bench.inbox / "link.jpg").symlink_to(bench.root / "secret.jpg")
    os.mkfifo(bench.inbox / "pipe")
    assert not bench.settled().busy
    assert bench.states() == {
        "link.jpg": (ArrivalState.BLOCKED, "link"), "pipe": (ArrivalState.BLOCKED, "special"),
    }  # fmt: skip
    (bench.inbox / "link.jpg").unlink()
    bench.turn()
    assert set(bench.states()) == {"pipe"}


def test_39_a_file_that_may_not_be_read_is_blocked_and_retried(bench: Bench) -> None:
    bench.photo()
    look, denied = bench.ingest.settler._look, PermissionError(errno.EACCES, "denied")

    def deny(*_args: object) -> object:
        raise denied

    bench.ingest.settler._look = deny  # type: ignore[assignment]
    bench.settled()
    assert bench.only().state is ArrivalState.BLOCKED
    assert bench.only().reason == "permission"
    bench.ingest.settler._look = look
    bench.turn(1)
    assert bench.only().state is ArrivalState.READY


def cannot_unlink(_path: Path) -> None:
    raise PermissionError(errno.EACCES, "read-only")


def test_40_from_a_read_only_inbox_it_is_copied_once(bench: Bench) -> None:
    bench.hands = replace(bench.hands, unlink=cannot_unlink)
    bench.restarted()
    path = bench.photo()
    bench.settled()
    bench.restarted()
    bench.settled()
    assert path.exists()
    assert bench.states() == {"IMG_0001.JPG": READY}
    assert list(bench.stored().values()) == [True]
    assert bench.home.original(Asset.get().sha256).stat().st_ino != path.stat().st_ino
    bench.photo(colour=(200, 0, 0))  # another picture under the same name is another file
    bench.settled()
    assert len(bench.stored()) == 2


def test_27_from_another_file_system_it_is_copied_and_removed(bench: Bench) -> None:
    def far(_source: Path, _dest: Path) -> None:
        raise OSError(errno.EXDEV, "far")

    bench.hands = Hands(link=far)
    bench.restarted()
    path = bench.photo()
    bench.settled()
    assert not path.exists()
    assert list(bench.stored().values()) == [True]


def test_44_a_file_with_a_second_name_is_copied(bench: Bench) -> None:
    path = bench.photo()
    other = bench.root / "other.jpg"
    os.link(path, other)
    bench.settled()
    sha256 = Asset.get().sha256
    other.write_bytes(b"changed later")
    assert bench.stored() == {sha256: True}


def test_24_a_full_disk_pauses_and_goes_on_by_itself(bench: Bench) -> None:
    full = True

    def link(source: Path, dest: Path) -> None:
        if full:
            raise OSError(errno.ENOSPC, "full")
        os.link(source, dest)

    bench.hands = Hands(link=link)
    bench.restarted()
    path = bench.photo()
    assert bench.settled().problem == "disk_full"
    assert path.exists()
    full = False
    assert bench.settled().problem == ""
    assert bench.states() == {"IMG_0001.JPG": READY}


def test_6_what_is_written_to_while_it_is_read_counts_when_it_rests(bench: Bench) -> None:
    handles = []

    def scribble(reached: str) -> None:
        if reached == "unlinked" and not handles:
            (work,) = bench.home.work.iterdir()
            handles.append(work.open("ab", buffering=0))
            handles[0].write(b"more")

    bench.hands = Hands(reached=scribble)
    bench.restarted()
    content = bench.photo().read_bytes()
    assert bench.settled().busy
    assert bench.stored() == {}
    handles[0].close()
    bench.settled()
    (sha256,) = bench.stored()
    assert bench.home.original(sha256).read_bytes() == content + b"more"


class Lost(ReadersHere):
    """A reader whose process dies at every file."""

    def read(self, job: Job, wanted: Wanted) -> Answer:
        return Failed(job, None)


def test_43_a_file_that_kills_the_reader_is_set_aside_and_the_rest_goes_on(bench: Bench) -> None:
    healthy, bench.readers = bench.readers, Lost(bench.home)
    bench.restarted()
    bench.photo("bad.jpg")
    bench.settled()
    assert bench.states() == {"bad.jpg": (ArrivalState.POISON, "decoder")}
    assert (bench.home.quarantine / bench.only().work_name).is_file()
    bench.readers = healthy
    bench.restarted()
    bench.photo("good.jpg", colour=(5, 5, 5))
    bench.settled()
    assert bench.states()["good.jpg"] == READY


def test_a_file_that_goes_while_it_settles_is_forgotten(bench: Bench) -> None:
    path = bench.photo()
    bench.turn()
    path.unlink()
    bench.turn(1)
    assert bench.states() == {}


def test_13_a_missing_inbox_loses_nothing(bench: Bench) -> None:
    bench.photo()
    bench.turn()
    bench.inbox.rename(bench.root / "away")
    turn = bench.turn(1)
    assert (turn.problem, turn.busy) == ("inbox_missing", False)
    assert len(bench.states()) == 1
    (bench.root / "away").rename(bench.inbox)
    bench.settled()
    assert bench.states() == {"IMG_0001.JPG": READY}
