"""A station that is killed again and again, at random moments, while cards are copied in.

Usage: python -m tests.inbox.kills COUNT [SEED]. The same with 30 kills is a test.
"""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from soptui.sop.arrival import ArrivalState
from soptui.store.tables import Arrival, Asset, EventRow
from soptui.store.trail import first_break
from tests import samples
from tests.inbox.bench import Bench

CHECKOUT = Path(__file__).parents[2]
PER_KILL = 6
AGAIN = 7
"""Every so many files come a second time under another name."""


@dataclass
class Tally:
    """What was put into the inbox: how often each content."""

    bench: Bench
    random: random.Random
    put: Counter[str] = field(default_factory=Counter)
    killed: int = 0
    """Stations that were still at work when they were killed."""

    def copy_card(self, number: int) -> None:
        """A few more files, some of which were there before."""
        folder = self.bench.inbox / f"card{number:04d}"
        folder.mkdir()
        for place in range(PER_KILL):
            seed = number * PER_KILL + place
            if seed % AGAIN == AGAIN - 1:
                seed -= AGAIN // 2
            size = self.random.choice(((64, 48), (640, 480), (1600, 1200)))
            path = samples.jpeg(
                folder / f"IMG_{place:04d}.JPG", size, quality=90, comment=b"%d" % seed,
                colour=(seed % 250, seed // 250 % 250, 90),
            )  # fmt: skip
            self.put[hashlib.sha256(path.read_bytes()).hexdigest()] += 1

    def check(self) -> None:
        """Every content is one asset with its bytes, every file one arrival; nothing is left."""
        assert set(self.put) == {asset.sha256 for asset in Asset.select()}
        assert set(self.bench.stored().values()) == {True}
        states = Counter(row.state for row in Arrival.select())
        assert states == Counter({
            ArrivalState.READY: len(self.put),
            ArrivalState.DUPLICATE: self.put.total() - len(self.put),
        })  # fmt: skip
        ingested = EventRow.select().where(EventRow.action == "ingest").count()
        assert ingested == len(self.put)
        assert first_break() is None
        assert self.bench.left_over() == []
        assert [path for path in self.bench.inbox.rglob("*") if path.is_file()] == []


def kill_it(root: Path, count: int, seed: int = 1) -> Tally:
    """Run it, killing `count` times; then once to its end. Returns what was put in and checked."""
    chance = random.Random(seed)  # noqa: S311  no secret
    bench = Bench(root)
    tally = Tally(bench, chance)
    for number in range(count):
        tally.copy_card(number)
        station = _start(root)
        try:
            station.wait(chance.uniform(0.0, 0.8))
        except subprocess.TimeoutExpired:
            tally.killed += 1
            station.send_signal(signal.SIGKILL)
        station.communicate()
    last = _start(root)
    last.communicate(timeout=600)
    assert last.returncode == 0
    with bench.store.connection():
        tally.check()
    return tally


def _start(root: Path) -> subprocess.Popen[str]:
    station = subprocess.Popen(
        [sys.executable, "-m", "tests.inbox.station", str(root), "processes"], cwd=CHECKOUT,
        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert station.stdout and station.stdin
    assert station.stdout.readline() == "ready\n"
    station.stdin.write("go\n")
    station.stdin.flush()
    return station


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        done = kill_it(Path(folder), int(sys.argv[1]), int((sys.argv[2:] or ["1"])[0]))
    print(f"{done.killed} of {sys.argv[1]} stations were killed at work; none lost or doubled of")
    print(f"{done.put.total()} files with {len(done.put)} contents")
