"""How the check of the whole database grows with the trail."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from soptui.desk.verify.whole import verify
from soptui.sop.finding import Level
from soptui.store.trail import Entry, record_all
from tests.benchmarks.measures import Figure
from tests.office import Office

SHORT, LONG = 5_000, 50_000
RUNS = 3


def figures() -> list[Figure]:
    """`soptui verify` without files: the time an entry takes in a long trail, against a short."""
    with TemporaryDirectory() as folder:
        offices = [_office(Path(folder) / str(events), events) for events in (SHORT, LONG)]
        times = [[_verify(office) for office in offices] for _run in range(RUNS)]
    short = statistics.median(first for first, _second in times)
    long = statistics.median(second for _first, second in times)
    ratio = (long / LONG) / (short / SHORT)
    detail = (
        f"{1e6 * long / LONG:.0f} µs an entry of {LONG} against {1e6 * short / SHORT:.0f} µs of"
        f" {SHORT} ({long:.2f} s in all)"
    )
    return [Figure("verify, an entry of 50,000 / of 5,000", ratio, "×", 1.2, detail)]


def _office(root: Path, events: int) -> Office:
    office = Office.open(root)
    with office.store.transaction():
        note = "Foto 3 kurang tajam, mohon diganti dengan yang lain sebelum diajukan lagi"
        entries = [Entry("take", f"{number:03d}", {"note": note}) for number in range(events)]
        record_all(office.station.actor, office.clock.now(), entries)
    office.store.close()
    return office


def _verify(office: Office) -> float:
    again = Office.again(office.home.root)
    began = time.perf_counter()
    found = list(verify(again.station, files=False))
    seconds = time.perf_counter() - began
    if any(entry.level is Level.ERROR for entry in found):
        raise AssertionError(found)
    return seconds
