"""Very many small files at once, against a station that is at work: none is lost or doubled.

Usage: python -m tests.inbox.burst COUNT. The same with fewer files is a test.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from soptui.sop.arrival import ArrivalState
from soptui.store.tables import Arrival, Asset
from tests import samples
from tests.inbox.bench import Bench

CHECKOUT = Path(__file__).parents[2]
PER_FOLDER = 1000
_END = b"\xff\xd9"


def pour(inbox: Path, count: int) -> float:
    """Write `count` photos of different content as fast as the disk takes them; seconds taken."""
    template = samples.jpeg(inbox.parent / "template").read_bytes()
    started = perf_counter()
    for number in range(count):
        folder = inbox / f"card{number // PER_FOLDER:03d}"
        if number % PER_FOLDER == 0:
            folder.mkdir()
        content = template + b"\xff\xfe\x00\x0a%08d" % number + _END
        (folder / f"IMG_{number:06d}.JPG").write_bytes(content)
    return perf_counter() - started


def burst(root: Path, count: int) -> tuple[float, float]:
    """Pour while the station works; seconds to pour, seconds until all is taken in. Checked."""
    bench = Bench(root)
    first = samples.jpeg(bench.inbox / "first.jpg", colour=(1, 2, 3))
    station = subprocess.Popen(
        [sys.executable, "-m", "tests.inbox.station", str(root), "processes"], cwd=CHECKOUT,
        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert station.stdout and station.stdin and station.stdout.readline() == "ready\n"
    station.stdin.write("go\n")
    station.stdin.flush()
    started = perf_counter()
    poured = pour(bench.inbox, count)
    station.communicate()
    if any(path.is_file() for path in bench.inbox.rglob("*")):  # it ended before the pouring did
        again = [sys.executable, "-m", "tests.inbox.station", str(root), "processes"]
        subprocess.run(again, cwd=CHECKOUT, input="go\n", text=True, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
    taken = perf_counter() - started
    assert not first.exists()
    with bench.store.connection():
        ready = Arrival.select().where(Arrival.state == ArrivalState.READY).count()
        assert (Asset.select().count(), ready, Arrival.select().count()) == (count + 1,) * 3
        assert set(bench.stored().values()) == {True}
    assert bench.left_over() == []
    assert [path for path in bench.inbox.rglob("*") if path.is_file()] == []
    return poured, taken


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        poured, taken = burst(Path(folder), int(sys.argv[1]))
    print(f"{sys.argv[1]} files written in {poured:.1f} s, all taken in after {taken:.1f} s;")
    print("none lost, none doubled")
