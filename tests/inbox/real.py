"""Real file systems and real accounts, for tests that want the real thing; skipped aloud where the
machine does not allow it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def mounted(folder: Path, *, megabytes: int = 64) -> Iterator[Path]:
    """A small file system of its own at `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    mount(folder, f"size={megabytes}m")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def mount(folder: Path, options: str) -> None:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if done.returncode:
        pytest.skip("this account may not mount file systems here")


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def unmount(folder: Path) -> None:
    """As when a card is pulled: at once, whoever still uses it."""
    subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def ordinary_account() -> Iterator[Path]:
    """A folder in which this process has no more rights than any clerk."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(0)
