from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.identity.throttle import locked_until

LAST = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(4, 30), (5, 60), (6, 120), (7, 300), (8, 900), (9, 3600), (1000, 3600)],
)
def test_waits_grow_to_an_hour(failures, seconds):
    assert locked_until(failures, LAST) == LAST + timedelta(seconds=seconds)


@pytest.mark.parametrize("failures", [0, 1, 2, 3])
def test_four_tries_are_free(failures):
    assert locked_until(failures, LAST) is None


def test_without_a_failure_nobody_waits():
    assert locked_until(0, None) is None
    assert locked_until(7, None) is None


def test_a_time_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="zone"):
        locked_until(5, LAST.replace(tzinfo=None))


@given(st.integers(4, 10_000))
def test_more_failures_never_wait_less(failures):
    now, then = locked_until(failures, LAST), locked_until(failures + 1, LAST)
    assert now is not None
    assert then is not None
    assert now <= then
