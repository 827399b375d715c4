"""The decoder's own process; the helpers stand at the top so that it can import them."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from soptui.inbox.decoder import (
    Decode,
    Decoded,
    DecoderLost,
    Outcome,
    Undecodable,
    WorkerDecoder,
    decode_file,
)
from soptui.inbox.files import Stopped
from tests import samples


def touchy(source: str, _thumbnail: str) -> Outcome:
    """Does what the file's name says."""
    match Path(source).name:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            Event().wait()
        case "hungry":
            bytearray(8 << 30)
        case "full":
            raise OSError(errno.ENOSPC, "full")
    return Undecodable(str(os.getpid()))


@pytest.fixture
def workers() -> Iterator[list[WorkerDecoder]]:
    opened: list[WorkerDecoder] = []
    yield opened
    for worker in opened:
        worker.close()


def started(workers: list[WorkerDecoder], decode: Decode, timeout: float = 60) -> WorkerDecoder:
    workers.append(WorkerDecoder(decode, timeout=timeout))
    return workers[-1]


def ask(worker: WorkerDecoder, name: str) -> str:
    outcome = worker.decode(Path(name), Path("t"), lambda: None)
    assert isinstance(outcome, Undecodable)
    return outcome.reason


def test_43_a_crash_costs_one_file_and_the_next_has_a_new_process(
    workers: list[WorkerDecoder],
) -> None:
    worker = started(workers, touchy)
    first = ask(worker, "a")
    assert ask(worker, "b") == first
    with pytest.raises(DecoderLost):
        ask(worker, "crash")
    assert ask(worker, "c") != first


def test_43_a_hang_is_ended(workers: list[WorkerDecoder]) -> None:
    worker = started(workers, touchy)
    ask(worker, "a")  # it has started
    worker._timeout = 0.2
    with pytest.raises(DecoderLost):
        ask(worker, "hang")


def test_30_memory_is_limited(workers: list[WorkerDecoder]) -> None:
    worker = started(workers, touchy)
    with pytest.raises(DecoderLost):
        ask(worker, "hungry")


def test_the_disks_errors_come_through(workers: list[WorkerDecoder]) -> None:
    with pytest.raises(OSError, match="full") as raised:
        ask(started(workers, touchy), "full")
    assert raised.value.errno == errno.ENOSPC


def test_being_stopped_ends_the_work(workers: list[WorkerDecoder]) -> None:
    worker = started(workers, touchy)

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        worker.decode(Path("hang"), Path("t"), stop)
    assert worker._process is None


def test_a_real_photo_through_the_real_process(
    workers: list[WorkerDecoder], tmp_path: Path
) -> None:
    photo = samples.jpeg(tmp_path / "a", (640, 480))
    outcome = started(workers, decode_file).decode(photo, tmp_path / "t.jpg", lambda: None)
    assert isinstance(outcome, Decoded)
    assert (outcome.probe.width, outcome.probe.height, outcome.has_thumbnail) == (640, 480, True)
    assert (tmp_path / "t.jpg").is_file()


def test_28_a_bomb_is_told_from_its_header(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb", "PNG")
    assert decode_file(str(tmp_path / "bomb"), str(tmp_path / "t")) == Undecodable("too_large")


def test_33_a_document_that_does_not_open_is_kept_without_a_picture(tmp_path: Path) -> None:
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4\n" + b"nothing " * 40 + b"\n%%EOF\n")
    outcome = decode_file(str(broken), str(tmp_path / "t"))
    assert isinstance(outcome, Decoded)
    assert not outcome.has_thumbnail
