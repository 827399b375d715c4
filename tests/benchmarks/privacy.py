"""How often the privacy scan misses a number, and how often it takes another one for it.

python -m tests.benchmarks.privacy [SENTENCES] [SEED]
"""

from __future__ import annotations

import sys

from tests.sop.test_privacy import rates

if __name__ == "__main__":
    count, seed = (int(text) for text in (*sys.argv[1:], "20000", "1")[:2])
    misses, alarms = rates(seed, count)
    for kind in sorted({kind for kind, _what in misses}):
        print(f"{kind:<8} missed {misses[kind, 'missed']} of {misses[kind, 'all']}")
    for what in ("blocked", "warned", "informed"):
        print(f"harmless sentences {what:<8} {alarms[what]} of {alarms['all']}")
