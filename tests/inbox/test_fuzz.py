from __future__ import annotations

import random
from pathlib import Path

from soptui.media.types import ALL_TYPES
from tests.inbox.fuzz import LONGEST, MAKERS, Fuzz

ROUNDS = 8


def test_broken_files_of_every_format_are_accounted_for(tmp_path: Path) -> None:
    assert {kind.name for kind in ALL_TYPES} - set(MAKERS) <= {"avif", "webm"}
    fuzz = Fuzz(tmp_path, random.Random(20261123))  # noqa: S311
    try:
        for number in range(ROUNDS):
            fuzz.round(number)
    finally:
        fuzz.readers.close()
    assert sum(fuzz.outcomes.values()) == ROUNDS * len(MAKERS)
    assert fuzz.longest < 3 * LONGEST * len(MAKERS)
