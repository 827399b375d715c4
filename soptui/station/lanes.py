"""Channels side by side: a film that goes up for an hour keeps nothing else waiting.

The website comes first, in the station's own thread: other networks fetch pictures from it. Every
other channel has a lane, a thread that brings out what is due there, one after the other.
"""

from __future__ import annotations

import logging
from threading import Thread
from time import monotonic
from typing import Final

from soptui.errors import SoptuiError
from soptui.sop.step2_selection import WEBSITE
from soptui.station.deliver import Deliveries

log = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 5.0
"""How long the end of the station waits for what is under way. What is cut off then was written
down before it began: the next station asks the channel.
"""


class Lanes:
    """An outbox whose channels do not wait for each other."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._lanes: dict[str, Thread] = {}

    def recover(self) -> None:
        """At start: what was being sent when the last station ended is now uncertain."""
        self._deliveries.recover()

    def turn(self) -> int:
        """Do what is due on the website, and let every other channel begin that is at rest."""
        done = self._deliveries.turn(WEBSITE)
        for channel in self._deliveries.channels_due() - {WEBSITE} - self._busy():
            lane = Thread(target=self._run, args=(channel,), name=f"lane-{channel}", daemon=True)
            self._lanes[channel] = lane
            lane.start()
        return done

    def pending(self) -> bool:
        """Whether anything is under way, or waits for this station."""
        return bool(self._busy()) or self._deliveries.pending()

    def close(self) -> None:
        """Wait for what is under way, not for long."""
        until = monotonic() + PATIENCE_SECONDS
        for lane in self._lanes.values():
            lane.join(max(0.0, until - monotonic()))

    def _busy(self) -> set[str]:
        return {channel for channel, lane in self._lanes.items() if lane.is_alive()}

    def _run(self, channel: str) -> None:
        try:
            self._deliveries.turn(channel)
        except SoptuiError as error:  # a busy database or full disk now: the next turn tries again
            log.warning("%s: %s", channel, type(error).__name__)
