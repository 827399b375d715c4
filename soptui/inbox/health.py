"""The station's sign of life: a small file that every face can read."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from soptui.i18n import N_, _
from soptui.paths import Home

SILENT_AFTER: Final = timedelta(seconds=10)
_SIZE: Final = 1024
"""Always the same length, so that it can be rewritten in place on a disk that is full."""

WATCH_TROUBLES: Final = {
    "watch_limit": (
        N_("Too many folders to watch: new files appear after up to {seconds} s; nothing is lost."),
        N_("Administrator: raise fs.inotify.max_user_watches (sysctl)."),
    ),
    "instance_limit": (
        N_("Too many programs watch folders: new files appear after up to {seconds} s; nothing is"
           " lost."),
        N_("Administrator: raise fs.inotify.max_user_instances (sysctl)."),
    ),
    "silent": (
        N_("The inbox's watch is silent: new files appear after up to {seconds} s; nothing is"
           " lost."),
        N_("It is tried again by itself. If it stays so, tell the administrator."),
    ),
    "overflow": (
        N_("Very many files came at once. The whole inbox was looked at again; nothing is lost."),
        N_("Nothing to do."),
    ),
    "network": (
        N_("The inbox or a part of it lies on a network drive: new files appear after up to"
           " {seconds} s; nothing is lost."),
        N_("Nothing to do."),
    ),
    "unproven": (
        N_("The inbox cannot be written, so its watch is unproven: new files appear after up to"
           " {seconds} s; nothing is lost."),
        N_("Nothing to do."),
    ),
}  # fmt: skip
"""Why the watch cannot be relied on: what happened and what it means, then what to do."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the station does. Moments are ISO 8601 with an offset.

    `watcher`: "events" (told at once) or "scan" (looks every few seconds); `problem`: a code of
    `inbox.reasons.PROBLEMS`, '' when all is well; `watch_trouble`: one of WATCH_TROUBLES, '' while
    events can be relied on; `patience`: seconds between looks when nothing happens.
    """

    pid: int
    started: str
    beat: str
    last_scan: str = ""
    watcher: str = "scan"
    problem: str = ""
    busy: bool = False
    ignored: int = 0
    watch_trouble: str = ""
    patience: int = 5

    def is_alive(self, now: datetime) -> bool:
        """Whether the station gave a sign of life lately; a clock set back does not kill it."""
        return now - datetime.fromisoformat(self.beat) < SILENT_AFTER


_FIELDS: Final = tuple(field.name for field in fields(Health))


def watch_words(health: Health) -> tuple[str, str]:
    """Why new files do not appear at once and what that means, and what to do; translated."""
    happened, remedy = WATCH_TROUBLES.get(health.watch_trouble, ("", ""))
    if not happened:
        return "", ""
    return _(happened).format(seconds=health.patience), _(remedy)


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
    """The last sign of life; None where there has been none or it is being rewritten.

    What a newer station says beyond what is known here is passed over.
    """
    try:
        told = json.loads(health_path(home).read_bytes())
        return Health(**{name: told[name] for name in _FIELDS if name in told})
    except (OSError, ValueError, TypeError):
        return None
