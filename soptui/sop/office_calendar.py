"""The office calendar: which moments count as office time, and why the others do not.

Every local day is tiled, midnight to midnight, with office time (`Span`) and gaps (`Gap`). What
counts, what does not, how long it took and when it is due are all read off that one timeline. No
rule here knows minutes: a day is tiled once and kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from soptui.clock import OFFICE_ZONE, local
from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.sop.office_hours import (
    CLOSED,
    DayHours,
    HoursVersion,
    format_day,
    hours_from_json,
    hours_to_json,
    parse_day,
    parse_time,
    provisional_hours,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = [
    "Calendar", "DayHours", "Gap", "GapKind", "HoursVersion", "Span", "format_day",
    "hours_from_json", "hours_to_json", "parse_day", "parse_time", "provisional_hours",
]  # fmt: skip

SEARCH_DAYS: Final = 370
"""An office that does not open once in this many days will not open at all."""

_DAY: Final = timedelta(days=1)
_KEPT_DAYS: Final = 1024


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not including, `end`: aware, in UTC."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


class GapKind(StrEnum):
    """Why time does not count."""

    BREAK = "break"
    CLOSED = "closed"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Gap(Span):
    """Time that does not count; `name` is the holiday's on a closed day."""

    kind: GapKind
    name: str = ""


Piece = TypeVar("Piece", bound=Span)


class Calendar:
    """Office time by versioned hours, closed days and days that are opened in spite of all.

    `closed` gives each closed day its name; `opened` gives the hours of single days and outranks
    both. `horizon` is the last day for which the closed days are known. The calendar is never
    changed: a new holiday makes a new calendar.
    """

    def __init__(
        self,
        hours: Sequence[HoursVersion],
        closed: Mapping[date, str],
        opened: Mapping[date, DayHours] | None = None,
        horizon: date | None = None,
    ) -> None:
        self._hours = tuple(hours)
        self._closed = dict(closed)
        self._opened = dict(opened or {})
        self._horizon = horizon
        self._tiles = lru_cache(_KEPT_DAYS)(self._tile)
        self._office = lru_cache(_KEPT_DAYS)(self._office_time)

    def version_on(self, day: date) -> HoursVersion | None:
        """The office hours in force on the local `day`."""
        covering = (version for version in self._hours if version.covers(day))
        return max(covering, key=lambda version: version.rank, default=None)

    def hours_on(self, day: date) -> DayHours:
        """When the office is open on the local `day`; empty when it is not."""
        if day in self._opened:
            return self._opened[day]
        version = self.version_on(day)
        return CLOSED if version is None or day in self._closed else version.week[day.weekday()]

    def note_on(self, day: date) -> str:
        """Which hours apply on the local `day`, in the words of whoever entered them."""
        version = None if day in self._opened else self.version_on(day)
        return version.note if version else ""

    def beyond_horizon(self, day: date) -> bool:
        """Whether `day` lies where nobody has announced the closed days yet."""
        return self._horizon is not None and day > self._horizon

    def is_open(self, moment: datetime) -> bool:
        """Whether `moment` is office time."""
        return any(span.start <= moment < span.end for span in self._office(local(moment).date()))

    def working_days(self, after: date, until: date) -> int:
        """How many days with office hours lie after `after`, up to and including `until`."""
        days = (after + n * _DAY for n in range(1, (until - after).days + 1))
        return sum(bool(self.hours_on(day)) for day in days)

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """The office time within [start, end): disjoint, in order."""
        return _within(start, end, self._office)

    def gaps(self, start: datetime, end: datetime) -> Iterator[Gap]:
        """What in [start, end) does not count, and why; neighbours of one kind are one gap."""
        return (piece for piece in self.timeline(start, end) if isinstance(piece, Gap))

    def timeline(self, start: datetime, end: datetime) -> Iterator[Span | Gap]:
        """All of [start, end) without holes: office time and gaps, in order."""
        return _joined(_within(start, end, self._tiles))

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """The office time between two moments; nothing when `end` is not after `start`."""
        return sum((span.length for span in self.spans(start, end)), timedelta())

    def deadline(self, start: datetime, office_time: timedelta) -> datetime:
        """The earliest moment at which `office_time` has elapsed since `start`.

        InvalidInput when the office does not open for SEARCH_DAYS on end.
        """
        if office_time < timedelta():
            raise InvalidInput(_("A deadline cannot lie before its start."))
        left = office_time
        reached = start.astimezone(UTC)
        while left:
            span = self._next_office_time(reached)
            taken = min(left, span.length)
            reached, left = span.start + taken, left - taken
        return reached

    def _next_office_time(self, moment: datetime) -> Span:
        """The rest of the span that `moment` lies in, or else the first one after it."""
        today = local(moment).date()
        for n in range(SEARCH_DAYS):
            for span in self._office(today + n * _DAY):
                if moment < span.end:
                    return Span(max(moment, span.start), span.end)
        raise InvalidInput(
            _("The office calendar has no open day in the {days} days after {date}.").format(
                days=SEARCH_DAYS, date=today.isoformat()
            ),
            remedy=_("Check the office hours and the closed days."),
        )

    def _tile(self, day: date) -> tuple[Span | Gap, ...]:
        """The local `day` from midnight to midnight."""
        return tuple(_tiled(day, self.hours_on(day), self._closed.get(day)))

    def _office_time(self, day: date) -> tuple[Span, ...]:
        return tuple(piece for piece in self._tiles(day) if not isinstance(piece, Gap))


def _tiled(day: date, hours: DayHours, closed_for: str | None) -> Iterator[Span | Gap]:
    reached, midnight = _moment(day, time.min), _moment(day + _DAY, time.min)
    if not hours and closed_for is not None:
        yield Gap(reached, midnight, GapKind.CLOSED, closed_for)
        return
    between = GapKind.OUTSIDE
    for opens, closes in hours:
        span = Span(_moment(day, opens), _moment(day, closes))
        if reached < span.start:
            yield Gap(reached, span.start, between)
        yield span
        reached, between = span.end, GapKind.BREAK
    yield Gap(reached, midnight, GapKind.OUTSIDE)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, OFFICE_ZONE).astimezone(UTC)


def _within(
    start: datetime, end: datetime, pieces_on: Callable[[date], Iterable[Piece]]
) -> Iterator[Piece]:
    """The pieces of every local day from `start` to `end`, the first and last cut to fit."""
    day, last = local(start).date(), local(end).date()
    while day <= last:
        for piece in pieces_on(day):
            if start <= piece.start and piece.end <= end:
                yield piece
            elif piece.start < end and start < piece.end and start < end:
                yield replace(
                    piece,
                    start=max(start, piece.start).astimezone(UTC),
                    end=min(end, piece.end).astimezone(UTC),
                )
        day += _DAY


def _joined(pieces: Iterable[Span | Gap]) -> Iterator[Span | Gap]:
    """`pieces` with neighbouring gaps of one kind and name made one: a weekend is one gap."""
    held: Span | Gap | None = None
    for piece in pieces:
        if (
            isinstance(held, Gap)
            and isinstance(piece, Gap)
            and (held.kind, held.name) == (piece.kind, piece.name)
        ):
            held = replace(held, end=piece.end)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
