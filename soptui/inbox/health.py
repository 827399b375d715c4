"""The station's sign of life: a small file that every face can read."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from soptui.paths import Home

SILENT_AFTER: Final = timedelta(seconds=10)
_SIZE: Final = 1024
"""Always the same length, so that it can be rewritten in place on a disk that is full."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the station does. Moments are ISO 8601 with an offset.

    `watcher`: "events" (told at once) or "scan" (looks every few seconds); `problem`: a code of
    `inbox.reasons.PROBLEMS`, '' when all is well.
    """

    pid: int
    started: str
    beat: str
    last_scan: str = ""
    watcher: str = "scan"
    problem: str = ""
    busy: bool = False
    ignored: int = 0

    def is_alive(self, now: datetime) -> bool:
        """Whether the station gave a sign of life lately; a clock set back does not kill it."""
        return now - datetime.fromisoformat(self.beat) < SILENT_AFTER


def health_path(home: Home) -> Path:
    """Where the sign of life is."""
    return home.root / "station.json"


def write_health(home: Home, health: Health) -> None:
    """Replace the file in one step; on a full disk overwrite it. Never raises for the disk."""
    path = health_path(home)
    text = json.dumps(asdict(health)).ljust(_SIZE).encode()
    draft = path.with_name(path.name + ".new")
    try:
        draft.write_bytes(text)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        with suppress(OSError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
            try:
                os.pwrite(descriptor, text, 0)
            finally:
                os.close(descriptor)


def read_health(home: Home) -> Health | None:
    """The last sign of life; None where there has been none or it is being rewritten."""
    try:
        return Health(**json.loads(health_path(home).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
