"""Office hours: what a week looks like, since when, and how people write it down.

All times are local (`soptui.clock.OFFICE_ZONE`) and whole minutes. A day is a row of half-open
intervals, and what lies between two of them is a break:

    07.30-12.00, 13.00-16.30
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, pairwise
from typing import Final

from soptui.errors import InvalidInput
from soptui.i18n import _

DayHours = tuple[tuple[time, time], ...]
"""(opens, closes) in order, without overlap; empty on a day without office hours."""

DAYS_A_WEEK: Final = 7
CLOSED: Final[DayHours] = ()

_TIME = re.compile(r"(\d{1,2})[.:](\d{2})", re.ASCII)
_DASH = re.compile(r"\s*[-–—]\s*")


@dataclass(frozen=True, slots=True)
class HoursVersion:
    """The office's week from `valid_from` through `valid_until`, both days included.

    `week` runs Monday to Sunday. A version with an end (Ramadan, by each year's circular) outranks
    those without; among equals the one that starts later wins.
    """

    valid_from: date
    week: tuple[DayHours, ...]
    valid_until: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.week) != DAYS_A_WEEK:
            raise InvalidInput(
                _("Office hours need seven days; {count} were given.").format(count=len(self.week)),
                remedy=_("Give one row for each day from Monday to Sunday."),
            )
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise InvalidInput(
                _("These office hours end before they begin."),
                remedy=_("Check the first and the last day."),
            )
        for day in self.week:
            _check(day)

    def covers(self, day: date) -> bool:
        """Whether this version says anything about `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def rank(self) -> tuple[bool, date]:
        """Of the versions that cover a day, the one with the highest rank applies."""
        return self.valid_until is not None, self.valid_from


def provisional_hours() -> HoursVersion:
    """37.5 hours a week (Perpres 21/2023) until the office confirms its own."""
    monday_to_thursday = parse_day("07.30-12.00, 13.00-16.30")
    friday = parse_day("07.30-11.30, 13.00-14.30")
    return HoursVersion(date.min, (*(monday_to_thursday,) * 4, friday, CLOSED, CLOSED))


def parse_time(text: str) -> time:
    """The time that a person typed as `07.30` or `07:30`; InvalidInput when it is none."""
    typed = _TIME.fullmatch(text.strip())
    with suppress(ValueError):
        if typed:
            return time(int(typed[1]), int(typed[2]))
    raise InvalidInput(
        _("“{text}” is not a time of day.").format(text=text.strip()),
        remedy=_("Write hours and minutes, such as 07.30."),
    )


def parse_day(text: str) -> DayHours:
    """The hours that a person typed as `07.30-12.00, 13.00-16.30`; nothing typed is a closed day.

    InvalidInput for what is no time, runs backwards, overlaps or stands out of order.
    """
    if not text.strip():
        return CLOSED
    hours = tuple(_parse_interval(part) for part in text.split(","))
    _check(hours)
    return hours


def format_day(hours: DayHours) -> str:
    """`hours` as a person would type them; the inverse of `parse_day`."""
    return ", ".join(f"{opens:%H.%M}-{closes:%H.%M}" for opens, closes in hours)


def length_of(hours: DayHours) -> timedelta:
    """How long the office is open on such a day, breaks left out."""
    spans = (
        datetime.combine(date.min, closes) - datetime.combine(date.min, opens)
        for opens, closes in hours
    )
    return sum(spans, timedelta())


def hours_to_json(version: HoursVersion) -> dict[str, object]:
    """`version` in values that JSON knows: ISO dates and seven rows as people type them."""
    until = version.valid_until
    return {
        "from": version.valid_from.isoformat(),
        "until": until.isoformat() if until else None,
        "note": version.note,
        "week": [format_day(day) for day in version.week],
    }


def hours_from_json(stored: object) -> HoursVersion:
    """The version that `hours_to_json` wrote; InvalidInput when it did not write that."""
    match stored:
        case {"from": str(since), "until": None | str() as until, "note": str(note),
              "week": [*rows]} if all(isinstance(row, str) for row in rows):  # fmt: skip
            pass
        case _:
            keys = ", ".join(map(str, stored)) if isinstance(stored, Mapping) else "–"
            raise InvalidInput(
                _("Stored office hours cannot be read (found: {keys}).").format(keys=keys),
                remedy=_("Enter the office hours again."),
            )
    return HoursVersion(
        valid_from=_parse_date(since),
        week=tuple(parse_day(row) for row in rows),
        valid_until=_parse_date(until) if until is not None else None,
        note=note,
    )


def _parse_interval(text: str) -> tuple[time, time]:
    match _DASH.split(text.strip()):
        case [opens, closes]:
            return parse_time(opens), parse_time(closes)
    raise InvalidInput(
        _("“{text}” is not a span of hours.").format(text=text.strip()),
        remedy=_("Write when it opens and when it closes, such as 07.30-12.00."),
    )


def _parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            _("“{text}” is not a date.").format(text=text),
            remedy=_("Write year, month and day, such as 2026-11-23."),
        ) from None


def _check(hours: DayHours) -> None:
    if any(moment.replace(second=0, microsecond=0) != moment for moment in chain(*hours)):
        raise InvalidInput(_("Office hours are kept in whole minutes."))
    row = format_day(hours)
    if any(closes <= opens for opens, closes in hours):
        raise InvalidInput(
            _("In “{row}” a span closes before it opens.").format(row=row),
            remedy=_("Write the earlier time first."),
        )
    if any(later[0] < earlier[1] for earlier, later in pairwise(hours)):
        raise InvalidInput(
            _("In “{row}” two spans overlap or stand out of order.").format(row=row),
            remedy=_("Write the spans from morning to evening, without overlap."),
        )
