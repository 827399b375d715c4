"""Names that never become material: what systems leave behind, and unfinished copies."""

from __future__ import annotations

from typing import Final

_SYSTEM: Final = frozenset({b"thumbs.db", b"desktop.ini", b"@eadir", b"system volume information",
                            b"$recycle.bin", b"lost+found"})  # fmt: skip
_UNFINISHED: Final = (b".part", b".partial", b".filepart", b".tmp", b".crdownload", b"~")


def is_ignored(name: bytes) -> bool:
    """Whether a file or folder of that name is passed over.

    Dot files (with them `.DS_Store`, `._*` and rsync's `.name.random`) and system folders never
    become material. Names of unfinished copies do when the program that copies renames them.
    """
    folded = name.lower()
    return folded.startswith(b".") or folded in _SYSTEM or folded.endswith(_UNFINISHED)


def is_unfinished(name: bytes) -> bool:
    """Whether a file that is passed over may get its final name once it is whole: `IMG_1.JPG.part`,
    rsync's `.IMG_1.JPG.x7Ga2f`. What a Mac leaves beside each file (`._IMG_1.JPG`) never does.
    """
    return is_ignored(name) and name.lower() not in _SYSTEM and not name.startswith(b"._")
