"""`soptui doctor`: what is wrong and what to do."""

from __future__ import annotations

import json
from dataclasses import asdict

from soptui.clock import SystemClock
from soptui.config import Settings
from soptui.sop.finding import Level

GLYPHS = {Level.OK: "●", Level.WARNING: "▲", Level.ERROR: "✗"}


def run_doctor(settings: Settings, *, as_json: bool) -> int:
    """Print the findings; 0 when nothing is in error, 1 otherwise."""
    from soptui.desk.doctor import examine

    findings = examine(settings, SystemClock())
    if as_json:
        print(json.dumps([asdict(entry) for entry in findings], ensure_ascii=False, indent=2))  # noqa: T201
    else:
        for entry in findings:
            print(f"{GLYPHS[entry.level]} {entry.topic}: {entry.message}")  # noqa: T201
            if entry.remedy:
                print(f"  {entry.remedy}")  # noqa: T201
    return int(any(entry.level is Level.ERROR for entry in findings))
