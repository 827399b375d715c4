"""The name of a content: its SHA-256."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BLOCK: Final = 1 << 20


def file_sha256(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """The SHA-256 of the file in lower-case hex, streamed.

    `progress` is called with the bytes read so far, after each MiB. Raises OSError.
    """
    digest = hashlib.sha256()
    done = 0
    with path.open("rb", buffering=0) as file:
        buffer = bytearray(_BLOCK)
        view = memoryview(buffer)
        while count := file.readinto(buffer):
            digest.update(view[:count])
            done += count
            if progress is not None:
                progress(done)
    return digest.hexdigest()


def sha256_of(data: bytes, progress: Callable[[int], None]) -> str:
    """The same of bytes in memory; `progress` as above."""
    digest = hashlib.sha256()
    view = memoryview(data)
    for start in range(0, len(data), _BLOCK):
        block = view[start : start + _BLOCK]
        digest.update(block)
        progress(start + len(block))
    return digest.hexdigest()
