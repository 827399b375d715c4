"""Mountinfo texts as they were recorded, and the mounts of the machine that runs this."""

from __future__ import annotations

from pathlib import Path

import pytest

from soptui.inbox.watching.mounts import Mount, has_foreign, parse, under

OFFICE = rb"""22 27 0:21 / /proc rw,relatime - proc proc rw
24 27 0:6 / /dev rw,nosuid - devtmpfs udev rw,size=8021980k
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro
31 27 8:17 / /srv/in\040box rw,relatime shared:5 - ext4 /dev/sdb1 rw
32 31 0:44 / /srv/in\040box/NAS\134foto rw,relatime shared:6 - cifs //nas/foto rw,vers=3.1.1
33 31 8:33 /DCIM /srv/in\040box/card rw,relatime master:2 - vfat /dev/sdc1 rw
34 27 0:50 / /home/u/gvfs rw,nosuid - fuse.gvfsd-fuse gvfsd-fuse rw
35 27 8:49 / /media/ntfs rw,nosuid - fuseblk /dev/sdd1 rw
36 27 0:51 / /mnt/team rw - nfs4 server:/team rw,vers=4.2
37 27 254:0 /var/inbox /bound rw,relatime shared:1 - ext4 /dev/vda1 rw
"""
CONTAINER = rb"""500 400 0:60 / / rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/u
501 500 0:61 / /data rw,relatime - 9p hostshare rw,trans=virtio
502 501 0:62 / /data rw,relatime - tmpfs tmpfs rw
"""


def types(folder: bytes, text: bytes) -> dict[bytes, str]:
    return {mount.point: mount.type for mount in under(folder, parse(text))}


def test_the_inbox_and_every_mount_in_it_are_found() -> None:
    assert types(b"/srv/in box", OFFICE) == {
        b"/srv/in box": "ext4", b"/srv/in box/NAS\\foto": "cifs", b"/srv/in box/card": "vfat",
    }  # fmt: skip
    assert types(b"/srv/in box/card/100", OFFICE) == {b"/srv/in box/card": "vfat"}
    assert types(b"/srv/in", OFFICE) == {b"/": "ext4"}
    assert types(b"/bound/sub", OFFICE) == {b"/bound": "ext4"}


def test_of_mounts_on_one_place_the_topmost_counts() -> None:
    assert types(b"/data", CONTAINER) == {b"/data": "tmpfs"}
    assert types(b"/data/x", CONTAINER) == {b"/data": "tmpfs"}
    assert types(b"/inbox", CONTAINER) == {b"/": "overlay"}


@pytest.mark.parametrize(
    ("type_", "foreign"),
    [("cifs", True), ("smb3", True), ("nfs", True), ("nfs4", True), ("9p", True), ("davfs", True),
     ("fuse", True), ("fuse.sshfs", True), ("virtiofs", True), ("fuseblk", False), ("ext4", False),
     ("overlay", False), ("btrfs", False), ("vfat", False), ("tmpfs", False)],
)  # fmt: skip
def test_who_shows_files_that_this_kernel_did_not_write(type_: str, foreign: bool) -> None:
    assert Mount(1, 0, b"/", type_).is_foreign is foreign


def test_lines_that_cannot_be_read_are_passed_over() -> None:
    assert parse(b"\n22 27\nno numbers 0:1 / /x rw - ext4 a rw\n\xff - ") == []


def test_a_folder_of_this_machine_is_not_foreign(tmp_path: Path) -> None:
    assert not has_foreign(tmp_path)
    assert not has_foreign(tmp_path / "nowhere")
