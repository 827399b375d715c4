"""Running the worker alone."""

from __future__ import annotations

from soptui.clock import SystemClock
from soptui.config import Settings


def run(settings: Settings, *, until_idle: bool, attached: bool) -> int:
    """The station, until it is stopped, its parent ends (`attached`), or nothing is left to do."""
    from soptui.station.run import run_station

    settings.home.make()
    return run_station(
        settings.home,
        settings.inbox,
        until_idle=until_idle,
        attached=attached,
        clock=SystemClock(),
    )
