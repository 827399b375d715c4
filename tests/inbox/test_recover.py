from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from soptui.sop.arrival import ArrivalState
from soptui.store.tables import Arrival, Asset, EventRow
from tests.inbox.bench import Bench

CHECKOUT = Path(__file__).parents[2]


def killed_at(step: str, root: Path) -> None:
    """Run a station at `root` until it reaches `step`, where SIGKILL ends it."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.inbox.killed", str(root), step], cwd=CHECKOUT, timeout=60
    )
    assert run.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    "step",
    ["intent", "linked", "copied", "unlinked", "hashed", "read", "placed", "committed"],
)
def test_41_after_a_kill_at_any_step_there_is_exactly_one_asset(bench: Bench, step: str) -> None:
    path = bench.photo()
    killed_at(step, bench.root)
    bench.restarted()
    bench.settled()
    assert list(bench.stored().values()) == [True]
    assert Arrival.select().where(Arrival.state == ArrivalState.READY).count() == 1
    assert Arrival.select().count() == 1
    assert EventRow.select().where(EventRow.action == "ingest").count() == 1
    assert not path.exists()
    assert bench.left_over() == []


def test_41_a_kill_while_it_is_set_aside_keeps_it_once(bench: Bench) -> None:
    (bench.inbox / "a.txt").write_bytes(b"just words")
    killed_at("set_aside", bench.root)
    bench.restarted()
    bench.settled()
    assert bench.states() == {"a.txt": (ArrivalState.QUARANTINED, "unsupported")}
    assert [path.read_bytes() for path in bench.home.quarantine.iterdir()] == [b"just words"]
    assert bench.left_over() == []


def test_recovering_twice_changes_nothing(bench: Bench) -> None:
    bench.photo()
    killed_at("placed", bench.root)
    for _time in range(2):
        (job,) = bench.restarted().recovery.everything()
        assert job.work.is_file()
    assert bench.only().state is ArrivalState.HASHED
    assert len(bench.left_over()) == 1


def test_an_unfinished_copy_goes_and_unknown_files_stay(bench: Bench) -> None:
    (bench.home.work / "0123.part").write_bytes(b"half")
    (bench.home.work / "unknown").write_bytes(b"whose?")
    bench.turn()
    assert bench.left_over() == ["unknown"]


def test_a_file_that_changed_after_the_kill_is_not_removed(bench: Bench) -> None:
    path = bench.photo()
    killed_at("linked", bench.root)
    path.unlink()
    bench.photo(colour=(9, 200, 9))
    bench.restarted()
    bench.settled()
    assert list(bench.stored().values()) == [True, True]
    assert Asset.select().count() == 2


def test_previews_of_what_is_done_with_are_cleared_away(bench: Bench) -> None:
    bench.photo()
    killed_at("hashed", bench.root)
    kept, left = bench.home.preview(bench.only().id), bench.home.preview(999)
    kept.write_bytes(b"small")
    left.write_bytes(b"small")
    bench.restarted().recovery.everything()
    assert [path.name for path in bench.home.previews.iterdir()] == [kept.name]
