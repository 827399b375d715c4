"""What the kernel really watches for this process: its own word, not that of a library."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from soptui.inbox.watching.scan import Key

_OPEN: Final = Path("/proc/self/fd")
_TOLD: Final = Path("/proc/self/fdinfo")


class Cover(StrEnum):
    """Whether every folder has its watch."""

    WHOLE = "whole"
    UNSURE = "unsure"
    """Some have none; perhaps they are only new."""
    RENEW = "renew"
    """Start the watch anew, which reaches what was mounted or made meanwhile."""
    LIMITED = "limited"
    """There are more folders than the system allows to watch."""


class Tally:
    """Looks for folders without a watch: nobody tells of a sub-folder beyond the limit, of a disk
    mounted in the inbox, or of an inbox that was made anew under the same inode.
    """

    def __init__(self) -> None:
        self._bare: set[Key] = set()
        self._renewed = False

    def judge(self, folders: set[Key], root: Key) -> Cover:
        """`folders` as the scan saw them, `root` the inbox. Ask at most once a second."""
        bare = unwatched(folders, root)
        lasting, self._bare = bare & self._bare, bare
        if not bare:
            self._renewed = False
            return Cover.WHOLE
        if root in bare and self._renewed:
            return Cover.WHOLE  # this file system numbers its folders otherwise for the kernel
        if not lasting and root not in bare:
            return Cover.UNSURE
        if self._renewed:
            return Cover.LIMITED
        self._renewed = True
        return Cover.RENEW


def unwatched(folders: set[Key], root: Key) -> set[Key]:
    """Those of `folders` that nobody watches; none where the kernel does not say.

    Where a file system's devices are called otherwise than by stat, inodes alone are compared.
    """
    watched = _watched()
    if watched is None:
        return set()
    if root in watched:
        return folders - watched
    inodes = {inode for _device, inode in watched}
    return {key for key in folders if key[1] not in inodes}


def parse(text: str) -> Iterator[Key]:
    """The folders in an inotify descriptor's fdinfo text."""
    for line in text.splitlines():
        if line.startswith("inotify wd:"):
            facts = dict(word.partition(":")[::2] for word in line.split()[1:])
            device = int(facts["sdev"], 16)  # the kernel's own numbering: 20 bits for the minor
            yield os.makedev(device >> 20, device & 0xFFFFF), int(facts["ino"], 16)


def _watched() -> set[Key] | None:
    found: set[Key] | None = None
    for descriptor in _OPEN.iterdir():
        try:
            if str(descriptor.readlink()) == "anon_inode:inotify":
                told = set(parse((_TOLD / descriptor.name).read_text()))
                found = told | (found or set())
        except (OSError, KeyError, ValueError):
            continue
    return found
