from __future__ import annotations

import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import InvalidInput
from soptui.sop.office_hours import (
    DayHours,
    HoursVersion,
    format_day,
    hours_from_json,
    hours_to_json,
    parse_day,
    parse_time,
    provisional_hours,
)

minutes_of_day = st.integers(0, 24 * 60 - 1).map(lambda m: time(m // 60, m % 60))


@st.composite
def day_hours(draw: st.DrawFn) -> DayHours:
    edges = sorted(draw(st.sets(minutes_of_day, max_size=8)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@pytest.mark.parametrize("text", ["07.30", "07:30", " 7.30 "])
def test_a_time_is_read_as_people_write_it(text: str) -> None:
    assert parse_time(text) == time(7, 30)


@pytest.mark.parametrize("text", ["", "7", "24.00", "07.60", "07.3", "pagi", "٠٧.٣٠", "07.30.00"])
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_time(text)
    assert "07.30" in refused.value.remedy


@pytest.mark.parametrize(
    "text", ["07.30-12.00, 13.00-16.30", "7:30 – 12:00,13:00 – 16:30", "07.30-12.00 , 13.00-16.30 "]
)
def test_a_row_is_read_as_people_write_it(text: str) -> None:
    assert parse_day(text) == ((time(7, 30), time(12)), (time(13), time(16, 30)))


def test_an_empty_row_is_a_closed_day() -> None:
    assert parse_day("  ") == ()


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("12.00-07.30", "closes before it opens"),
        ("07.30-07.30", "closes before it opens"),
        ("07.30-12.00, 11.00-16.30", "overlap"),
        ("13.00-16.30, 07.30-12.00", "out of order"),
        ("07.30", "not a span"),
        ("07.30-12.00-13.00", "not a span"),
        ("07.30-12.00,", "not a span"),
        ("07.30-siang", "not a time"),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_says_why(row: str, complaint: str) -> None:
    with pytest.raises(InvalidInput, match=complaint) as refused:
        parse_day(row)
    assert refused.value.remedy


@given(day_hours())
def test_rows_survive_being_written_and_read(hours: DayHours) -> None:
    assert parse_day(format_day(hours)) == hours


@given(st.dates(), st.none() | st.integers(0, 400), st.text(), st.tuples(*[day_hours()] * 7))
def test_hours_survive_being_stored(
    since: date, days: int | None, note: str, week: tuple[DayHours, ...]
) -> None:
    until = None if days is None else date.fromordinal(min(since.toordinal() + days, 3652059))
    version = HoursVersion(since, week, until, note)
    assert hours_from_json(json.loads(json.dumps(hours_to_json(version)))) == version


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {},
        {"from": "2026-01-01", "until": None, "note": "", "week": "07.30-12.00"},
        {"from": "2026-01-01", "until": None, "note": "", "week": [1] * 7},
        {"from": "2026-01-01", "until": None, "note": "", "week": [""] * 6},
        {"from": "kemarin", "until": None, "note": "", "week": [""] * 7},
        {"from": "2026-01-02", "until": "2026-01-01", "note": "", "week": [""] * 7},
    ],
)
def test_stored_hours_that_are_none_are_refused(stored: object) -> None:
    with pytest.raises(InvalidInput):
        hours_from_json(stored)


def test_seconds_are_refused_because_they_would_be_lost() -> None:
    with pytest.raises(InvalidInput, match="whole minutes"):
        HoursVersion(date(2026, 1, 1), (((time(7, 30, 1), time(12)),), *((),) * 6))


def test_the_provisional_week_has_thirty_seven_and_a_half_hours() -> None:
    def length(moment: time) -> int:
        return moment.hour * 60 + moment.minute

    week = provisional_hours().week
    assert sum(length(closes) - length(opens) for day in week for opens, closes in day) == 37.5 * 60
