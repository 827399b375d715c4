"""How published files reach the disk: whole or not at all, durable, readable by a web server."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from soptui.errors import StorageError
from soptui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE_MODE = 0o644
FOLDER_MODE = 0o755


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn the system's disk errors into ones that people are told about."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageError(
                _("The disk is full. Nothing half-finished can be seen by readers."),
                remedy=_("Free some space, then try again."),
            ) from error
        raise StorageError(
            _("A file or folder for publishing cannot be used: {reason}.").format(
                reason=error.strerror or type(error).__name__
            ),
            remedy=_("Check that the folder exists and may be written to, then try again."),
        ) from error


@contextmanager
def exclusive(lock: Path) -> Iterator[None]:
    """Wait until no other publisher works here, and keep others out."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the folder's list of names durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Disk:
    """Writing and moving; passed in, so that a test can pull the plug at any point."""

    def write(self, path: Path, data: bytes) -> None:
        """Write `data` to `path`, durably, readable by everybody whatever the umask."""
        with path.open("wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), FILE_MODE)
            file.flush()
            os.fsync(file.fileno())

    def move(self, source: Path, dest: Path) -> None:
        """Give `source` the name `dest` in one step."""
        source.replace(dest)

    def folder(self, path: Path) -> None:
        """Make the folder and its parents, readable by everybody."""
        if not path.is_dir():
            self.folder(path.parent)
            path.mkdir(exist_ok=True)
            path.chmod(FOLDER_MODE)

    def put(self, path: Path, data: bytes, *, durable: bool = True) -> bool:
        """Replace the content of `path` in one step; the same content is left alone. Whether it
        was another one.

        Very many files are faster put without being `durable`, and flushed together.
        """
        if path.is_file() and path.read_bytes() == data:
            return False
        self.folder(path.parent)
        draft = path.with_name(f".{path.name}.new")
        try:
            if durable:
                self.write(draft, data)
            else:
                draft.write_bytes(data)
                draft.chmod(FILE_MODE)
            self.move(draft, path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        if durable:
            sync_folder(path.parent)
        return True

    def flush(self) -> None:
        """Make everything durable that was put without being so."""
        os.sync()

    def copy(self, source: Path, dest: Path) -> None:
        """Let a copy of `source` appear at `dest` whole; one that is there is left alone."""
        if dest.is_file():
            return
        self.folder(dest.parent)
        draft = dest.with_name(f".{dest.name}.new")
        try:
            shutil.copyfile(source, draft)
            self._settle(draft, FILE_MODE)
            self.move(draft, dest)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(dest.parent)

    def settle(self, folder: Path) -> None:
        """Make everything in `folder` durable and readable by everybody."""
        for path in sorted(folder.rglob("*"), reverse=True):
            self._settle(path, FOLDER_MODE if path.is_dir() else FILE_MODE)
        folder.chmod(FOLDER_MODE)
        sync_folder(folder)

    def place(self, folder: Path, dest: Path) -> None:
        """Let a finished folder appear at `dest` in one step."""
        self.settle(folder)
        self.folder(dest.parent)
        self.move(folder, dest)
        sync_folder(dest.parent)

    def _settle(self, path: Path, mode: int) -> None:
        path.chmod(mode)
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
