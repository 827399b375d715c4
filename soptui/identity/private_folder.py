"""Opening a folder and a file that nobody but this account may open, or refusing in plain words."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from soptui.errors import IdentityError
from soptui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def private_folder(path: Path) -> Iterator[int]:
    """A descriptor of the folder at `path`, which is no link and is this account's alone.

    Raises FileNotFoundError when there is none, IdentityError when it is not private.
    """
    with _open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, None) as folder:
        yield folder


def read_private(path: Path, folder: int) -> bytes:
    """The file named like `path` in the folder that is open as `folder`.

    Raises FileNotFoundError when there is none, IdentityError when it is not private.
    """
    # O_NONBLOCK: a pipe planted under this name must not hold the program up
    with _open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, folder) as descriptor:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _refusal(path)
        with os.fdopen(os.dup(descriptor), "rb") as file:
            return file.read()


@contextmanager
def _open(path: Path, flags: int, folder: int | None) -> Iterator[int]:
    try:
        descriptor = os.open(path if folder is None else path.name, flags, dir_fd=folder)
    except FileNotFoundError:
        raise
    except OSError as problem:  # a link, not a folder, no right to look
        raise _refusal(path) from problem
    try:
        _check_private(descriptor, path)
        yield descriptor
    finally:
        os.close(descriptor)


def _check_private(descriptor: int, path: Path) -> None:
    state = os.fstat(descriptor)
    if state.st_uid != os.geteuid():
        raise IdentityError(
            _("“{path}” belongs to another account; it was not used.").format(path=path),
            remedy=_("Ask the administrator who put it there."),
        )
    if state.st_mode & 0o077:
        mode = "700" if stat.S_ISDIR(state.st_mode) else "600"
        raise IdentityError(
            _("Other accounts may open “{path}”; it was not used.").format(path=path),
            remedy=_(
                "Set its mode to {mode} and change the passphrase: a copy may have been made."
            ).format(mode=mode),
        )


def _refusal(path: Path) -> IdentityError:
    return IdentityError(
        _("“{path}” is a link or something else than expected; it was not used.").format(path=path),
        remedy=_("Ask the administrator who put it there."),
    )
