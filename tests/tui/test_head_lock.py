"""The Head's key is taken away in time, whatever the clock does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import IdentityError
from soptui.tui.head_lock import HeadLock, lock_words
from tests.office import MONDAY, new_signer

SECONDS = st.integers(-3600, 3600).map(lambda n: timedelta(seconds=n))


def test_a_closed_lock_signs_nothing() -> None:
    lock, signer = HeadLock(5, 20), new_signer()
    lock.open(signer, MONDAY)
    assert lock.is_open
    lock.close()
    assert lock.signer is None
    with pytest.raises(IdentityError):
        signer.sign(b"anything")


def test_another_key_closes_the_first() -> None:
    lock, first = HeadLock(5, 20), new_signer()
    lock.open(first, MONDAY)
    lock.open(new_signer(), MONDAY)
    with pytest.raises(IdentityError):
        first.sign(b"anything")


def test_a_room_that_would_never_lock_locks_after_a_minute() -> None:
    assert HeadLock(0, 0).limit == timedelta(minutes=1)


def test_a_key_pressed_before_it_opened_does_not_count() -> None:
    lock = HeadLock(5, 20)
    lock.open(new_signer(), MONDAY)
    assert lock.left(MONDAY - timedelta(hours=1), MONDAY) == timedelta(minutes=5)


@given(SECONDS, SECONDS)
def test_it_never_stays_open_longer_than_the_limit(key: timedelta, now: timedelta) -> None:
    lock = HeadLock(5, 20)
    lock.open(new_signer(), MONDAY)
    assert lock.left(MONDAY + key, MONDAY + now) <= lock.limit


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (300, "5 min"),
        (241, "5 min"),
        (240, "4 min"),
        (61, "2 min"),
        (60, "1 min"),
        (59, "0.59"),
        (9, "0.09"),
    ],
)
def test_minutes_until_the_last_one(seconds: int, words: str) -> None:
    assert lock_words(timedelta(seconds=seconds)) == f"open, locks in {words}"
