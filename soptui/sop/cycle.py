"""One run of an item through one step, as it was stored: when, how long it may take, its pauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.sop.office_calendar import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


class PauseReason(StrEnum):
    """Why the clock may stand still. The head's absence is no reason: it goes to the Plh."""

    SOURCE = "menunggu_narasumber"
    HARM_TEST = "uji_konsekuensi"
    EMBARGO = "embargo"
    OUTAGE = "gangguan_listrik_jaringan"
    HEADS_ORDER = "perintah_pimpinan"


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from `started` until somebody ends it, at the latest at `until`."""

    reason: PauseReason
    started: datetime
    until: datetime
    ended: datetime | None = None
    by: str = ""

    def end_at(self, now: datetime) -> datetime:
        """Where the pause ends as far as is known at `now`."""
        return min(self.ended or now, self.until, now)

    def holds(self, moment: datetime) -> bool:
        """Whether the clock stands at `moment`."""
        return self.started <= moment < min(self.ended or self.until, self.until)


@dataclass(frozen=True, slots=True)
class Cycle:
    """Step 1 to 4, in its `round`; every return opens a new cycle and never touches the old one."""

    step: int
    round: int
    started: datetime
    ended: datetime | None
    target: timedelta
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        if self.target <= timedelta():
            raise InvalidInput(
                _("A step's time must be longer than nothing."),
                remedy=_("Set the step's minutes in the procedure."),
            )

    def reached(self, now: datetime) -> datetime:
        """How far the cycle has come: its end, or `now` while it is open."""
        return self.ended or now

    def paused_spans(self, now: datetime) -> Iterator[tuple[Span, Pause]]:
        """When the clock stood: disjoint and in order; where pauses overlap, the earlier counts."""
        reached = self.reached(now)
        resumed = self.started
        for pause in sorted(self.pauses, key=attrgetter("started")):
            span = Span(max(pause.started, resumed), pause.end_at(reached))
            if span.start < span.end:
                yield span, pause
                resumed = span.end
