from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from soptui.errors import InvalidInput
from soptui.sop.sla import (
    Cycle,
    Level,
    Line,
    LineKind,
    Mark,
    Pause,
    PauseReason,
    deadline_of,
    explain,
    item_on_time,
    measure,
    minutes_left,
    projected_finish,
    shows_seconds,
)
from tests.sop.office_time import CALENDAR, at, minutes, office_times

DAY = "2026-11-23"  # a Monday
NOON_BREAK = (at(DAY, "12.00"), at(DAY, "13.00"))


def cycle(
    started: datetime, target: int = 60, ended: datetime | None = None, *pauses: Pause
) -> Cycle:
    return Cycle(2, 1, started, ended, minutes(target), pauses)


def pause(started: datetime, until: datetime, ended: datetime | None = None) -> Pause:
    return Pause(PauseReason.SOURCE, started, until, ended, "peliput3")


CHRISTMAS_WEEK = at("2026-12-21", "00.00")
moments = st.integers(0, 8 * 24 * 3600).map(lambda s: CHRISTMAS_WEEK + timedelta(seconds=s))
"""Close enough together that cycles, pauses and holidays meet."""

pauses = st.builds(pause, moments, moments, st.none() | moments)
cycles = st.builds(
    Cycle,
    st.integers(1, 4),
    st.integers(1, 5),
    moments,
    st.none() | moments,
    office_times,
    st.lists(pauses, max_size=4).map(tuple),
)


@pytest.mark.parametrize(
    ("time", "level", "mark"),
    [
        ("08.00", Level.ON_TIME, None),
        ("08.29", Level.ON_TIME, None),
        ("08.30", Level.ON_TIME, Mark.HALF),
        ("08.47", Level.ON_TIME, Mark.HALF),
        ("08.48", Level.DUE_SOON, Mark.DUE_SOON),
        ("09.00", Level.DUE_SOON, Mark.DUE_SOON),  # exactly on target is on time
        ("09.01", Level.LATE, Mark.LATE),
        ("09.59", Level.LATE, Mark.LATE),
        ("10.00", Level.VERY_LATE, Mark.VERY_LATE),
        ("15.00", Level.VERY_LATE, Mark.VERY_LATE),
    ],
)
def test_levels_of_an_hour(time: str, level: Level, mark: Mark | None) -> None:
    reading = measure(cycle(at(DAY, "08.00")), CALENDAR, at(DAY, time))
    assert (reading.level, reading.mark) == (level, mark)


def test_one_microsecond_over_target_is_late() -> None:
    tick = timedelta(microseconds=1)
    done = cycle(at(DAY, "08.00"), 60, at(DAY, "09.00"))
    assert measure(done, CALENDAR, at(DAY, "09.00")).on_time is True
    late = measure(replace(done, ended=at(DAY, "09.00") + tick), CALENDAR, at(DAY, "10.00"))
    assert (late.on_time, late.level, late.percent) == (False, Level.DONE, 100)


def test_office_time_counts_and_wall_time_stands_beside_it() -> None:
    reading = measure(cycle(at(DAY, "15.50")), CALENDAR, at("2026-11-24", "07.40"))
    assert reading.net == minutes(50)
    assert reading.remaining == minutes(10)
    assert reading.wall == timedelta(hours=15, minutes=50)
    assert reading.deadline == at("2026-11-24", "07.50")
    assert not reading.outside_hours


def test_work_at_night_counts_nothing_and_is_tagged() -> None:
    reading = measure(
        cycle(at("2026-11-28", "19.00"), 60, at("2026-11-28", "21.00")), CALENDAR, at(DAY, "08.00")
    )
    assert (reading.gross, reading.on_time, reading.outside_hours) == (timedelta(), True, True)


def test_a_pause_stops_the_clock_and_moves_the_deadline() -> None:
    stood = pause(at(DAY, "08.10"), at(DAY, "10.00"), at(DAY, "08.40"))
    reading = measure(cycle(at(DAY, "08.00"), 60, None, stood), CALENDAR, at(DAY, "09.00"))
    assert (reading.gross, reading.paused, reading.net) == (minutes(60), minutes(30), minutes(30))
    assert reading.deadline == at(DAY, "09.30")
    assert reading.level is Level.ON_TIME
    assert reading.pause is None


def test_a_pause_ends_by_itself_at_its_longest() -> None:
    stood = pause(at(DAY, "08.10"), at(DAY, "08.40"))
    running = cycle(at(DAY, "08.00"), 60, None, stood)
    assert measure(running, CALENDAR, at(DAY, "08.39")).level is Level.PAUSED
    assert measure(running, CALENDAR, at(DAY, "08.40")).level is Level.ON_TIME
    assert measure(running, CALENDAR, at(DAY, "09.30")).paused == minutes(30)


def test_a_pause_over_noon_moves_the_deadline_by_its_office_time_only() -> None:
    stood = pause(at(DAY, "11.50"), at(DAY, "14.00"), at(DAY, "13.10"))
    running = cycle(at(DAY, "11.45"), 15, None, stood)
    assert deadline_of(running, CALENDAR, at(DAY, "13.10")) == at(DAY, "13.20")


def test_a_pause_does_not_hide_that_it_is_late_already() -> None:
    stood = pause(at(DAY, "09.30"), at(DAY, "16.00"))
    reading = measure(cycle(at(DAY, "08.00"), 60, None, stood), CALENDAR, at(DAY, "11.00"))
    assert (reading.level, reading.deadline) == (Level.LATE, at(DAY, "09.00"))
    assert reading.pause is stood
    assert reading.net == minutes(90)


def test_overlapping_pauses_count_once() -> None:
    one = pause(at(DAY, "08.10"), at(DAY, "16.00"), at(DAY, "08.30"))
    other = pause(at(DAY, "08.20"), at(DAY, "16.00"), at(DAY, "08.40"))
    reading = measure(cycle(at(DAY, "08.00"), 60, None, other, one), CALENDAR, at(DAY, "09.00"))
    assert reading.paused == minutes(30)


@pytest.mark.parametrize("ended", [None, at(DAY, "07.45")])
def test_a_clock_that_ran_backwards_counts_nothing_and_is_flagged(ended: datetime | None) -> None:
    reading = measure(cycle(at(DAY, "08.00"), 60, ended), CALENDAR, at(DAY, "07.50"))
    assert reading.clock_anomaly
    assert (reading.gross, reading.net, reading.wall) == (timedelta(),) * 3
    assert reading.on_time is None


def test_a_cycle_read_at_its_very_start_is_no_anomaly() -> None:
    reading = measure(cycle(at(DAY, "08.00")), CALENDAR, at(DAY, "08.00"))
    assert (reading.clock_anomaly, reading.level) == (False, Level.ON_TIME)


def test_a_step_without_time_is_refused() -> None:
    with pytest.raises(InvalidInput):
        cycle(at(DAY, "08.00"), 0)


@given(cycles, moments)
def test_a_reading_is_consistent_and_depends_on_its_arguments_only(
    any_cycle: Cycle, now: datetime
) -> None:
    reading = measure(any_cycle, CALENDAR, now)
    assert reading == measure(any_cycle, CALENDAR, now)
    assert timedelta() <= reading.paused <= reading.gross <= reading.wall
    assert reading.net + reading.remaining == any_cycle.target
    assert reading.breached == (reading.remaining < timedelta())
    assert reading.percent == reading.net * 100 // any_cycle.target


@given(cycles, moments, moments)
def test_a_closed_cycle_reads_the_same_for_ever(
    any_cycle: Cycle, now: datetime, later: datetime
) -> None:
    assume(any_cycle.ended is not None)
    assert measure(any_cycle, CALENDAR, now) == measure(any_cycle, CALENDAR, later)


@given(cycles, moments, moments)
def test_net_time_never_shrinks_and_stands_still_in_a_pause(
    any_cycle: Cycle, one: datetime, other: datetime
) -> None:
    earlier, later = sorted((one, other))
    before, after = (measure(any_cycle, CALENDAR, now) for now in (earlier, later))
    assert before.net <= after.net
    if before.pause is not None and before.pause.holds(later):
        assert before.net == after.net


@given(cycles, moments)
def test_late_is_what_passed_its_deadline(any_cycle: Cycle, now: datetime) -> None:
    reading = measure(any_cycle, CALENDAR, now)
    if reading.breached:
        assert reading.deadline < reading.at
    if not reading.clock_anomaly and not reading.breached:
        left = CALENDAR.elapsed(reading.at, reading.deadline)
        assert left == reading.remaining


@given(cycles, moments)
def test_the_explanation_has_no_holes_and_adds_up_to_the_target(
    any_cycle: Cycle, now: datetime
) -> None:
    lines = explain(any_cycle, CALENDAR, now)
    due = deadline_of(any_cycle, CALENDAR, now)
    assert [line.start for line in lines] + [due] == [any_cycle.started] + [x.end for x in lines]
    counted = [line.length for line in lines if line.kind is LineKind.COUNTED]
    assert sum(counted, timedelta()) == any_cycle.target


def test_an_explanation_tells_what_counted_and_what_did_not() -> None:
    stood = pause(at(DAY, "13.00"), at(DAY, "14.00"), at(DAY, "13.10"))
    lines = explain(cycle(at(DAY, "11.50"), 30, None, stood), CALENDAR, at(DAY, "13.15"))
    assert lines == [
        Line(at(DAY, "11.50"), at(DAY, "12.00"), LineKind.COUNTED),
        Line(*NOON_BREAK, LineKind.BREAK),
        Line(at(DAY, "13.00"), at(DAY, "13.10"), LineKind.PAUSED, pause=stood),
        Line(at(DAY, "13.10"), at(DAY, "13.30"), LineKind.COUNTED),
    ]
    assert [line.minutes for line in lines] == [10, 60, 10, 20]


def test_an_explanation_names_holidays_and_the_hours_that_applied() -> None:
    over_christmas = explain(cycle(at("2026-12-23", "16.00")), CALENDAR, at("2026-12-23", "16.10"))
    assert "Hari Raya Natal" in [line.name for line in over_christmas]
    fasting = explain(cycle(at("2027-02-08", "08.00")), CALENDAR, at("2027-02-08", "08.10"))
    assert [line.name for line in fasting] == ["Ramadan 1448 H"]


def test_a_return_never_erases_a_breach() -> None:
    first = cycle(at(DAY, "08.00"), 30, at(DAY, "09.00"))
    second = replace(first, round=2, started=at(DAY, "10.00"), ended=at(DAY, "10.20"))
    third = replace(second, round=3, started=at(DAY, "11.00"), ended=None)

    def verdict(*rounds: Cycle) -> bool | None:
        return item_on_time(measure(one, CALENDAR, at(DAY, "11.05")) for one in rounds)

    assert verdict(first, second) is False
    assert verdict(first, second, third) is False
    assert verdict(second) is True
    assert verdict(second, third) is None
    assert verdict() is None


def test_the_expected_publication_is_the_chain_of_deadlines() -> None:
    reading = measure(cycle(at(DAY, "11.40"), 30), CALENDAR, at(DAY, "11.50"))
    assert projected_finish(reading, [minutes(15), minutes(5)], CALENDAR) == (
        at(DAY, "13.10"),
        at(DAY, "13.25"),
        at(DAY, "13.30"),
    )


def test_a_late_step_is_expected_to_end_now_and_a_closed_one_when_it_did() -> None:
    late = measure(cycle(at(DAY, "08.00"), 30), CALENDAR, at(DAY, "09.00"))
    assert projected_finish(late, [minutes(15)], CALENDAR)[-1] == at(DAY, "09.15")
    closed = measure(cycle(at(DAY, "08.00"), 30, at(DAY, "08.05")), CALENDAR, at(DAY, "09.00"))
    assert projected_finish(closed, [minutes(15)], CALENDAR)[-1] == at(DAY, "08.20")


@pytest.mark.parametrize(
    ("elapsed_seconds", "left", "seconds"),
    [
        (0, 30, False),
        (1, 30, False),
        (25 * 60 - 1, 6, False),
        (25 * 60, 5, True),
        (30 * 60 - 1, 1, True),
        (30 * 60, 0, True),
        (30 * 60 + 1, 0, False),
        (48 * 60, -18, False),
    ],
)
def test_begun_minutes_are_left_and_the_last_five_show_seconds(
    *, elapsed_seconds: int, left: int, seconds: bool
) -> None:
    now = at(DAY, "08.00") + timedelta(seconds=elapsed_seconds)
    reading = measure(cycle(at(DAY, "08.00"), 30), CALENDAR, now)
    assert (minutes_left(reading), shows_seconds(reading)) == (left, seconds)
