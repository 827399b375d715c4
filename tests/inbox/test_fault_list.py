"""Every row of the list of faults has a test whose name carries its number."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]

FAULTS = {
    1: "slow writer", 2: "scanner reopens per page", 3: "writer killed", 4: "preallocated",
    5: "zero bytes", 6: "changed while hashing", 7: "partial, then full", 8: "temporary names",
    9: "moved or linked in", 10: "tree moved in", 11: "event queue overflow", 12: "watch limit",
    13: "inbox deleted, renamed, mounted over", 14: "network drive", 15: "handler exception",
    16: "same name on two cards", 17: "same bytes again", 18: "duplicate of a rejected one",
    19: "sidecars early, late, alone", 20: "RAW + JPEG, Live Photo", 21: "same stem, not a pair",
    22: "no or impossible date", 23: "no time zone", 24: "disk full", 25: "card pulled",
    26: "20 GB film", 27: "other file system", 28: "PNG bomb", 29: "200 MP baseline",
    30: "200 MP progressive", 31: "corrupt after the claim", 32: "wrong extension",
    33: "PDF that does not open", 34: "links", 35: "pipes and devices", 36: "control characters",
    37: "undecodable and long names", 38: "markup in names", 39: "not readable",
    40: "read-only inbox", 41: "SIGKILL at every step", 42: "several processes",
    43: "decoder crashes or hangs", 44: "second name", 45: "clock jumps", 46: "system leftovers",
}  # fmt: skip

STAND_INS = {
    14: "no network drive on a plain machine: its entry in the list of mounts",
    25: "no bad sector on a plain machine: the error that the kernel gives for one",
    26: "not 20 GB: a film that counts as big, whose reading waits until the photos are done",
}
"""What cannot be made real here, and the smallest thing that stands for it."""


def numbers() -> set[int]:
    """The numbers in the names of all tests: `test_19_20_…`."""
    found: set[int] = set()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                match = re.match(r"test((?:_\d+)+)_", node.name)
                if match:
                    found |= {int(number) for number in match[1].strip("_").split("_")}
    return found


def test_every_fault_has_a_test() -> None:
    missing = {number: FAULTS[number] for number in FAULTS.keys() - numbers()}
    assert not missing
    assert STAND_INS.keys() <= FAULTS.keys()
