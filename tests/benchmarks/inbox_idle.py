"""What the station costs when it has nothing to do, and what it costs whoever copies a card."""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from soptui.inbox.health import read_health
from soptui.inbox.watching.scan import scan
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.store.database import open_store
from soptui.store.tables import Arrival
from tests.benchmarks.measures import Figure

LYING = 20_000
IDLE_SECONDS = 60.0
CALM_SECONDS = 45.0
"""What the station takes, after the last thing that happened, to look as seldom as it ever does."""
CARD = 400
ROUNDS = 9
CHECKOUT = Path(__file__).parents[2]
_POLLING = """
import sys, time
from watchdog.events import FileSystemEventHandler
from watchdog.observers.polling import PollingObserver
observer = PollingObserver()
observer.schedule(FileSystemEventHandler(), sys.argv[1], recursive=True)
observer.start()
print("ready", flush=True)
sys.stdin.read()
"""


def figures() -> list[Figure]:
    """Both figures; they take some minutes."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        return [idle(root / "idle"), copying(root / "copying")]


def idle(root: Path) -> Figure:
    """Processor time of a station beside files that cannot be taken, against a bare poller."""
    home, inbox = _place(root)
    for number in range(LYING):
        folder = inbox / f"card{number // 2000}" / f"{100 + number // 500}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"IMG_{number:05}.JPG").touch()
    _note_as_incomplete(home, inbox)
    with _station(home, inbox) as ours, _poller(inbox) as theirs:
        time.sleep(CALM_SECONDS)
        before = _processor_time(ours), _processor_time(theirs)
        time.sleep(IDLE_SECONDS)
        used = _processor_time(ours) - before[0]
        peer = _processor_time(theirs) - before[1]
    detail = (
        f"{used / IDLE_SECONDS:.2%} of a core against {peer / IDLE_SECONDS:.2%}"
        f" ({IDLE_SECONDS:.0f} s)"
    )
    return Figure("idle, 20,000 files / PollingObserver", used / peer, "×", 0.1, detail)


def copying(root: Path) -> Figure:
    """`cp` of a card into the inbox while the station works, against the same while it stands
    still; each just after one that does not count, so that the disk and the memory are as warm.
    """
    home, inbox = _place(root)
    card, aside = root / "card", root / "aside"
    pairs = []
    with _station(home, inbox) as station:

        def alone() -> float:
            _await_idle(home)
            with _still(station):
                _warm_up(card, aside)
                return _copy(card, aside)

        def ours() -> float:
            _await_idle(home)
            with _still(station):
                _warm_up(card, aside)
            return _copy(card, inbox / "card")

        for turn in range(ROUNDS):
            _fill_card(card, turn)
            first, second = (alone, ours) if turn % 2 else (ours, alone)
            taken = {run: run() for run in (first, second)}
            pairs.append((taken[ours], taken[alone]))
    ratio = statistics.median(mine / bare for mine, bare in pairs)
    mine, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    detail = f"{mine:.2f} s against {bare:.2f} s (medians of {ROUNDS}, {CARD} photos)"
    return Figure("cp of a card into the inbox / bare cp", ratio, "×", 1.05, detail)


def _place(root: Path) -> tuple[Home, Path]:
    home, inbox = Home(root / "home"), root / "inbox"
    home.make()
    inbox.mkdir()
    return home, inbox


def _note_as_incomplete(home: Home, inbox: Path) -> None:
    now = datetime.now(UTC)
    rows = [
        {"path": seen.path, "batch": seen.batch, "state": ArrivalState.INCOMPLETE,
         "reason": "incomplete", "first_seen_at": now, "changed_at": now, **seen.stamp._asdict()}
        for seen in scan(inbox).sightings.values()
    ]  # fmt: skip
    store = open_store(home.database)
    with store.connection():
        for start in range(0, len(rows), 500):
            with store.transaction():
                Arrival.insert_many(rows[start : start + 500]).execute()


@contextmanager
def _station(home: Home, inbox: Path) -> Iterator[int]:
    """A real one at work, proven and idle."""
    command = [sys.executable, "-m", "soptui", "--home", str(home.root), "--inbox", str(inbox),
               "station"]  # fmt: skip
    with subprocess.Popen(command, cwd=CHECKOUT) as process:
        try:
            _await_idle(home)
            yield process.pid
        finally:
            process.terminate()


@contextmanager
def _poller(inbox: Path) -> Iterator[int]:
    command = [sys.executable, "-c", _POLLING, str(inbox)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid
        process.communicate()


def _await_idle(home: Home) -> None:
    """Wait until nothing is on its way and events are proven."""
    while True:
        health = read_health(home)
        store = open_store(home.database)
        with store.connection():
            left = Arrival.select().where(Arrival.state.not_in(_OVER)).count()
        if health and health.watcher == "events" and not (health.busy or left):
            return
        time.sleep(0.5)


_OVER = (ArrivalState.READY, ArrivalState.DUPLICATE, ArrivalState.INCOMPLETE,
         ArrivalState.QUARANTINED)  # fmt: skip


def _fill_card(card: Path, turn: int) -> None:
    """Photos of 12 megapixels, each with bytes of its own."""
    from PIL import Image

    card.mkdir(exist_ok=True)
    one = card.with_name("one.jpg")
    if not one.exists():
        noise = Image.frombytes("RGB", (1000, 750), random.Random(7).randbytes(3 * 1000 * 750))  # noqa: S311
        noise.resize((4000, 3000), Image.Resampling.BICUBIC).save(one, quality=50)
    start, rest = one.read_bytes()[:2], one.read_bytes()[2:]
    for number in range(CARD):
        words = f"{turn:04}-{number:06}".encode()
        comment = b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words
        (card / f"IMG_{number:04}.JPG").write_bytes(start + comment + rest)
    os.sync()


@contextmanager
def _still(station: int) -> Iterator[None]:
    family = _family(station)
    for process in family:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in family:
            os.kill(process, signal.SIGCONT)


def _warm_up(card: Path, target: Path) -> None:
    """Memory that was just given back is there at once for the copy that counts."""
    _copy(card, target)
    rmtree(target)


def _copy(card: Path, target: Path) -> float:
    """Seconds for a copy into a folder that is not there yet."""
    rmtree(target, ignore_errors=True)
    os.sync()
    started = time.perf_counter()
    subprocess.run(["cp", "-r", str(card), str(target)], check=True)
    return time.perf_counter() - started


def _family(process: int) -> list[int]:
    found = [process]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").iterdir():
            with suppress(OSError):
                found += [int(child) for child in (task / "children").read_text().split()]
    return found


def _processor_time(process: int) -> float:
    """Seconds that it and its children have used."""
    total = 0
    for one in _family(process):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    for figure in figures():
        print(figure)
