"""One station a home: whoever holds the lock works, the others wait or leave."""

from __future__ import annotations

import fcntl
import os

from soptui.paths import Home


class Held:
    """The lock, held until it is released or the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another station work. Doing so again changes nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def try_lock(home: Home) -> Held | None:
    """The lock, or None where another station has it. Raises OSError."""
    descriptor = os.open(home.station_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return Held(descriptor)


def is_free(home: Home) -> bool:
    """Whether no station works at this moment; microseconds."""
    held = try_lock(home)
    if held is not None:
        held.release()
    return held is not None
