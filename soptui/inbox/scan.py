"""What lies in the inbox now. The scan is the truth; events only say that it is time for one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from soptui.inbox.names import is_ignored

MISSING: Final = "inbox_missing"
UNREADABLE: Final = "inbox_unreadable"
_LARGEST: Final = (1 << 63) - 1
"""What a database integer holds; some file systems number their files beyond it."""


class Form(StrEnum):
    """What stands under a name. Only a file can become material."""

    FILE = "file"
    LINK = "link"
    SPECIAL = "special"
    CLOSED = "closed_folder"
    """A folder that this account may not look into."""


class Stamp(NamedTuple):
    """What changes when a file does. Times in ns."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    device: int

    def is_same_file(self, other: Stamp) -> bool:
        """Whether both are of one file with the same bytes: links and permissions, which change the
        ctime alone, do not count.
        """
        return self._replace(ctime_ns=other.ctime_ns) == other


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing seen at `path`, which is relative to the inbox."""

    path: bytes
    form: Form
    stamp: Stamp

    @property
    def batch(self) -> str:
        return batch_of(self.path)


@dataclass(slots=True)
class Scan:
    """The outcome of one walk. With a `problem` (a code) nothing that is absent counts as gone."""

    sightings: dict[bytes, Sighting] = field(default_factory=dict)
    ignored: int = 0
    identity: tuple[int, int] | None = None
    """(device, inode) of the inbox: another one is another folder, whatever its name."""
    devices: set[int] = field(default_factory=set)
    unread: list[bytes] = field(default_factory=list)
    problem: str = ""

    def would_show(self, path: bytes, device: int) -> bool:
        """Whether a file at `path` would have been seen: its folder was read, its disk is there."""
        hidden = any(path.startswith(folder + b"/") for folder in self.unread)
        return not self.problem and not hidden and device in self.devices


def batch_of(path: bytes) -> str:
    """The top folder's name (a card, an event), '' for a loose file; undecodable bytes escaped."""
    top, slash, _rest = path.partition(b"/")
    return top.decode("utf-8", "backslashreplace") if slash else ""


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp in a stat result."""
    times = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
    return Stamp(status.st_size, *(min(value, _LARGEST) for value in times))


def scan(inbox: Path) -> Scan:
    """Walk the inbox without following links. Never raises for what it finds, or does not find."""
    found = Scan()
    root = os.fsencode(inbox)
    try:
        status = os.stat(root)  # noqa: PTH116  names are bytes here
    except OSError as error:
        found.problem = UNREADABLE if isinstance(error, PermissionError) else MISSING
        return found
    found.identity = (status.st_dev, status.st_ino)
    found.devices.add(status.st_dev)
    folders = [b""]
    while folders:
        folder = folders.pop()
        try:
            folders.extend(_read_folder(root, folder, found))
        except OSError as error:
            if folder:
                _close(folder, found)
            else:
                found.problem = UNREADABLE if isinstance(error, PermissionError) else MISSING
    return found


def _read_folder(root: bytes, folder: bytes, found: Scan) -> Iterator[bytes]:
    """Note the folder's files; yield its sub-folders."""
    with os.scandir(os.path.join(root, folder)) as entries:  # noqa: PTH118  bytes
        for entry in entries:
            if is_ignored(entry.name):
                found.ignored += 1
                continue
            path = folder + b"/" + entry.name if folder else entry.name
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if stat.S_ISDIR(status.st_mode):
                found.devices.add(status.st_dev)
                yield path
            else:
                found.sightings[path] = Sighting(path, _form(status.st_mode), stamp_of(status))


def _form(mode: int) -> Form:
    if stat.S_ISREG(mode):
        return Form.FILE
    return Form.LINK if stat.S_ISLNK(mode) else Form.SPECIAL


def _close(folder: bytes, found: Scan) -> None:
    """Remember that nothing is known about what lies in `folder`."""
    found.unread.append(folder)
    device = found.identity[0] if found.identity else 0
    found.sightings[folder] = Sighting(folder, Form.CLOSED, Stamp(0, 0, 0, 0, device))
