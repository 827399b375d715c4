"""Results appear whole or not at all."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def written_whole(dest: Path) -> Iterator[Path]:
    """A temporary path beside `dest` that takes its place when the block ends well.

    Missing folders are made. When the block fails, `dest` is as it was and nothing is left over.
    There is no fsync: a result can be made again.
    """
    dest.parent.mkdir(parents=True, exist_ok=True)
    temporary = dest.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield temporary
        temporary.replace(dest)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
