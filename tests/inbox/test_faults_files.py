"""Files that come in odd ways, or are odd themselves. Numbers are rows of the list."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image

from soptui.inbox.claiming.claim import Hands
from soptui.inbox.ingest import Ingest
from soptui.inbox.readers.job import Answer, Job
from soptui.inbox.readers.processes import ReaderProcesses
from soptui.inbox.readers.read_file import Progress, read
from soptui.paths import Home
from soptui.sop.arrival import ARRIVING, ArrivalState
from soptui.store.tables import Arrival, Asset
from tests import samples
from tests.inbox.bench import MORNING, Bench
from tests.inbox.station import AT_ONCE

READY = (ArrivalState.READY, "")
DUPLICATE = (ArrivalState.DUPLICATE, "")
PATIENCE = 60.0


def until(bench: Bench, done: Callable[[], bool]) -> None:
    """Rounds with real readers, until something is so."""
    ends = monotonic() + PATIENCE
    while not done():
        assert monotonic() < ends, bench.states()
        bench.turn(1)


def with_readers(bench: Bench, **options: object) -> ReaderProcesses:
    readers = ReaderProcesses(bench.home, **options)  # type: ignore[arg-type]
    bench.ingest = Ingest(bench.store, bench.home, bench.inbox, bench.clock, readers, AT_ONCE)
    return readers


# How they come


def test_9_what_is_moved_or_linked_in_needs_no_closing(bench: Bench) -> None:
    made = samples.jpeg(bench.root / "a.jpg")
    other = samples.jpeg(bench.root / "b.jpg", colour=(9, 90, 9))
    subprocess.run(["mv", str(made), str(bench.inbox)], check=True)
    subprocess.run(["ln", str(other), str(bench.inbox)], check=True)
    bench.settled()
    assert bench.states() == {"a.jpg": READY, "b.jpg": READY}
    assert other.exists()
    assert set(bench.stored().values()) == {True}


def test_8_rsync_itself(bench: Bench, tmp_path: Path) -> None:
    if subprocess.run(["which", "rsync"], capture_output=True).returncode:
        pytest.skip("rsync is not installed here")
    card = tmp_path / "card"
    card.mkdir()
    for number in range(3):
        samples.jpeg(card / f"{number}.jpg", colour=(number * 80, 9, 9))
    subprocess.run(["rsync", "-a", f"{card}/", f"{bench.inbox}/card/"], check=True)
    bench.settled()
    assert set(bench.states().values()) == {READY}
    assert len(bench.stored()) == 3


def test_4_room_taken_by_the_system_itself(bench: Bench) -> None:
    content = samples.jpeg(bench.root / "a").read_bytes()
    path = bench.inbox / "a.jpg"
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, len(content) + 8192)
    bench.settled()
    assert bench.only().state is ArrivalState.SETTLING
    path.write_bytes(content)
    bench.settled()
    assert bench.states() == {"a.jpg": READY}


def test_10_what_comes_later_into_a_folder_that_was_moved_in(bench: Bench) -> None:
    bench.photo("card/a.jpg")
    bench.settled()
    bench.photo("card/sub/b.jpg", colour=(9, 90, 9))
    bench.settled()
    assert set(bench.states().values()) == {READY}


def test_17_two_people_copy_the_same_card_at_the_same_time(bench: Bench) -> None:
    for number in range(4):
        for person in ("siti", "budi"):
            bench.photo(f"{person}/IMG_{number}.jpg", colour=(number * 60, 9, 9))
            bench.turn(0.3)
    bench.settled()
    states = list(bench.states().values())
    assert (states.count(READY), states.count(DUPLICATE)) == (4, 4)
    assert len(bench.stored()) == 4


def test_a_placeholder_that_is_filled_later(bench: Bench) -> None:
    path = bench.inbox / "a.jpg"
    path.touch()
    bench.turn()
    bench.turn(5)
    path.write_bytes(samples.jpeg(bench.root / "a").read_bytes())
    bench.settled()
    assert bench.states() == {"a.jpg": READY}


def test_a_folder_that_is_renamed_while_its_files_settle(bench: Bench) -> None:
    bench.photo("card/a.jpg")
    bench.turn()
    (bench.inbox / "card").rename(bench.inbox / "acara")
    bench.settled()
    assert bench.states() == {"acara/a.jpg": READY}
    assert len(bench.stored()) == 1


def test_another_file_of_the_same_name_size_and_time(bench: Bench) -> None:
    first = bench.photo(colour=(10, 10, 10), comment=b"a comment")
    status = first.stat()
    bench.turn()
    bench.turn(0.5)
    other = samples.jpeg(bench.root / "b", colour=(10, 10, 10), comment=b"")
    content = other.read_bytes()
    content = content[:-2] + b"\xff" * (status.st_size - len(content)) + content[-2:]
    assert len(content) == status.st_size
    other.write_bytes(content)
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.rename(first)
    bench.settled()
    bench.settled()
    (sha256,) = bench.stored()
    assert bench.home.original(sha256).read_bytes() == content


def test_6_a_file_that_grows_again_just_when_it_is_to_be_taken(bench: Bench) -> None:
    path = bench.photo()
    content = path.read_bytes()
    grown: list[bool] = []

    def grow(reached: str) -> None:
        if reached == "intent" and not grown:
            grown.append(True)
            with path.open("ab") as file:
                file.write(b"more\xff\xd9")

    bench.hands = Hands(reached=grow)
    bench.restarted()
    bench.settled()
    assert bench.only().state is not ArrivalState.READY
    bench.settled()
    (sha256,) = bench.stored()
    assert bench.home.original(sha256).read_bytes() == content + b"more\xff\xd9"


def test_a_file_that_goes_just_when_it_is_to_be_taken(bench: Bench) -> None:
    path = bench.photo()

    def remove(reached: str) -> None:
        if reached == "intent":
            path.unlink()

    bench.hands = Hands(reached=remove)
    bench.restarted()
    bench.settled()
    bench.hands = replace(bench.hands, reached=lambda _step: None)
    bench.restarted()
    bench.settled()
    assert bench.states() == {}


# Where they lie


def test_the_programs_own_home_in_the_inbox_is_not_taken_in(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.inbox = tmp_path
    bench.restarted()
    with bench.store.connection():
        samples.jpeg(tmp_path / "a.jpg")
        bench.settled()
        bench.settled()
        assert bench.states() == {"a.jpg": READY}
        assert set(bench.stored().values()) == {True}


def test_an_inbox_behind_a_link(bench: Bench) -> None:
    (bench.root / "link").symlink_to(bench.inbox)
    bench.photo()
    bench.inbox = bench.root / "link"
    bench.restarted()
    bench.settled()
    assert bench.states() == {"IMG_0001.JPG": READY}


def test_folders_deeper_than_a_path_may_be(bench: Bench) -> None:
    """Whatever lies beyond what the system can name is said to be closed; the rest goes on."""
    here = os.open(bench.inbox, os.O_RDONLY)
    for _depth in range(20):
        os.mkdir("d" * 240, dir_fd=here)
        deeper = os.open("d" * 240, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    bench.photo("a.jpg")
    bench.settled()
    assert bench.states()["a.jpg"] == READY
    closed = [state for state in bench.states().values() if state[1] == "closed_folder"]
    assert len(closed) == 1
    subprocess.run(["rm", "-rf", str(bench.inbox)], check=True)


def test_many_long_names_in_one_folder(bench: Bench) -> None:
    for number in range(120):
        bench.photo(f"{number:03d}{'n' * 240}.jpg", comment=b"%d" % number)
    bench.settled()
    assert set(bench.states().values()) == {READY}
    assert len(bench.stored()) == 120


@pytest.mark.parametrize("when", [-(10**9), 0, 4_000_000_000])
def test_a_file_from_any_time(bench: Bench, when: int) -> None:
    os.utime(bench.photo(captured=None), (when, when))
    bench.settled()
    assert bench.states() == {"IMG_0001.JPG": READY}
    assert Asset.get().arrived_at == MORNING


# What they are


def test_29_30_200_megapixels_are_taken_within_bounds(bench: Bench) -> None:
    readers = with_readers(bench, count=1, memory=1 << 30)
    large = Image.new("L", (16_400, 12_200), 120)
    large.save(bench.inbox / "baseline.jpg", quality=60)
    large.save(bench.inbox / "progressive.jpg", quality=60, progressive=True)
    del large
    try:
        until(bench, lambda: Arrival.select().where(Arrival.state.not_in(ARRIVING)).count() == 2)
    finally:
        readers.close()
    states = bench.states()
    assert states["baseline.jpg"] == READY
    assert Asset.get(Asset.name == b"baseline.jpg").has_thumbnail
    assert states["progressive.jpg"][0] in {ArrivalState.READY, ArrivalState.QUARANTINED}


def crashing(job: Job, home: Home, wanted: Callable[[str], bool], progress: Progress) -> Answer:
    """Dies at what says so, reads the rest."""
    if job.stamp.size < 100:
        os.kill(os.getpid(), signal.SIGSEGV)
    return read(job, home, wanted, progress)


def test_43_a_file_that_crashes_its_reader_three_times_is_poison(bench: Bench) -> None:
    readers = with_readers(bench, read_file=crashing)
    (bench.inbox / "bad").write_bytes(b"just words")
    bench.photo("good.jpg")
    try:
        until(bench, lambda: not bench.turn().busy)
    finally:
        readers.close()
    assert bench.states() == {"bad": (ArrivalState.POISON, "decoder"), "good.jpg": READY}
    (kept,) = bench.home.quarantine.iterdir()
    assert kept.read_bytes() == b"just words"


GATE = "go"


def gated(job: Job, home: Home, wanted: Callable[[str], bool], progress: Progress) -> Answer:
    """Reads big files only when somebody opens the gate; says that it lives meanwhile."""
    done = 0
    while job.stamp.size > 1 << 20 and not (home.root / GATE).exists():
        done += 1 << 10
        progress(done)
    return read(job, home, wanted, progress)


def test_26_a_long_film_does_not_keep_the_photos_waiting(bench: Bench) -> None:
    readers = with_readers(bench, read_file=gated, big=1 << 20)
    samples.wav(bench.inbox / "long.wav", seconds=60)
    for number in range(4):
        bench.photo(f"{number}.jpg", colour=(number * 60, 9, 9))
    try:
        ready = Arrival.select().where(Arrival.state == ArrivalState.READY)
        until(bench, lambda: ready.count() == 4)
        assert bench.states()["long.wav"][0] in ARRIVING
        (bench.home.root / GATE).touch()
        until(bench, lambda: ready.count() == 5)
    finally:
        readers.close()
    assert set(bench.stored().values()) == {True}
