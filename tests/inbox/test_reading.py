"""The queue, and what people can do to a file that is being read."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from soptui.inbox.claiming.claim import Hands
from soptui.inbox.readers.here import ReadersHere
from soptui.inbox.readers.job import Advanced, Answer, Failed, Job, Peek, Read, Task, Wanted
from soptui.inbox.readers.processes import BIG_BYTES
from soptui.inbox.readers.queue import Queue
from soptui.inbox.reasons import HELD, VOUCHED
from soptui.inbox.watching.scan import Stamp
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.store.tables import Arrival, Asset
from tests import samples
from tests.inbox.bench import Bench


class Slow(ReadersHere):
    """Says how far it is, but comes to no end by itself."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.jobs: list[Job] = []
        self.stopped: list[int] = []
        self.shown = 0

    def start(self, task: Task) -> None:
        if isinstance(task, Job):
            self.jobs.append(task)
        else:
            super().start(task)

    def answers(self, wanted: Wanted, seconds: float) -> Iterator[Answer]:
        yield from super().answers(wanted, seconds)
        for job in self.jobs:
            yield Advanced(job, 40)

    def stop(self, arrival_id: int) -> None:
        self.stopped.append(arrival_id)
        self.jobs = [job for job in self.jobs if job.id != arrival_id]


def held(bench: Bench, *, far: bool = False) -> Slow:
    """A file is being read, and somebody wants that stopped."""

    def link(source: Path, dest: Path) -> None:
        raise OSError(errno.EXDEV, "far")

    if far:
        bench.hands = Hands(link=link)
    bench.readers = slow = Slow(bench.home)
    bench.restarted()
    rounds = iter(range(100))

    def pulse() -> None:
        if next(rounds) == 2:
            slow.shown = bench.only().done
            bench.elsewhere(Arrival.update(held=True).execute)

    bench.ingest.pulse = pulse
    bench.photo()
    return slow


def test_a_long_file_shows_how_far_it_is_and_can_be_stopped(bench: Bench) -> None:
    slow = held(bench)
    bench.settled()
    row = bench.only()
    assert (row.state, row.reason, row.held) == (ArrivalState.QUARANTINED, HELD, False)
    assert slow.shown == 40
    assert slow.stopped == [row.id]
    assert (bench.home.quarantine / row.work_name).is_file()


def test_stopping_before_the_copy_is_whole_leaves_the_file_in_the_inbox(bench: Bench) -> None:
    held(bench, far=True)
    bench.settled()
    row = bench.only()
    assert (row.state, row.reason, row.owner) == (ArrivalState.BLOCKED, HELD, "")
    assert (bench.inbox / "IMG_0001.JPG").is_file()
    bench.turn(60)
    assert bench.only().state is ArrivalState.BLOCKED  # nobody goes on by themselves


def test_a_file_taken_as_it_is_says_so_to_the_reader(bench: Bench) -> None:
    jobs: list[Job] = []

    class Asked(ReadersHere):
        def read(self, job: Job, wanted: Wanted) -> Answer:
            jobs.append(job)
            return super().read(job, wanted)

    bench.readers = Asked(bench.home)
    bench.restarted()
    bench.photo()
    bench.turn()
    bench.elsewhere(Arrival.update(reason=VOUCHED).execute)
    bench.settled()
    assert [job.lenient for job in jobs] == [True]


def test_errors_of_the_disk_are_tried_three_times(bench: Bench) -> None:
    class Unreadable(ReadersHere):
        tries = 0

        def read(self, job: Job, wanted: Wanted) -> Answer:
            self.tries += 1
            return Failed(job, OSError(errno.EIO, "bad sector"))

    bench.readers = unreadable = Unreadable(bench.home)
    bench.restarted()
    bench.photo()
    bench.settled()
    assert bench.states() == {"IMG_0001.JPG": (ArrivalState.QUARANTINED, "unreadable")}
    assert unreadable.tries == 3
    assert Asset.select().count() == 0


def test_24_a_full_disk_while_reading_pauses_and_keeps_the_file(bench: Bench) -> None:
    class Full(ReadersHere):
        def read(self, job: Job, wanted: Wanted) -> Answer:
            return Failed(job, OSError(errno.ENOSPC, "full"))

    healthy, bench.readers = bench.readers, Full(bench.home)
    bench.restarted()
    bench.photo()
    assert bench.settled().problem == "disk_full"
    assert bench.only().attempts == 0
    bench.readers = healthy
    bench.restarted()
    assert bench.settled().problem == ""
    assert list(bench.stored().values()) == [True]


def test_known_content_is_not_decoded_again(bench: Bench) -> None:
    bench.photo("a.jpg")
    bench.settled()
    thumbnail = bench.home.thumbnail(Asset.get().sha256)
    thumbnail.unlink()
    bench.photo("b.jpg")
    bench.settled()
    assert bench.states()["b.jpg"][0] is ArrivalState.DUPLICATE
    assert not thumbnail.exists()


class Two:
    """Two readers that only take notes; the second alone takes big files."""

    def __init__(self) -> None:
        self.free = 2
        self.big = False
        self.started: list[Task] = []

    def is_big(self, size: int) -> bool:
        return size >= BIG_BYTES

    def has_room(self, size: int) -> bool:
        return self.free > 0 and not (size >= BIG_BYTES and self.big)

    def start(self, task: Task) -> None:
        self.free -= 1
        self.big = self.big or (isinstance(task, Job) and task.stamp.size >= BIG_BYTES)
        self.started.append(task)

    def answers(self, wanted: Wanted, seconds: float) -> Iterator[Answer]:
        yield from ()

    def stop(self, arrival_id: int) -> None:
        self.free += 1

    def close(self) -> None:
        self.free = 2


def sized(number: int, size: int) -> Job:
    return Job(number, Path(str(number)), Stamp(size, 0, 0, 0, 0))


def test_26_heads_come_first_then_the_smallest_beside_one_big_file() -> None:
    readers = Two()
    queue = Queue(readers)
    queue.add([sized(1, BIG_BYTES), sized(2, 900), sized(3, 20), sized(4, 2 * BIG_BYTES)])
    queue.dispatch()
    assert isinstance(readers.started[0], Peek)
    assert isinstance(readers.started[1], Job)
    assert readers.started[1].id == 4
    queue.peeked()
    readers.free += 1
    queue.dispatch()
    assert [task.id for task in readers.started if isinstance(task, Job)] == [4, 3]
    assert queue.remove(2) == sized(2, 900)
    assert queue.remove(2) is None
    assert queue.done(3)
    assert not queue.done(3)
    queue.clear()
    assert not queue


def test_a_preview_is_shown_while_the_rest_is_read_and_goes_afterwards(bench: Bench) -> None:
    shown: list[tuple[ArrivalState, bool]] = []

    class Watched(ReadersHere):
        def read(self, job: Job, wanted: Wanted) -> Answer:
            shown.append((bench.only().state, self.home.preview(job.id).is_file()))
            return super().read(job, wanted)

    bench.readers = Watched(bench.home)
    bench.restarted()
    samples.jpeg(bench.inbox / "a.jpg", (1600, 1200))
    bench.settled()
    assert [state for state, _preview in shown] == [ArrivalState.PROBED]
    assert bench.only().camera != ""
    assert list(bench.home.previews.iterdir()) == []


def test_what_somebody_removes_under_our_hands_does_not_end_the_station(bench: Bench) -> None:
    class Thief(ReadersHere):
        def read(self, job: Job, wanted: Wanted) -> Answer:
            answer = super().read(job, wanted)
            if job.stamp.size < 4000:
                job.work.unlink()
            return answer

    bench.readers = Thief(bench.home)
    bench.restarted()
    bench.photo("small.jpg")
    samples.jpeg(bench.inbox / "large.jpg", (900, 700), quality=95)
    assert bench.settled().problem == ""
    assert bench.states()["large.jpg"][0] is ArrivalState.READY


def test_an_error_of_our_own_is_told_and_the_next_round_goes_on(bench: Bench) -> None:
    class Odd(ReadersHere):
        odd = True

        def read(self, job: Job, wanted: Wanted) -> Answer:
            if self.odd:
                raise LookupError("nobody thought of that")
            return super().read(job, wanted)

    bench.readers = odd = Odd(bench.home)
    bench.restarted()
    bench.photo()
    assert bench.settled().problem == "failed"
    odd.odd = False
    assert bench.settled().problem == ""
    assert list(bench.stored().values()) == [True]


def test_one_file_that_cannot_be_written_down_does_not_hold_up_the_others(bench: Bench) -> None:
    class Odd(ReadersHere):
        def read(self, job: Job, wanted: Wanted) -> Answer:
            answer = super().read(job, wanted)
            if isinstance(answer, Read) and job.lenient is False and job.stamp.size < 4000:
                return replace(answer, digest=replace(answer.digest, probe=None))
            return answer

    bench.readers = Odd(bench.home)
    bench.restarted()
    bench.photo("small.jpg")
    samples.jpeg(bench.inbox / "large.jpg", (900, 700), quality=95)
    bench.settled()
    assert bench.states() == {
        "large.jpg": (ArrivalState.READY, ""), "small.jpg": (ArrivalState.POISON, "decoder"),
    }  # fmt: skip
    assert len(list(bench.home.quarantine.iterdir())) == 1


def test_6_what_was_written_to_and_closed_again_while_it_was_read_is_read_anew(
    bench: Bench,
) -> None:
    class Disturbed(ReadersHere):
        reads = 0

        def read(self, job: Job, wanted: Wanted) -> Answer:
            answer = super().read(job, wanted)
            self.reads += 1
            if self.reads == 1:
                with job.work.open("ab") as file:
                    file.write(b"more\xff\xd9")
            return answer

    bench.readers = disturbed = Disturbed(bench.home)
    bench.restarted()
    content = bench.photo().read_bytes()
    bench.settled()
    (sha256,) = bench.stored()
    assert bench.home.original(sha256).read_bytes() == content + b"more\xff\xd9"
    assert set(bench.stored().values()) == {True}
    assert disturbed.reads == 2
