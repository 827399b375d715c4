"""Which file systems lie under the inbox: of what others write on a network drive, nobody tells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

MOUNTINFO: Final = Path("/proc/self/mountinfo")
_FOREIGN: Final = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs", "lustre",
    "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb3", "smbfs", "sshfs", "vboxsf",
    "virtiofs", "vmhgfs",
})  # fmt: skip
_ESCAPED: Final = re.compile(rb"\\([0-7]{3})")


class Mount(NamedTuple):
    """One line of mountinfo: where it is mounted, its file system's type, and what it stands on."""

    number: int
    parent: int
    point: bytes
    type: str

    @property
    def is_foreign(self) -> bool:
        """Whether files appear there without this kernel's doing. FUSE programs may show anything;
        `fuseblk` is a disk of this computer.
        """
        return self.type in _FOREIGN or self.type == "fuse" or self.type.startswith("fuse.")


def parse(text: bytes) -> list[Mount]:
    """The mounts in a mountinfo text, in its order; lines that cannot be read are passed over."""
    found = []
    for line in text.splitlines():
        ours, dash, theirs = line.partition(b" - ")
        fields = ours.split(b" ")
        if dash and len(fields) > 4 and fields[0].isdigit() and fields[1].isdigit():
            kind = theirs.split(b" ", 1)[0].decode("ascii", "replace")
            found.append(Mount(int(fields[0]), int(fields[1]), _unescaped(fields[4]), kind))
    return found


def under(folder: bytes, mounts: list[Mount]) -> list[Mount]:
    """The mount that `folder` (absolute, without links) lies on, and those mounted below it.

    Of several on one place only the topmost is seen. The order of the lines says nothing.
    """
    places = {(mount.number, mount.point) for mount in mounts}
    covered = {mount.parent for mount in mounts if (mount.parent, mount.point) in places}
    shown = [mount for mount in mounts if mount.number not in covered]
    above = [mount for mount in shown if _holds(mount.point, folder)]
    below = [mount for mount in shown if mount.point != folder and _holds(folder, mount.point)]
    return [*sorted(above, key=lambda mount: len(mount.point))[-1:], *below]


def table() -> bytes:
    """The mounts of now as the kernel writes them; empty where it does not say."""
    try:
        return MOUNTINFO.read_bytes()
    except OSError:
        return b""


def has_foreign(inbox: Path) -> bool:
    """Whether the inbox or a part of it lies where this kernel sees only half of what happens."""
    try:
        folder = bytes(inbox.resolve())
    except (OSError, RuntimeError):
        return False
    return any(mount.is_foreign for mount in under(folder, parse(table())))


def _holds(folder: bytes, path: bytes) -> bool:
    return path == folder or path.startswith(folder.rstrip(b"/") + b"/")


def _unescaped(field: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 8) & 255]), field)
