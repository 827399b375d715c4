"""A small JSON file of sealed items: this account's alone, locked in a change, replaced whole.

The folder is opened once and checked, and everything else happens relative to that descriptor: what
was checked is what is used, whatever happens to the path meanwhile. The lock is on the folder, for
the file itself is another one after every change.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TypeAlias

from soptui.errors import IdentityError, StorageError
from soptui.i18n import _
from soptui.identity.private_folder import private_folder, read_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Items: TypeAlias = dict[str, dict[str, str]]
"""Service → user name → sealed text."""

VERSION: Final = 1
_RETRY_S: Final = 0.02


class SecretFile:
    """The file at `path`. Reading takes no lock; a change waits up to `patience` seconds for it."""

    def __init__(self, path: Path, *, patience: float = 10.0) -> None:
        self.path = path
        self._patience = patience

    def read(self) -> Items:
        """All items; none when there is no file yet.

        Raises IdentityError for a file or folder that is not this account's alone, or is damaged.
        """
        try:
            with private_folder(self.path.parent) as folder:
                return self._read(folder)
        except FileNotFoundError:
            return {}

    @contextmanager
    def changing(self) -> Iterator[Items]:
        """The items, to be changed in place; they are written when the block ends without an error.

        Raises IdentityError like `read`, or when another process keeps the lock; StorageError when
        the disk does not take the file. The old file stays whole in every case.
        """
        with _told_as_storage():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with private_folder(self.path.parent) as folder:
            self._lock(folder)
            items = self._read(folder)
            yield items
            self._write(folder, items)

    def _lock(self, folder: int) -> None:
        """Wait for the lock; closing the descriptor frees it, as the process's end does."""
        give_up = time.monotonic() + self._patience
        while True:
            try:
                return fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= give_up:
                    raise IdentityError(
                        _("Another program keeps the keyring file; nothing was changed."),
                        remedy=_("Try again in a minute."),
                    ) from None
                time.sleep(_RETRY_S)

    def _read(self, folder: int) -> Items:
        try:
            return _parse(read_private(self.path, folder))
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError):
            raise IdentityError(
                _("The keyring file “{path}” is damaged; it was left as it is.").format(
                    path=self.path
                ),
                remedy=_("Put it back from a backup."),
            ) from None

    def _write(self, folder: int, items: Items) -> None:
        text = json.dumps({"version": VERSION, "items": items}, indent=1, sort_keys=True) + "\n"
        draft = self.path.name + ".new"  # one name: the lock is ours, leavings are cleared here
        with _told_as_storage():
            _remove(draft, folder)
            try:
                _write_new(draft, folder, text.encode())
                os.replace(draft, self.path.name, src_dir_fd=folder, dst_dir_fd=folder)
            except OSError:
                _remove(draft, folder)
                raise
            os.fsync(folder)


@contextmanager
def _told_as_storage() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise StorageError(
            _("The keyring file could not be written; the old one was kept."),
            remedy=_("See whether the disk is full or read-only, then try again."),
        ) from problem


def _write_new(name: str, folder: int, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(name, flags, 0o600, dir_fd=folder), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _remove(name: str, folder: int) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)


def _parse(content: bytes) -> Items:
    """The items in `content`. Raises ValueError unless it is exactly our document."""
    match json.loads(content):
        case {"version": 1, "items": dict(items)} if all(map(_is_service, items.values())):
            return items
    raise ValueError("not a keyring file")


def _is_service(users: object) -> bool:
    return isinstance(users, dict) and all(isinstance(text, str) for text in users.values())
