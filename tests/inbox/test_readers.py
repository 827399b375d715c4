"""The readers' own processes; the helpers stand at the top so that they can import them."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from soptui.inbox.readers.job import Advanced, Altered, Answer, Failed, Job, Peek, Peeked, Read
from soptui.inbox.readers.processes import BIG_BYTES, ReaderProcesses
from soptui.inbox.readers.read_file import Progress, peek, read
from soptui.inbox.watching.scan import Stamp, stamp_of
from soptui.paths import Home
from tests import samples

MIB = 1 << 20


def touchy(job: Job, home: Home, wanted: Callable[[str], bool], progress: Progress) -> Answer:
    """Does what the file's name says."""
    match job.work.name:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            Event().wait()
        case "hungry":
            bytearray(8 << 30)
        case "long":
            for done in range(0, 64 * MIB, MIB):
                progress(done)
        case "ask":
            return Failed(job, OSError(int(wanted("ab" * 32)), ""))
    return Failed(job, OSError(os.getpid(), ""))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


@pytest.fixture
def processes(home: Home) -> Iterator[Callable[..., ReaderProcesses]]:
    opened: list[ReaderProcesses] = []

    def begin(count: int = 1, **options: object) -> ReaderProcesses:
        opened.append(ReaderProcesses(home, count, **{"read_file": touchy, **options}))  # type: ignore[arg-type]
        return opened[-1]

    yield begin
    for some in opened:
        some.close()


Begin = Callable[..., ReaderProcesses]


def job(name: str, number: int = 1, size: int = 1) -> Job:
    return Job(number, Path(name), Stamp(size, 0, 0, 0, 0))


def outcome(readers: ReaderProcesses, task: Job | Peek) -> list[Answer]:
    """All that is heard of a task, to its end."""
    readers.start(task)
    heard: list[Answer] = []
    while not heard or isinstance(heard[-1], Advanced):
        heard += readers.answers(lambda _job, sha256: sha256 == "ab" * 32, 0.05)
    return heard


def process_of(readers: ReaderProcesses, task: Job) -> int:
    """Which process says so; 0 when it was lost."""
    (answer,) = outcome(readers, task)
    assert isinstance(answer, Failed)
    return 0 if answer.error is None else int(answer.error.errno or 0)


def test_43_a_crash_costs_one_file_and_the_next_has_a_new_process(processes: Begin) -> None:
    readers = processes()
    first = process_of(readers, job("a"))
    assert process_of(readers, job("b")) == first
    assert process_of(readers, job("crash")) == 0
    assert process_of(readers, job("c")) not in {0, first}


def test_43_a_hang_is_ended(processes: Begin) -> None:
    assert process_of(processes(timeout=0.3), job("hang")) == 0


def test_30_memory_is_limited(processes: Begin) -> None:
    assert process_of(processes(), job("hungry")) == 0


def test_a_long_file_tells_how_far_it_is(processes: Begin) -> None:
    *told, last = outcome(processes(), job("long"))
    assert isinstance(last, Failed)
    assert [answer.done // MIB for answer in told if isinstance(answer, Advanced)] == [
        8, 16, 24, 32, 40, 48, 56
    ]  # fmt: skip


def test_the_station_is_asked_whether_the_content_is_new(processes: Begin) -> None:
    assert process_of(processes(), job("ask")) == 1


def test_a_file_that_nobody_wants_any_more_is_dropped(processes: Begin) -> None:
    readers = processes()
    readers.start(job("hang", 7))
    assert not readers.has_room(1)
    readers.stop(7)
    assert readers.has_room(1)
    assert list(readers.answers(lambda _job, _sha256: True, 0)) == []


def test_26_a_big_file_leaves_a_reader_for_the_small_ones(processes: Begin) -> None:
    readers = processes(2)
    readers.start(job("hang", 1, BIG_BYTES))
    assert not readers.has_room(BIG_BYTES)
    assert readers.has_room(1)
    assert process_of(readers, job("a", 2)) > 0


def test_a_real_photo_through_the_real_process(processes: Begin, home: Home) -> None:
    photo = samples.jpeg(home.work / "a", (640, 480))
    readers = processes(read_file=read)
    readers.start(Job(1, photo, stamp_of(photo.stat())))
    heard: list[Answer] = []
    asked: list[str] = []
    while not heard:
        heard += readers.answers(lambda _job, sha256: not asked.append(sha256), 1)
    (answer,) = heard
    assert isinstance(answer, Read)
    found = answer.digest
    assert asked == [found.sha256]
    assert found.probe is not None
    assert (found.probe.width, found.probe.height, found.has_thumbnail) == (640, 480, True)
    assert home.thumbnail(found.sha256).is_file()


def yes(_sha256: str) -> bool:
    return True


def nothing(_done: int) -> None:
    pass


def test_the_disks_errors_come_back_without_names(home: Home) -> None:
    answer = read(job(str(home.work / "nothing")), home, yes, nothing)
    assert isinstance(answer, Failed)
    assert answer.error is not None
    assert (answer.error.errno, answer.error.filename) == (errno.ENOENT, None)


def test_what_was_exchanged_before_it_could_be_copied_is_left(home: Home) -> None:
    source = samples.jpeg(home.root / "a.jpg")
    stamp = stamp_of(source.stat())
    source.write_bytes(b"another")
    assert isinstance(read(Job(1, home.work / "a", stamp, source), home, yes, nothing), Altered)
    assert list(home.work.iterdir()) == []


def test_a_head_that_cannot_be_read_is_no_trouble(home: Home) -> None:
    assert peek(Peek(((3, home.work / "nothing"),)), home) == Peeked(((3, None),))


def test_28_a_bomb_is_told_from_its_header(home: Home) -> None:
    from PIL import Image

    bomb = home.work / "bomb"
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    answer = read(Job(1, bomb, stamp_of(bomb.stat())), home, yes, nothing)
    assert isinstance(answer, Read)
    assert answer.digest.reason == "too_large"


def test_33_a_document_that_does_not_open_is_kept_without_a_picture(home: Home) -> None:
    broken = home.work / "a.pdf"
    broken.write_bytes(b"%PDF-1.4\n" + b"nothing " * 40 + b"\n%%EOF\n")
    answer = read(Job(1, broken, stamp_of(broken.stat())), home, yes, nothing)
    assert isinstance(answer, Read)
    assert (answer.digest.reason, answer.digest.has_thumbnail) == ("", False)
