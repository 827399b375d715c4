from __future__ import annotations

from pathlib import Path

from tests.inbox.kills import kill_it


def test_41_thirty_kills_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    assert kill_it(tmp_path, 30).put.total() == 180
