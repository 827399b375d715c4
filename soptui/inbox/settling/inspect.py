"""Looking into a file that somebody may still be writing."""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from soptui.inbox.settling.complete import Evidence, Structure
from soptui.inbox.settling.lease import Lease, ask
from soptui.inbox.watching.scan import Stamp, stamp_of
from soptui.media.structure import has_hole_or_zero_tail, is_complete
from soptui.media.types import PDF, TIFF, sniff

log = logging.getLogger(__name__)

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_REPLACED = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO)  # gone, a link, a socket


class Changed(Exception):
    """What stands under the name is not what was seen there."""


@contextmanager
def opened(path: Path, stamp: Stamp) -> Iterator[int]:
    """A descriptor of exactly the regular file that was seen, or Changed.

    Neither a link nor a pipe that took its place meanwhile can lead astray or block.
    Raises OSError.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno in _REPLACED:
            raise Changed from error
        raise
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or stamp_of(status) != stamp:
            raise Changed
        yield descriptor
    finally:
        os.close(descriptor)


def inspect(path: Path, stamp: Stamp, known: Evidence | None = None) -> Evidence:
    """Who writes the file, and whether it reaches its end. Raises Changed, OSError.

    `known` is what an earlier look at the same bytes said: only the writer is asked for again.
    """
    with opened(path, stamp) as descriptor:
        lease = ask(descriptor)
        if known is not None:
            return Evidence(lease, known.structure, known.paged)
        if lease is Lease.BUSY:
            return Evidence(lease, Structure.UNKNOWN)
        # The descriptor's own path: the name may point elsewhere by now.
        itself = Path(f"/proc/self/fd/{descriptor}")
        try:
            return Evidence(lease, *_structure(itself, stamp.size))
        except OSError:
            raise
        except Exception:  # bytes that nobody thought of: the decoder's own process will say
            log.exception("structure of inode %s", stamp.inode)
            return Evidence(lease, Structure.UNKNOWN)


def _structure(path: Path, size: int) -> tuple[Structure, bool]:
    """The structure, and whether it is of a type that scanners write page by page."""
    if size == 0:
        return Structure.EMPTY, False
    media_type = sniff(path)
    hollow = has_hole_or_zero_tail(path)
    if media_type is None:
        return (Structure.HOLLOW if hollow else Structure.UNKNOWN), False
    paged = media_type in {PDF, TIFF}
    if not is_complete(path, media_type):
        return Structure.BROKEN, paged
    return (Structure.HOLLOW if hollow else Structure.WHOLE), paged
