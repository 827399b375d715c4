"""What is measured, each against its peer, in turns."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.widgets import OptionList

from soptui.clock import SystemClock
from soptui.config import load_settings
from soptui.desk.access.people import people
from soptui.sop.roles import Role
from soptui.tui.app import Soptui
from soptui.tui.widgets.coverage_table import CoverageTable
from tests.benchmarks.offices import PIN, make_office
from tests.terminal import Terminal, terminal

RUNS = 7
WIRE_SECONDS = 60.0


@dataclass(frozen=True)
class Figure:
    """One line of the report."""

    name: str
    value: float
    unit: str
    aim: float
    """0: told for completeness, without an aim."""
    detail: str


def first_paint(home: Path, name: str, words: str, aim: float) -> Figure:
    """From the start of the process until `words` are shown, against one line of Textual."""
    ours = lambda: _time_to(words, "--home", str(home))  # noqa: E731
    bare = lambda: _time_to("bare Textual is ready", module="tests.benchmarks.bare")  # noqa: E731
    ratios, times, peers = _in_turns(ours, bare)
    detail = f"{1000 * times:.0f} ms against {1000 * peers:.0f} ms (medians of {RUNS})"
    return Figure(name, ratios, "×", aim, detail)


def memory(home: Path) -> Figure:
    """Resident memory at the board before any picture, against the same bare program."""
    with terminal("--home", str(home)) as program:
        enter(program)
        ours = _resident(program)
    with terminal(module="tests.benchmarks.bare") as program:
        program.wait_for("bare Textual is ready")
        program.read(1.0)
        bare = _resident(program)
    detail = f"{ours / 1e6:.0f} MB against {bare / 1e6:.0f} MB (the program; the station apart)"
    return Figure("memory at the board / bare Textual", ours / bare, "×", 1.3, detail)


def wire(home: Path) -> Figure:
    """Bytes a second that the board writes to the terminal while 12 countdowns run."""
    with terminal("--home", str(home)) as program:
        enter(program)
        started = time.monotonic()
        count = 0
        while time.monotonic() - started < WIRE_SECONDS:
            count += program.read(1.0)
    rate = count / (time.monotonic() - started)
    return Figure("bytes a second, 12 countdowns", rate, "B/s", 700, f"over {WIRE_SECONDS:.0f} s")


def board(small: Path, large: Path) -> Figure:
    """From sitting down to the board with its rows, with 10,000 coverages against 10."""
    ratio, times, peers = _in_turns(lambda: _open_board(large), lambda: _open_board(small))
    detail = f"{1000 * times:.0f} ms against {1000 * peers:.0f} ms (medians of {RUNS})"
    return Figure("open the board, 10,000 items / 10", ratio, "×", 1.5, detail)


def run_all() -> list[Figure]:
    """Everything, in one run."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        make_office(root / "twelve", SystemClock(), 12)
        make_office(root / "ten", SystemClock(), 10)
        make_office(root / "many", SystemClock(), 10_000)
        return [
            first_paint(root / "twelve", "first paint / bare Textual", "Membuka", 1.3),
            first_paint(root / "twelve", "names to choose from / bare Textual", "Siapa Anda", 0.0),
            memory(root / "twelve"),
            wire(root / "twelve"),
            board(root / "ten", root / "many"),
        ]


def _in_turns(ours: Callable[[], float], peer: Callable[[], float]) -> tuple[float, float, float]:
    """The median of the pairs' ratios, and the medians: the machine's drift hits both alike."""
    ours(), peer()  # a warm-up for the file cache
    pairs = [(ours(), peer()) for _run in range(RUNS)]
    ratio = statistics.median(one / other for one, other in pairs)
    times, peers = zip(*pairs, strict=True)
    return ratio, statistics.median(times), statistics.median(peers)


def _time_to(words: str, *arguments: str, module: str = "soptui") -> float:
    started = time.perf_counter()
    with terminal(*arguments, module=module) as program:
        program.wait_for(words, look=0.002)
        return time.perf_counter() - started


def enter(program: Terminal) -> None:
    program.wait_for("Siapa Anda")
    program.press("Enter")
    program.wait_for("PIN")
    program.press(PIN, "Enter")
    program.wait_for("Liputan ke-")
    program.read(3.0)


def _resident(program: Terminal) -> float:
    for line in Path(f"/proc/{program.child.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return float(line.split()[1]) * 1024
    raise LookupError("no VmRSS")


def _open_board(home: Path) -> float:
    return asyncio.run(_timed_board(home))


async def _timed_board(home: Path) -> float:
    app = Soptui(replace(load_settings(home, home / "inbox", {}), language="en"))
    async with app.run_test(size=(80, 24)) as pilot:
        while not any(names.option_count for names in app.screen.query(OptionList)):
            await pilot.pause()
        assert app.store is not None
        with app.store.connection():
            person = next(some for some in people() if some.role is Role.WEB_MANAGER)
        started = time.perf_counter()
        app.enter(person)
        while not any(table.row_count for table in app.screen.query(CoverageTable)):
            await asyncio.sleep(0.001)  # a busy wait would starve the thread that reads
        taken = time.perf_counter() - started
        await app.workers.wait_for_complete()
        await pilot.pause()
        return taken
