"""The keys that the machine's owner vouches for, in a folder that no office account may write.

Whoever can write the database can write another register of keys into it; what they cannot write is
this folder. It holds OpenSSH public keys or fingerprints, one a line, in files of any name.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from soptui.errors import IdentityError
from soptui.i18n import _
from soptui.sop.register import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES: Final = 1 << 20
_FINGERPRINT: Final = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


@dataclass(frozen=True, slots=True)
class Approvers:
    """The folder, and the account that must own everything in it (0: the superuser)."""

    folder: Path = Path("/etc/soptui/approvers")
    owner: int = 0

    def pins(self) -> frozenset[str] | None:
        """The fingerprints in the folder, None where there is no folder.

        Raises IdentityError when others may write there: then no key can be trusted.
        """
        try:
            self._require_owned(self.folder)
            files = sorted(self.folder.iterdir())
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise _unusable(self.folder) from problem
        return frozenset(pin for file in files for pin in self._read(file))

    def _read(self, file: Path) -> Iterator[str]:
        self._require_owned(file)
        try:
            with file.open(encoding="utf-8") as lines:
                text = lines.read(MOST_BYTES)
        except (OSError, UnicodeDecodeError) as problem:
            raise _unusable(file) from problem
        for line in filter(None, map(str.strip, text.splitlines())):
            if not line.startswith("#"):
                yield _pin(line, file)

    def _require_owned(self, path: Path) -> None:
        state = path.lstat()
        if state.st_uid != self.owner or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise _unusable(path)


def _pin(line: str, file: Path) -> str:
    if _FINGERPRINT.fullmatch(line.split(maxsplit=1)[0]):
        return line.split(maxsplit=1)[0]
    try:
        return fingerprint_of(line)
    except ValueError as problem:
        raise _unusable(file) from problem


def _unusable(path: Path) -> IdentityError:
    return IdentityError(
        _("The list of approvers in “{path}” cannot be trusted; nothing can be approved.").format(
            path=path
        ),
        remedy=_("It must be readable, belong to root, and be writable by nobody else."),
    )
