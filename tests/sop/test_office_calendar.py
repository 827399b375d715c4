from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given

from soptui.clock import local
from soptui.errors import InvalidInput
from soptui.sop.office_calendar import (
    Calendar,
    Gap,
    GapKind,
    HoursVersion,
    Span,
    parse_day,
    provisional_hours,
)
from tests.sop.office_time import (
    CALENDAR,
    HOLIDAY,
    JOINT_LEAVE,
    RAMADAN,
    at,
    minutes,
    moments,
    office_times,
)


@pytest.mark.parametrize(
    ("start", "target", "due"),
    [
        (at("2026-11-23", "15.50"), 60, at("2026-11-24", "07.50")),
        (at("2026-11-23", "11.55"), 15, at("2026-11-23", "13.10")),
        (at("2026-11-27", "11.20"), 30, at("2026-11-27", "13.20")),
        (at("2026-11-28", "19.00"), 60, at("2026-11-30", "08.30")),
        (at("2026-11-23", "16.00"), 30, at("2026-11-23", "16.30")),  # the earliest such moment
        (at("2026-12-23", "16.00"), 60, at("2026-12-28", "08.00")),  # over Christmas
        (at("2027-02-08", "14.50"), 30, at("2027-02-09", "07.50")),  # Ramadan closes at 15.00
        (at("2026-11-28", "19.00"), 0, at("2026-11-28", "19.00")),
    ],
)
def test_deadlines(start: datetime, target: int, due: datetime) -> None:
    assert CALENDAR.deadline(start, minutes(target)) == due


@given(moments, moments)
def test_office_time_is_ordered_disjoint_and_inside(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    spans = list(CALENDAR.spans(start, end))
    assert all(start <= span.start < span.end <= end for span in spans)
    assert all(earlier.end <= later.start for earlier, later in pairwise(spans))


@given(moments, moments)
def test_the_timeline_has_no_holes(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    pieces = list(CALENDAR.timeline(start, end))
    assert [piece.start for piece in pieces] + [end] == [start] + [piece.end for piece in pieces]
    assert [piece for piece in pieces if isinstance(piece, Gap)] == list(CALENDAR.gaps(start, end))
    assert [piece for piece in pieces if not isinstance(piece, Gap)] == list(
        CALENDAR.spans(start, end)
    )


@given(moments, moments, moments)
def test_elapsed_time_adds_up(one: datetime, other: datetime, third: datetime) -> None:
    start, middle, end = sorted((one, other, third))
    whole = CALENDAR.elapsed(start, end)
    assert whole == CALENDAR.elapsed(start, middle) + CALENDAR.elapsed(middle, end)
    assert timedelta() <= whole <= end - start
    assert CALENDAR.elapsed(end, start) == timedelta()


@given(moments, office_times)
def test_a_deadline_is_the_earliest_moment_at_which_the_time_is_up(
    start: datetime, target: timedelta
) -> None:
    due = CALENDAR.deadline(start, target)
    assert CALENDAR.elapsed(start, due) == target
    assert CALENDAR.elapsed(start, due - timedelta(microseconds=1)) < target


@given(moments, moments, office_times)
def test_who_starts_later_is_never_due_earlier(
    one: datetime, other: datetime, target: timedelta
) -> None:
    earlier, later = sorted((one, other))
    assert CALENDAR.deadline(earlier, target) <= CALENDAR.deadline(later, target)


@given(moments)
def test_a_moment_is_open_when_the_next_one_counts(moment: datetime) -> None:
    tick = timedelta(microseconds=1)
    assert CALENDAR.is_open(moment) == (CALENDAR.elapsed(moment, moment + tick) == tick)


@given(moments, moments)
def test_holidays_count_nothing(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    days = {local(span.start).date() for span in CALENDAR.spans(start, end)}
    assert not days & {HOLIDAY, JOINT_LEAVE}


def test_the_last_minute_belongs_to_the_day_and_the_closing_time_does_not() -> None:
    assert CALENDAR.is_open(at("2026-11-23", "07.30"))
    assert CALENDAR.is_open(at("2026-11-23", "11.59"))
    assert not CALENDAR.is_open(at("2026-11-23", "12.00"))
    assert not CALENDAR.is_open(at("2026-11-23", "16.30"))


def test_gaps_say_why_and_holidays_have_their_name() -> None:
    start, end = at("2026-12-23", "11.00"), at("2026-12-28", "08.00")
    assert list(CALENDAR.gaps(start, end)) == [
        Gap(at("2026-12-23", "12.00"), at("2026-12-23", "13.00"), GapKind.BREAK),
        Gap(at("2026-12-23", "16.30"), at("2026-12-24", "00.00"), GapKind.OUTSIDE),
        Gap(
            at("2026-12-24", "00.00"),
            at("2026-12-25", "00.00"),
            GapKind.CLOSED,
            "Cuti Bersama Hari Raya Natal",
        ),
        Gap(
            at("2026-12-25", "00.00"), at("2026-12-26", "00.00"), GapKind.CLOSED, "Hari Raya Natal"
        ),
        Gap(at("2026-12-26", "00.00"), at("2026-12-28", "07.30"), GapKind.OUTSIDE),
    ]


def test_an_opened_day_outranks_its_holiday_and_the_hours_in_force() -> None:
    day = date(2027, 2, 9)
    calendar = Calendar([RAMADAN], {day: "Cuti Bersama"}, {day: parse_day("08.00-10.00")})
    assert list(calendar.spans(at("2027-02-09", "00.00"), at("2027-02-10", "00.00"))) == [
        Span(at("2027-02-09", "08.00"), at("2027-02-09", "10.00"))
    ]
    assert calendar.note_on(day) == ""


def test_dated_hours_outrank_open_ended_ones_and_then_the_later_wins() -> None:
    older, newer = (
        HoursVersion(day, (parse_day("08.00-09.00"),) * 7, note=str(day))
        for day in (date(2027, 1, 1), date(2027, 2, 20))
    )
    calendar = Calendar([newer, RAMADAN, older, provisional_hours()], {})
    chosen = {
        date(2026, 12, 31): "",
        date(2027, 2, 7): "2027-01-01",
        date(2027, 2, 8): "Ramadan 1448 H",
        date(2027, 3, 9): "Ramadan 1448 H",
        date(2027, 3, 10): "2027-02-20",
    }
    assert {day: calendar.note_on(day) for day in chosen} == chosen


def test_before_the_first_hours_nothing_counts() -> None:
    calendar = Calendar([RAMADAN], {})
    assert calendar.elapsed(at("2026-11-23", "00.00"), at("2026-11-24", "00.00")) == timedelta()


def test_a_calendar_that_never_opens_says_so_instead_of_searching_on() -> None:
    with pytest.raises(InvalidInput, match="no open day") as refused:
        Calendar([], {}).deadline(at("2026-11-23", "08.00"), minutes(1))
    assert refused.value.remedy


def test_a_negative_target_is_refused() -> None:
    with pytest.raises(InvalidInput):
        CALENDAR.deadline(at("2026-11-23", "08.00"), minutes(-1))


def test_the_horizon_is_the_last_known_day() -> None:
    assert not CALENDAR.beyond_horizon(date(2027, 12, 31))
    assert CALENDAR.beyond_horizon(date(2028, 1, 1))
    assert not Calendar([], {}).beyond_horizon(date(2028, 1, 1))


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert CALENDAR.working_days(date(2026, 12, 22), date(2026, 12, 28)) == 2
    assert CALENDAR.working_days(date(2026, 12, 28), date(2026, 12, 28)) == 0
    assert CALENDAR.working_days(date(2026, 12, 28), date(2026, 12, 1)) == 0


def test_moments_without_a_zone_are_refused() -> None:
    naive = datetime(2026, 11, 23, 8)  # noqa: DTZ001  that is the point
    with pytest.raises(TypeError):
        CALENDAR.elapsed(naive, at("2026-11-23", "09.00"))


def test_ten_thousand_deadlines_are_cheap() -> None:
    start = at("2026-11-20", "00.00")
    began = perf_counter()
    for n in range(10_000):
        CALENDAR.deadline(start + minutes(n * 13), minutes(60))
    assert perf_counter() - began < 2  # a tenth of that in practice
