"""The Head's opened key at this terminal, and when it is taken away again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from soptui.i18n import _
from soptui.tui.format import minutes

if TYPE_CHECKING:
    from soptui.identity.signing import Signer

MINUTE = timedelta(minutes=1)


class HeadLock:
    """Holds the signer while the room is open; nothing else keeps it. `limit` is how long it stays
    open without a key pressed, `longest` how long in any case; each at least a minute: a Head's
    room that never locks is none.
    """

    def __init__(self, limit_minutes: int, longest_minutes: int) -> None:
        self.limit = max(limit_minutes, 1) * MINUTE
        self.longest = max(longest_minutes, 1) * MINUTE
        self.signer: Signer | None = None
        self._opened: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.signer is not None

    def open(self, signer: Signer, now: datetime) -> None:
        """Take the key in, and forget another one."""
        self.close()
        self.signer, self._opened = signer, now

    def close(self) -> None:
        """Forget the key."""
        if self.signer is not None:
            self.signer.close()
        self.signer = self._opened = None

    def left(self, last_key: datetime, now: datetime) -> timedelta:
        """How long it stays open if no key is pressed; nothing when it is closed.

        A clock that was set back does not keep it open longer than the limit.
        """
        if self._opened is None:
            return timedelta()
        idle = min(max(last_key, self._opened) + self.limit - now, self.limit)
        return min(idle, self._opened + self.longest - now)

    def is_over(self, now: datetime) -> bool:
        """Whether it has been open for as long as it may be."""
        return self._opened is not None and now >= self._opened + self.longest


def lock_words(left: timedelta) -> str:
    """`open, locks in 4 min`; seconds only in the last minute, so that little is repainted."""
    if left < MINUTE:
        time = f"0.{max(0, int(left.total_seconds())):02d}"
    else:
        time = minutes(-(-left // MINUTE))
    return _("open, locks in {time}").format(time=time)
