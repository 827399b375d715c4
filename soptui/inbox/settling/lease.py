"""Whether anybody is still writing a file: the kernel knows."""

from __future__ import annotations

import errno
import fcntl
import signal
from enum import StrEnum


class Lease(StrEnum):
    """The kernel's answer."""

    FREE = "free"
    BUSY = "busy"
    UNKNOWN = "unknown"
    """Not our file, or a file system without leases."""


def ask(descriptor: int) -> Lease:
    """Whether somebody has the file open for writing. `descriptor` is open for reading only.

    A read lease is granted only where nobody has (fcntl(2), "Leases"); it is given back at once.
    """
    try:
        # Somebody who opens the file in between breaks the lease. The signal for that would end
        # the program; SIGURG is one that nobody minds.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return Lease.BUSY if error.errno == errno.EAGAIN else Lease.UNKNOWN
    return Lease.FREE
