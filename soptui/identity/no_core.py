"""This process's memory is its own: a passphrase is in it for a moment, a key for minutes."""

from __future__ import annotations

import contextlib
import ctypes
import resource

_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """No core files, and no other process of this account may read the memory (prctl(2)).

    Where the system does not know how, nothing happens: it is a second line, never the first.
    """
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
