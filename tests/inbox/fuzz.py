"""Broken files of every format through the whole inbox, with real readers.

Usage: python -m tests.inbox.fuzz SECONDS [SEED]. A short run with a fixed seed is a test.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from soptui.inbox.claiming.claim import source_of
from soptui.inbox.ingest import Ingest
from soptui.inbox.readers.processes import ReaderProcesses
from soptui.inbox.reasons import VOUCHED
from soptui.inbox.settling.complete import Settings
from soptui.media.types import RAW_TYPES
from soptui.sop.arrival import ARRIVING, SET_ASIDE, ArrivalState
from soptui.store.tables import Arrival
from tests import raws, samples
from tests.inbox.bench import Bench

LONGEST = 15.0
"""Seconds after which a reader counts as hung."""
MOST_MEMORY = 2 << 30
"""A picture may have 250 million pixels of three bytes, and a copy of that."""
_NOW = Settings(quiet=0, slow=0, unleased=0, patience=0)
_SIZE = (160, 120)

MAKERS: dict[str, Callable[[Path], object]] = {
    "jpeg": lambda path: samples.jpeg(path, _SIZE),
    "progressive": lambda path: samples.jpeg(path, _SIZE, progressive=True),
    "png": lambda path: samples.png(path, _SIZE),
    "webp": lambda path: samples.webp(path, _SIZE),
    "heic": lambda path: samples.heic(path, _SIZE),
    "tiff": lambda path: samples.tiff(path, _SIZE, pages=2),
    "mp4": samples.mp4,
    "mov": lambda path: samples.mp4(path, container="mov"),
    "3gp": lambda path: samples.mp4(path, container="3gp"),
    "matroska": lambda path: samples.mp4(path, container="matroska"),
    "avi": lambda path: samples.mp4(path, codec="mpeg4", sound="libmp3lame", container="avi"),
    "wav": samples.wav,
    "mp3": samples.mp3,
    "m4a": samples.m4a,
    "ogg": samples.ogg,
    "amr": samples.amr,
    "pdf": lambda path: samples.pdf(path, pages=2),
    "xmp": raws.xmp,
    **{name: lambda path, name=name: raws.raw(path, name) for name in RAW_TYPES},
}  # type: ignore[dict-item]


@dataclass
class Fuzz:
    """One inbox that gets broken files, round after round."""

    root: Path
    chance: random.Random
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How files of each format ended."""
    longest: float = 0.0
    memory: int = 0

    def __post_init__(self) -> None:
        self.bench = Bench(self.root)
        self.whole: dict[str, bytes] = {}
        for name, make in MAKERS.items():
            make(self.root / "sample")
            self.whole[name] = (self.root / "sample").read_bytes()
        self.readers = ReaderProcesses(self.bench.home, 1, timeout=LONGEST)
        self.ingest = Ingest(self.bench.store, self.bench.home, self.bench.inbox, self.bench.clock,
                             self.readers, _NOW)  # fmt: skip

    def round(self, number: int) -> None:
        """One broken file of every format, taken in as if somebody wanted each as it is."""
        for name in self.whole:
            content = self._broken(name)
            (self.bench.inbox / f"{number:05d}.{name}").write_bytes(content)
        with self.bench.store.connection():
            self._settle()
            Arrival.update(state=ArrivalState.SEEN, reason=VOUCHED).where(
                Arrival.state == ArrivalState.INCOMPLETE
            ).execute()
            self.ingest.register.forget()
            self._settle()
            self._account(number)

    def _settle(self) -> None:
        started = monotonic()
        while self.ingest.turn().busy:
            self._watch()
        self.longest = max(self.longest, monotonic() - started)

    def _watch(self) -> None:
        for slot in self.readers._slots:
            if slot._process is not None and slot._process.pid:
                self.memory = max(self.memory, _peak(slot._process.pid))

    def _account(self, number: int) -> None:
        """Every file is an asset, set aside, or still in the inbox: its bytes are somewhere."""
        home = self.bench.home
        rows = [row for row in Arrival.select() if row.label.startswith(f"{number:05d}.")]
        assert len(rows) == len(self.whole)
        for row in rows:
            if row.state in SET_ASIDE:
                kept = home.quarantine / row.work_name
            elif row.asset is not None:
                kept = home.original(row.asset.sha256)
            else:
                kept = source_of(self.bench.inbox, bytes(row.path))
            assert row.state not in ARRIVING
            assert kept.stat().st_size == row.size, row.label
            self.outcomes[row.label.rpartition(".")[2], row.state] += 1
        assert self.memory < MOST_MEMORY

    def _broken(self, name: str) -> bytes:
        content = bytearray(self.whole[name])
        for _time in range(self.chance.randint(1, 4)):
            self.chance.choice(_WAYS)(content, self.chance, self.whole)
        return bytes(content)


def _flip(content: bytearray, chance: random.Random, _all: dict[str, bytes]) -> None:
    for _time in range(chance.randint(1, 16)):
        if content:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _overwrite(content: bytearray, chance: random.Random, _all: dict[str, bytes]) -> None:
    at = chance.randrange(len(content) + 1)
    content[at : at + chance.randint(1, 64)] = chance.randbytes(chance.randint(1, 64))


def _cut(content: bytearray, chance: random.Random, _all: dict[str, bytes]) -> None:
    del content[chance.randrange(len(content) + 1) :]


def _repeat(content: bytearray, chance: random.Random, _all: dict[str, bytes]) -> None:
    at = chance.randrange(len(content) + 1)
    content[at:at] = content[at : at + chance.randint(1, 4096)] * chance.randint(1, 4)


def _extreme(content: bytearray, chance: random.Random, _all: dict[str, bytes]) -> None:
    """A number somewhere near the beginning, where sizes and counts stand, gets an odd value."""
    at = chance.randrange(min(len(content), 600) + 1)
    odd = chance.choice((0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    content[at : at + 4] = odd.to_bytes(4, chance.choice(("big", "little")))  # type: ignore[arg-type]


def _splice(content: bytearray, chance: random.Random, all_: dict[str, bytes]) -> None:
    """The head of one format on the tail of another."""
    other = all_[chance.choice(sorted(all_))]
    content[chance.randrange(len(content) + 1) :] = other[chance.randrange(len(other)) :]


_WAYS = (_flip, _flip, _overwrite, _cut, _repeat, _extreme, _extreme, _splice)


def _peak(pid: int) -> int:
    """The most memory that a process ever had, in bytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(next(lines, "VmHWM: 0").split()[1]) * 1024


def main(seconds: float, seed: int) -> None:
    with TemporaryDirectory() as folder:
        fuzz = Fuzz(Path(folder), random.Random(seed))  # noqa: S311
        ends, number = monotonic() + seconds, 0
        while monotonic() < ends:
            fuzz.round(number)
            number += 1
        fuzz.readers.close()
    for name in MAKERS:
        counts = {state: n for (kind, state), n in sorted(fuzz.outcomes.items()) if kind == name}
        print(f"{name:12} {counts}")
    files, most = sum(fuzz.outcomes.values()), fuzz.memory / 1e6
    print(f"{number} rounds, {files} files; the longest round took {fuzz.longest:.1f} s;")
    print(f"a reader had {most:.0f} MB at the most")


if __name__ == "__main__":
    main(float(sys.argv[1]), int((sys.argv[2:] or ["1"])[0]))
