"""When the whole inbox has to wait."""

from __future__ import annotations

import errno
from typing import Final

FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class Paused(Exception):
    """The whole inbox waits; `code` says why (`inbox.reasons.PROBLEMS`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
