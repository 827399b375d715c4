"""Starting the station from a screen: whichever program comes first does it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

from soptui.paths import Home
from soptui.station.lock import is_free

_child: subprocess.Popen[bytes] | None = None


def ensure_station(home: Home, inbox: Path) -> subprocess.Popen[bytes] | None:
    """Start a station bound to this process unless one runs; the new one, or None.

    Cheap enough to be called every few seconds: when the one that runs dies, the next call of any
    program at this home starts another, and the lock lets only one of them work.
    """
    global _child  # noqa: PLW0603  one child a process: the operating system's own bookkeeping
    if _child is not None and _child.poll() is None:
        return None
    _child = None
    with contextlib.suppress(OSError):
        if is_free(home):
            _child = _start(home, inbox)
    return _child


def _start(home: Home, inbox: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "soptui", "--home", str(home.root), "--inbox", str(inbox),
               "station", "--attached"]  # fmt: skip
    # Its own session keeps the terminal's hang-up and Ctrl+C away; the pipe tells it of our end.
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
