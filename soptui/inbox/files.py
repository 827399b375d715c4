"""Moving bytes without ever overwriting any, in steps that survive a crash between them."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from soptui.inbox.settling.inspect import Changed, opened
from soptui.inbox.watching.scan import Stamp, stamp_of
from soptui.media.sha import file_sha256

_BLOCK = 1 << 20
_NO_LINKS = (errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS)

Progress = Callable[[int], None]
"""Told how many bytes are done; may raise to end it."""

Pulse = Callable[[], None]
"""Called often by whatever takes long; raises Stopped to end it."""


class Stopped(BaseException):
    """The station is told to end. Like KeyboardInterrupt it passes every handler of failures; what
    was half done is finished by the next station.
    """


def sync(path: Path) -> None:
    """Make a file's bytes, or a folder's list of names, durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_new(source: Path, dest: Path) -> None:
    """Give `source` the name `dest`, on the same file system. Raises FileExistsError if taken."""
    try:
        os.link(source, dest, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if dest.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(dest)) from error
        source.rename(dest)
    else:
        source.unlink()


def copy_verified(source: Path, stamp: Stamp, dest: Path, progress: Progress) -> None:
    """Copy exactly the file that was seen; `dest` appears whole and durable, or not at all.

    `progress` is told the bytes copied, then those verified. Raises Changed when the source changed
    meanwhile, OSError for the disk.
    """
    part = dest.with_name(dest.name + ".part")
    digest = hashlib.sha256()
    try:
        with opened(source, stamp) as descriptor, part.open("xb") as copy:
            while block := os.read(descriptor, _BLOCK):
                digest.update(block)
                copy.write(block)
                progress(copy.tell())
            copy.flush()
            os.fsync(copy.fileno())
            if stamp_of(os.fstat(descriptor)) != stamp or copy.tell() != stamp.size:
                raise Changed
        if file_sha256(part, progress) != digest.hexdigest():
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(part))
        move_new(part, dest)
        sync(dest.parent)
    finally:
        part.unlink(missing_ok=True)


def keep_original(work: Path, original: Path, quarantine: Path) -> None:
    """Give the bytes in `work` their final place; the same bytes there already are enough.

    `work` is durable already and keeps its name until the database knows, so that a crash in
    between loses nothing; the caller makes the folder durable before that. What stands in the place
    and is damaged (another size) goes to `quarantine`.
    """
    work.chmod(0o400)
    original.parent.mkdir(mode=0o700, exist_ok=True)
    if original.exists() and original.stat().st_size != work.stat().st_size:
        original.rename(quarantine / f"{work.name}-damaged")
    try:
        os.link(work, original)
    except FileExistsError:
        pass
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        copy_verified(work, stamp_of(work.stat()), original, lambda _done: None)
