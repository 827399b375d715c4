"""Taking a file out of the inbox, where nobody else can change it any more."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from soptui.inbox.settling.inspect import Changed, opened
from soptui.inbox.watching.scan import Stamp, stamp_of

_HELD = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_LINK = (*_HELD, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS)


def _nothing(_step: str) -> None:
    """Nobody watches the steps."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What a claim may do to the inbox; passed in, so that tests can tie them or pull the plug."""

    link: Callable[[Path, Path], None] = lambda source, dest: os.link(
        source, dest, follow_symlinks=False
    )
    unlink: Callable[[Path], None] = Path.unlink
    reached: Callable[[str], None] = _nothing
    """Told the name of every step once it is done."""


def source_of(inbox: Path, path: bytes) -> Path:
    """The file at `path`, which is relative to the inbox."""
    return Path(os.fsdecode(os.path.join(os.fsencode(inbox), path)))  # noqa: PTH118  bytes


def remove_source(source: Path, stamp: Stamp, hands: Hands) -> bool:
    """Remove the name in the inbox if it still is the file that was taken; whether it is gone."""
    if not is_same(source, stamp):
        return True
    try:
        hands.unlink(source)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True


def is_same(source: Path, stamp: Stamp) -> bool:
    """Whether `source` still is the file that was seen."""
    try:
        return stamp_of(source.lstat()).is_same_file(stamp)
    except OSError:
        return False


def same_as_seen(source: Path, stamp: Stamp) -> Stamp:
    """How it looks now: having had a second name for a moment changed its ctime. Raises Changed."""
    now = stamp_of(source.lstat())
    if not now.is_same_file(stamp):
        raise Changed
    return now


def moved(source: Path, stamp: Stamp, work: Path, hands: Hands) -> bool:
    """Link it to `work`, then remove its name; False where that is not possible."""
    with opened(source, stamp) as descriptor:
        status = os.fstat(descriptor)
        if status.st_nlink > 1 or status.st_uid != os.geteuid():
            return False
    try:
        hands.link(source, work)
    except OSError as error:
        if error.errno in _NO_LINK:
            return False
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise Changed from error
        raise
    hands.reached("linked")
    if not is_same(work, stamp):  # another file took the name in between
        work.unlink()
        raise Changed
    if remove_source(source, stamp, hands):
        return True
    with suppress(FileNotFoundError):
        work.unlink()  # two names of one file: whoever writes the other would change ours
    return False
