"""What lies in the inbox now. The scan is the truth; events only say that it is time for one."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

from soptui.inbox.watching.names import is_ignored, is_unfinished

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


Key = tuple[int, int]
"""(device, inode): one file or folder, whatever its name."""


class Sighting(NamedTuple):
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
    identity: Key | None = None
    """Of the inbox: another one is another folder, whatever its name."""
    devices: set[int] = field(default_factory=set)
    folders: set[Key] = field(default_factory=set)
    """Those that were read, the inbox among them: each needs a watch of its own."""
    unfinished: set[Key] = field(default_factory=set)
    """Files with an unfinished name now, and those that had one and now stand under another: they
    were renamed into place, which whoever copies does when all is written. A hint, no proof: an
    inode that became free is given to the next new file.
    """
    unread: list[bytes] = field(default_factory=list)
    problem: str = ""
    seconds: float = 0.0
    """How long it took."""

    def would_show(self, path: bytes, device: int) -> bool:
        """Whether a file at `path` would have been seen: its folder was read, its disk is there."""
        hidden = any(path.startswith(folder + b"/") for folder in self.unread)
        return not self.problem and not hidden and device in self.devices


def batch_of(path: bytes) -> str:
    """The top folder's name (a card, an event), '' for a loose file; undecodable bytes escaped."""
    top, slash, _rest = path.partition(b"/")
    return top.decode("utf-8", "backslashreplace") if slash else ""


def identity_of(inbox: Path) -> Key | None:
    """What stands under the inbox's name now; None for nothing."""
    try:
        status = inbox.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp in a stat result."""
    times = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
    if max(times) > _LARGEST:
        return Stamp(status.st_size, *(min(value, _LARGEST) for value in times))
    return Stamp(status.st_size, *times)


def scan(inbox: Path, before: Scan | None = None, *, but: Path | None = None) -> Scan:
    """Walk the inbox without following links. Never raises for what it finds, or does not find.

    `before` is the scan before this one: it knows which files had unfinished names. `but` is a
    folder that is passed over wherever it lies: the program's own.
    """
    started = monotonic()
    walk = _Walk(os.fsencode(inbox), before or Scan(), _key(but))
    walk.run()
    walk.found.seconds = monotonic() - started
    return walk.found


class _Walk:
    """One walk. Kept lean: it is done for tens of thousands of files every few seconds."""

    def __init__(self, root: bytes, before: Scan, but: Key | None) -> None:
        self.root, self.before, self.but, self.found = root, before, but, Scan()
        self.folders: list[tuple[bytes, Key]] = []

    def run(self) -> None:
        try:
            status = os.stat(self.root)  # noqa: PTH116  names are bytes here
        except OSError as error:
            self._fail(error)
            return
        self.found.identity = (status.st_dev, status.st_ino)
        self.folders.append((b"", self.found.identity))
        while self.folders:
            folder, key = self.folders.pop()
            self.found.devices.add(key[0])
            try:
                self._read(folder)
                self.found.folders.add(key)
            except OSError as error:
                if folder:
                    self._close(folder)
                else:
                    self._fail(error)

    def _read(self, folder: bytes) -> None:
        """Note the folder's files, and its sub-folders to be read."""
        found, before, lead = self.found, self.before.sightings, folder + b"/" if folder else b""
        renamed = self.before.unfinished
        with os.scandir(os.path.join(self.root, folder)) as entries:  # noqa: PTH118  bytes
            for entry in entries:
                if is_ignored(entry.name):
                    self._pass_over(entry)
                    continue
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                path, mode = lead + entry.name, status.st_mode
                if stat.S_ISDIR(mode):
                    key = (status.st_dev, status.st_ino)
                    if key != self.but:
                        self.folders.append((path, key))
                    continue
                stamp, known = stamp_of(status), before.get(path)
                if known is None or known.stamp != stamp:
                    known = Sighting(path, _form(mode), stamp)
                found.sightings[path] = known
                if renamed and (key := (stamp.device, stamp.inode)) in renamed:
                    found.unfinished.add(key)

    def _pass_over(self, entry: os.DirEntry[bytes]) -> None:
        self.found.ignored += 1
        if is_unfinished(entry.name):
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                return
            if stat.S_ISREG(status.st_mode):
                self.found.unfinished.add((status.st_dev, status.st_ino))

    def _close(self, folder: bytes) -> None:
        """Remember that nothing is known about what lies in `folder`."""
        self.found.unread.append(folder)
        device = self.found.identity[0] if self.found.identity else 0
        self.found.sightings[folder] = Sighting(folder, Form.CLOSED, Stamp(0, 0, 0, 0, device))

    def _fail(self, error: OSError) -> None:
        self.found.problem = UNREADABLE if isinstance(error, PermissionError) else MISSING
        self.found.unfinished = self.before.unfinished


def _key(folder: Path | None) -> Key | None:
    try:
        status = folder.stat() if folder is not None else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status is not None else None


def _form(mode: int) -> Form:
    if stat.S_ISREG(mode):
        return Form.FILE
    return Form.LINK if stat.S_ISLNK(mode) else Form.SPECIAL
