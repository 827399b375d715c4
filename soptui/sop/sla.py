"""How a cycle stands against its target: computed on reading, from nothing but its arguments.

Office time counts; wall-clock time is shown beside it. A cycle is late when its net office time is
longer than the target: exactly on target is on time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from soptui.clock import local
from soptui.sop.cycle import Cycle, Pause, PauseReason
from soptui.sop.office_calendar import Gap, GapKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from soptui.sop.office_calendar import Calendar

__all__ = [
    "Cycle", "Level", "Line", "LineKind", "Mark", "Pause", "PauseReason", "Reading", "deadline_of",
    "explain", "item_on_time", "measure", "minutes_left", "projected_finish", "shows_seconds",
]  # fmt: skip

MINUTE: Final = timedelta(minutes=1)
LAST_MINUTES: Final = timedelta(minutes=5)
"""So close to the deadline, seconds are shown."""


class Level(StrEnum):
    """What the board says about a cycle, in a word and a shape."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    LATE = "late"
    VERY_LATE = "very_late"
    PAUSED = "paused"
    DONE = "done"


class Mark(IntEnum):
    """The percentages of the target at which somebody hears of it."""

    HALF = 50  # information
    DUE_SOON = 80  # the owner
    LATE = 100  # the owner and the supervisor; only when the target is exceeded
    VERY_LATE = 200  # the daily list


@dataclass(frozen=True, slots=True)
class Reading:
    """A cycle as it stands at `at`: its end, or the present moment while it is open.

    `gross` and `paused` are office time, `wall` is not. `pause` is the one that holds at `at`.
    `outside_hours` tags work done while the office is closed, which counts nothing.
    `clock_anomaly`: the clock ran backwards; nothing counts, and reports leave the cycle out.
    """

    cycle: Cycle
    at: datetime
    gross: timedelta
    paused: timedelta
    wall: timedelta
    deadline: datetime
    pause: Pause | None
    outside_hours: bool
    clock_anomaly: bool

    @property
    def net(self) -> timedelta:
        """Office time that counts against the target."""
        return self.gross - self.paused

    @property
    def remaining(self) -> timedelta:
        """Office time left; negative when late."""
        return self.cycle.target - self.net

    @property
    def percent(self) -> int:
        """Full percents of the target that are used up."""
        return 100 * self.net // self.cycle.target

    @property
    def breached(self) -> bool:
        return self.net > self.cycle.target

    @property
    def on_time(self) -> bool | None:
        """None while that is open, and when the clock ran backwards: nobody can say."""
        if self.breached:
            return False
        return None if self.cycle.ended is None or self.clock_anomaly else True

    @property
    def mark(self) -> Mark | None:
        """The highest mark that has been passed."""
        passed = (
            mark for mark in Mark if (self.breached if mark is Mark.LATE else self.percent >= mark)
        )
        return max(passed, default=None)

    @property
    def level(self) -> Level:
        """A pause stops the clock; it does not hide that the cycle is late already."""
        if self.cycle.ended is not None:
            return Level.DONE
        if self.breached:
            return Level.VERY_LATE if self.mark is Mark.VERY_LATE else Level.LATE
        if self.pause is not None:
            return Level.PAUSED
        return Level.DUE_SOON if self.percent >= Mark.DUE_SOON else Level.ON_TIME


def measure(cycle: Cycle, calendar: Calendar, now: datetime) -> Reading:
    """`cycle` read at `now`; once it is closed, `now` no longer matters."""
    at = cycle.reached(now)
    return Reading(
        cycle=cycle,
        at=at,
        gross=calendar.elapsed(cycle.started, at),
        paused=sum((calendar.elapsed(span.start, span.end) for span, _pause
                    in cycle.paused_spans(now)), timedelta()),
        wall=max(at - cycle.started, timedelta()),
        deadline=deadline_of(cycle, calendar, now),
        pause=next((pause for pause in cycle.pauses if pause.holds(at)), None),
        outside_hours=not calendar.is_open(at),
        clock_anomaly=at < cycle.started,
    )  # fmt: skip


def deadline_of(cycle: Cycle, calendar: Calendar, now: datetime) -> datetime:
    """When the target is used up, if a pause that holds at `now` ended there.

    Every pause moves it right by its own office time, but not one that began after it had passed.
    """
    deadline = calendar.deadline(cycle.started, cycle.target)
    for span, _pause in cycle.paused_spans(now):
        if span.start < deadline:
            deadline = calendar.deadline(deadline, calendar.elapsed(span.start, span.end))
    return deadline


def minutes_left(reading: Reading) -> int:
    """Begun minutes that are left, full minutes that it is late (negative)."""
    return -(-reading.remaining // MINUTE)


def shows_seconds(reading: Reading) -> bool:
    """Whether the countdown is in its last minutes and running."""
    running = reading.level in {Level.ON_TIME, Level.DUE_SOON}
    return running and reading.remaining <= LAST_MINUTES


def item_on_time(readings: Iterable[Reading]) -> bool | None:
    """On time only if every cycle was; one breach settles it, one open cycle leaves it open."""
    answers = {reading.on_time for reading in readings}
    if False in answers:
        return False
    return None if None in answers or not answers else True


def projected_finish(
    reading: Reading, later: Sequence[timedelta], calendar: Calendar
) -> tuple[datetime, ...]:
    """When this step and each of those after it end, if they take all of their time.

    `later` holds the targets of the steps to come; the last moment is the expected publication.
    """
    open_until = max(reading.deadline, reading.at)
    finish = open_until if reading.cycle.ended is None else reading.at
    return tuple(accumulate(later, calendar.deadline, initial=finish))


class LineKind(StrEnum):
    """What a row of *Mengapa tenggat ini?* tells about its span."""

    COUNTED = "counted"
    PAUSED = "paused"
    BREAK = GapKind.BREAK.value
    CLOSED = GapKind.CLOSED.value
    OUTSIDE = GapKind.OUTSIDE.value


@dataclass(frozen=True, slots=True)
class Line(Span):
    """One row: a span, whether it counted, and why not.

    `name` is the holiday's, or the note of the office hours that applied. The counted rows add up
    to the target, the paused ones are office time.
    """

    kind: LineKind
    name: str = ""
    pause: Pause | None = None

    @property
    def minutes(self) -> int:
        return round(self.length / MINUTE)


def explain(cycle: Cycle, calendar: Calendar, now: datetime) -> list[Line]:
    """Why the deadline is what it is: everything from the start to it, without holes."""
    pauses = tuple(cycle.paused_spans(now))
    lines: list[Line] = []
    for piece in calendar.timeline(cycle.started, deadline_of(cycle, calendar, now)):
        if isinstance(piece, Gap):
            lines.append(Line(piece.start, piece.end, LineKind(piece.kind.value), piece.name))
        else:
            note = calendar.note_on(local(piece.start).date())
            lines += _office_lines(piece, note, pauses)
    return lines


def _office_lines(span: Span, note: str, pauses: Iterable[tuple[Span, Pause]]) -> Iterator[Line]:
    """`span` of office time, cut where the clock stood."""
    reached = span.start
    for stood, pause in pauses:
        start, end = max(reached, stood.start), min(span.end, stood.end)
        if start < end:
            if reached < start:
                yield Line(reached, start, LineKind.COUNTED, note)
            yield Line(start, end, LineKind.PAUSED, pause=pause)
            reached = end
    if reached < span.end:
        yield Line(reached, span.end, LineKind.COUNTED, note)
