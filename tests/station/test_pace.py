from __future__ import annotations

import pytest

from soptui.station.pace import SHARE, SHORTEST, SURE, UNSURE, Pace


class Clock:
    now = 128.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock)


def test_the_first_look_is_due_at_once(pace: Pace) -> None:
    assert pace.rest(told=False, sure=False) <= 0


@pytest.mark.parametrize("sure", [True, False])
def test_backing_off_while_nothing_happens(pace: Pace, clock: Clock, sure: bool) -> None:
    waits = []
    for _look in range(9):
        pace.looked(clock.now, 0.0, moves=False)
        waits.append(pace.rest(told=False, sure=sure))
    steps = SURE if sure else UNSURE
    assert waits == [*steps, *[steps[-1]] * (9 - len(steps))]
    pace.looked(clock.now, 0.0, moves=True)
    assert pace.rest(told=False, sure=sure) == pytest.approx(SHORTEST)


def test_a_watch_that_became_unsure_shortens_the_wait(pace: Pace, clock: Clock) -> None:
    for _look in range(9):
        pace.looked(clock.now, 0.0, moves=False)
    clock.now += 6
    assert pace.rest(told=False, sure=True) > 0
    assert pace.rest(told=False, sure=False) <= 0


def test_an_event_is_answered_at_once_but_a_trickle_of_them_together(
    pace: Pace, clock: Clock
) -> None:
    pace.looked(clock.now, 0.0, moves=False)
    assert pace.rest(told=True, sure=True) == pytest.approx(SHORTEST)
    clock.now += 20
    assert pace.rest(told=True, sure=True) <= 0


@pytest.mark.parametrize("took", [0.1, 2.0])
def test_looking_takes_no_more_than_a_ninth_of_the_time(
    pace: Pace, clock: Clock, took: float
) -> None:
    pace.looked(clock.now, took, moves=True)
    clock.now += took
    assert pace.rest(told=True, sure=True) == pytest.approx(took * SHARE)


def test_work_after_the_look_counts_as_rest(pace: Pace, clock: Clock) -> None:
    pace.looked(clock.now, 0.01, moves=True)
    clock.now += 1.0
    assert pace.rest(told=False, sure=True) <= 0


def test_a_large_inbox_whose_watch_is_unproven_is_looked_at_more_seldom(pace: Pace) -> None:
    assert pace.patience(sure=False, unproven=True) == UNSURE[-1]
    pace.looked(0.0, 0.2, moves=False)
    assert UNSURE[-1] < pace.patience(sure=False, unproven=True) < SURE[-1]
    assert pace.patience(sure=False) == UNSURE[-1]
    assert pace.patience(sure=True) == SURE[-1]
