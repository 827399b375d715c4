from __future__ import annotations

from pathlib import Path

from tests.inbox.burst import burst
from tests.inbox.kills import kill_it


def test_41_thirty_kills_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    done = kill_it(tmp_path, 30)
    assert done.put.total() == 180
    assert done.killed >= 10


def test_a_burst_against_a_station_at_work_loses_and_doubles_nothing(tmp_path: Path) -> None:
    burst(tmp_path, 1500)  # asserts it itself
