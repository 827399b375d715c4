"""Who works on a file: a process that can be told from every other, here and elsewhere.

Whether it still lives is asked of the kernel, not of a clock: a clock that jumps neither frees a
file that is being read nor keeps one whose reader is dead. Only of another machine, which cannot be
asked, the lease's end decides.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

LEASE: Final = timedelta(minutes=10)
"""How long another machine's claim is respected without being renewed."""
RENEW_SECONDS: Final = 60.0

_STARTED: Final = 19  # field 22 of /proc/PID/stat (proc(5)), counted after the name's bracket


@cache
def machine() -> str:
    """This machine, and the name space in which its process numbers mean something."""
    name = socket.gethostname()
    with suppress(OSError):
        name = Path("/etc/machine-id").read_text(encoding="ascii").strip() or name
    space = ""
    with suppress(OSError):
        space = str(Path("/proc/self/ns/pid").stat().st_ino)
    return f"{name}:{space}"


@cache
def boot() -> str:
    """This run of the kernel."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return "unknown"


def this_process() -> str:
    """`machine/boot/pid/start time`: no two processes ever share it."""
    pid = os.getpid()
    return f"{machine()}/{boot()}/{pid}/{_started(pid)}"


def is_gone(owner: str, lease_until: datetime | None, now: datetime) -> bool:
    """Whether nobody works on what `owner` took any more."""
    place, _, rest = owner.partition("/")
    run, _, process = rest.partition("/")
    number, _, started = process.partition("/")
    if not number.isdecimal():
        return True
    if place != machine():
        return lease_until is None or now > lease_until
    return run != boot() or _started(int(number)) != started


def _started(pid: int) -> str:
    """When the process began, in ticks since the boot; '' where there is none."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    fields = status.rpartition(")")[2].split()
    return "" if fields[0] in {"Z", "X"} else fields[_STARTED]
