"""The folder prepared for posting by hand, read back for the person who posts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from soptui.channels.kit import ALT_TEXTS, CHECKLIST, TEXT
from soptui.errors import NotFound, StorageError
from soptui.i18n import _

_WORDS = {TEXT, ALT_TEXTS, CHECKLIST}
LONGEST = 200_000
"""Bytes of a text file that are read: a kit's are a few thousand."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What lies in a kit: the text to copy, the files in the order of posting, and the words that
    go with them.
    """

    folder: Path
    text: str
    alt_texts: str
    checklist: str
    files: tuple[str, ...]


def read_kit(folder: Path) -> Kit:
    """The kit in `folder`. Touches the disk only; raises NotFound where there is none any more,
    StorageError where it cannot be read.
    """
    try:
        files = sorted(path.name for path in folder.iterdir() if path.is_file())
        words = {name: _read(folder / name) for name in _WORDS if name in files}
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(
            _("The prepared folder is not there any more."),
            remedy=_("Wait until the station has prepared it again, or ask the administrator."),
        ) from error
    except OSError as error:
        raise StorageError(
            _("The prepared folder cannot be read: {reason}.").format(reason=error.strerror),
            remedy=_("Ask the administrator to check its permissions."),
        ) from error
    attached = tuple(name for name in files if name not in _WORDS and not name.startswith("."))
    return Kit(folder, words.get(TEXT, "").rstrip("\n"), words.get(ALT_TEXTS, ""),
               words.get(CHECKLIST, ""), attached)  # fmt: skip


def _read(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(LONGEST).decode("utf-8", "replace")
