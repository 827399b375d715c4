"""Print every figure beside its aim; arguments name groups of figures, none means all."""

from __future__ import annotations

import math
import sys

from tests.benchmarks import inbox_idle, ingest_media, keys, measures, posting, site, trail
from tests.benchmarks.measures import Figure

GROUPS = {
    "screens": measures.run_all,
    "media": ingest_media.figures,
    "inbox": inbox_idle.figures,
    "keys": keys.figures,
    "trail": trail.figures,
    "site": site.figures,
    "posting": posting.figures,
}


def show(figure: Figure) -> None:
    verdict = "met" if figure.value <= figure.aim else "NOT met"
    aim = f"aim ≤ {figure.aim:.3g}: {verdict}" if figure.aim else ""
    value = f"{'–':>8}" if math.isnan(figure.value) else f"{figure.value:8.3g}"
    print(f"{figure.name:<42} {value} {figure.unit:<4} {aim}".rstrip())
    print(f"{'':<42} {figure.detail}", flush=True)


if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - set(GROUPS)
    if unknown:
        sys.exit(f"no such figures: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    for name in sys.argv[1:] or GROUPS:
        for figure in GROUPS[name]():
            show(figure)
