"""How long a person waits after wrong PINs. No state: the database counts, this decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

FREE_TRIES: Final = 4
WAITS: Final = (
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)
"""What the fifth try waits, the sixth, and so on; the last for every later one. In a year that
makes 8,770 guesses at most: a PIN of six random digits falls with a chance of 0.9 %.
"""


def locked_until(failures: int, last_failure: datetime | None) -> datetime | None:
    """When the next try is allowed, or None when it is allowed at once.

    `failures` counts wrong tries since the last right one; `last_failure` is aware (ValueError
    when it is not), and None when there was none.
    """
    if failures < FREE_TRIES or last_failure is None:
        return None
    if last_failure.utcoffset() is None:
        raise ValueError("a time without a zone")
    return last_failure + WAITS[min(failures - FREE_TRIES, len(WAITS) - 1)]
