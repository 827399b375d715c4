"""How long a key takes to show, while a card is being taken in and while nothing happens."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from soptui.clock import SystemClock
from soptui.inbox.batches import summary
from soptui.store.database import open_store
from tests.benchmarks.measures import Figure, enter
from tests.benchmarks.offices import make_office
from tests.media.cameras import camera_photo
from tests.terminal import Terminal, terminal

KEYS = 300
PHOTOS = 120


def figures() -> list[Figure]:
    """Key lag at the board, idle and while 120 photos of 12 MP come in."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        home, inbox = root / "home", root / "inbox"
        inbox.mkdir()
        make_office(home, SystemClock(), 12)
        _fill_card(root / "card")
        with terminal("--home", str(home), "--inbox", str(inbox)) as program:
            enter(program)
            program.press("/")
            program.read(1.0)
            idle = _lags(program)
            (root / "card").rename(inbox / "card")
            store = open_store(home / "soptui.db")
            busy: list[float] = []
            with store.connection():
                while not summary().arriving:
                    program.read(0.1)
                while summary().arriving and len(busy) < 10 * KEYS:
                    busy += _lags(program, 20)
    ratio = _p99(busy) / _p99(idle)
    detail = (
        f"p99 {1000 * _p99(busy):.1f} ms ({len(busy)} keys) against {1000 * _p99(idle):.1f} ms; "
        f"medians {1000 * statistics.median(busy):.1f} and {1000 * statistics.median(idle):.1f} ms"
    )
    return [Figure("key lag p99, taking in a card / idle", ratio, "×", 1.5, detail)]


def _fill_card(card: Path) -> None:
    """Photos of 12 MP, few of them drawn, all with a content of their own."""
    card.mkdir()
    drawn = [camera_photo(card / f"drawn{seed}.JPG", (4000, 3000), seed) for seed in range(4)]
    for number in range(PHOTOS):
        content = drawn[number % len(drawn)].read_bytes()
        (card / f"IMG_{number:04d}.JPG").write_bytes(content + b"%04d\xff\xd9" % number)
    for path in drawn:
        path.unlink()


def _lags(program: Terminal, count: int = KEYS) -> list[float]:
    """From a key to its letter on the screen; every other one takes the letter away again."""
    lags = []
    for number in range(count):
        key, there = ("q", True) if number % 2 == 0 else ("\x7f", False)
        before = "q" in _field(program)
        assert before != there
        started = time.perf_counter()
        program.press(key)
        while ("q" in _field(program)) != there:
            program.read(0.0005)
        lags.append(time.perf_counter() - started)
        time.sleep(0.02)  # a person's fingers
    return lags


def _field(program: Terminal) -> str:
    """The line in which the cursor is."""
    return str(program.screen.display[program.screen.cursor.y])


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]
