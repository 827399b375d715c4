"""When the inbox is looked at next: at once when something happens, seldom when nothing does."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

SHORTEST: Final = 0.3
"""Seconds between looks while something comes in: events of one card are taken together."""
SHARE: Final = 8.0
"""A look is followed by this many times as long without one, whatever happens."""
UNSURE: Final = (1.0, 2.0, 3.0, 5.0)
"""Backing off while nothing happens, where new files may come without a word."""
SURE: Final = (*UNSURE, 10.0, 20.0, 30.0)
"""The same where every new file is told of, and that has been proven."""
THRIFT: Final = 75.0
"""Where a watch is there and only cannot be proven, a long look is done more seldom."""


class Pace:
    """Seconds of a clock that nobody sets."""

    def __init__(self, monotonic: Callable[[], float] = monotonic) -> None:
        self._monotonic = monotonic
        self._looked = float("-inf")
        self._took = 0.0
        self._calm = 0
        self._moves = False

    def looked(self, started: float, took: float, *, moves: bool) -> None:
        """Note a look that lasted from `started` on; `moves` while files are still on their way."""
        self._looked, self._took, self._moves = started + took, took, moves
        self._calm = 0 if moves else self._calm + 1

    def patience(self, *, sure: bool, unproven: bool = False) -> float:
        """The longest time between looks when nothing happens."""
        if sure:
            return SURE[-1]
        thrifty = min(self._took * THRIFT, SURE[-1]) if unproven else 0.0
        return max(UNSURE[-1], thrifty, self._took * SHARE)

    def rest(self, *, told: bool, sure: bool, unproven: bool = False) -> float:
        """Seconds until the next look, not above 0 when it is due; `told` when an event came."""
        soonest = max(SHORTEST, self._took * SHARE)
        if not (told or self._moves):
            waits = SURE if sure else UNSURE
            longest = self.patience(sure=sure, unproven=unproven)
            calm = min(self._calm, len(waits)) - 1
            soonest = max(soonest, longest if calm == len(waits) - 1 else waits[calm])
        return self._looked + soonest - self._monotonic()
