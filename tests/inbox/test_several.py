"""Several stations at the same inbox: real processes, real files."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from soptui.inbox.claiming.owner import LEASE, machine, this_process
from soptui.sop.arrival import ArrivalState
from soptui.store.tables import Arrival, Asset, EventRow
from soptui.store.trail import first_break
from tests.inbox.bench import Bench
from tests.inbox.test_recover import killed_at

CHECKOUT = Path(__file__).parents[2]
FILES = 60


def station(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.inbox.station", str(root)], cwd=CHECKOUT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


def test_42_three_stations_claim_each_file_once(bench: Bench) -> None:
    for number in range(FILES):
        bench.photo(f"card/{number:03d}.jpg", colour=(number * 4, 9, 90))
    stations = [station(bench.root) for _number in range(3)]
    for process in stations:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in stations:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert Asset.select().count() == FILES
    assert set(bench.stored().values()) == {True}
    assert Arrival.select().where(Arrival.state == ArrivalState.READY).count() == FILES
    assert Arrival.select().count() == FILES
    assert EventRow.select().where(EventRow.action == "ingest").count() == FILES
    assert first_break() is None
    assert bench.left_over() == []
    assert list((bench.inbox / "card").iterdir()) == []


def test_what_a_living_station_has_in_hand_is_left_to_it(bench: Bench) -> None:
    bench.photo()
    killed_at("unlinked", bench.root)
    elsewhere = this_process().replace(machine(), "elsewhere:1")
    now = bench.clock.now()
    Arrival.update(owner=elsewhere, lease_until=now + LEASE).execute()
    bench.restarted()
    bench.turn()
    assert bench.only().owner == elsewhere
    bench.turn(LEASE.total_seconds() + 1)
    assert bench.only().state is ArrivalState.READY


def test_45_a_clock_that_jumps_takes_no_file_from_anybody(bench: Bench) -> None:
    bench.photo()
    killed_at("unlinked", bench.root)
    Arrival.update(owner=this_process(), lease_until=bench.clock.now()).execute()
    bench.ingest.recovered = True  # another part of this very process is reading it
    bench.clock.advance(timedelta(days=400))
    bench.ingest.turn()
    assert bench.only().state is ArrivalState.CLAIMED
    bench.clock.advance(timedelta(days=-800))
    bench.ingest.turn()
    assert bench.only().state is ArrivalState.CLAIMED


def test_orphans_of_a_station_that_died_are_taken_over_while_another_works(bench: Bench) -> None:
    bench.turn()
    bench.photo()
    killed_at("hashed", bench.root)
    bench.elsewhere(lambda: None)
    bench.turn()
    assert bench.only().state is ArrivalState.READY
    assert list(bench.stored().values()) == [True]
