"""One station a home: whoever holds this lock, and the kernel lets go of it for the dead."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class StationLock:
    """A held lock. It is released by `release`, or by the end of the process, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another station begin."""
        os.close(self._descriptor)


def try_lock(path: Path) -> StationLock | None:
    """The lock, or None while another process holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return StationLock(descriptor)


def is_free(path: Path) -> bool:
    """Whether no station runs; costs two system calls."""
    lock = try_lock(path)
    if lock is not None:
        lock.release()
    return lock is not None
