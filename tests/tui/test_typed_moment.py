"""Dates as clerks type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from soptui.tui.format import span
from soptui.tui.typed_moment import iso_day, read_typed, typed

MOMENT = datetime(2026, 11, 25, 7, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["25-11-2026 14.12.30", "25/11/2026 14:12:30", " 25.11.2026, 14.12.30 ", "25 11 2026 14:12.30"],
)
def test_what_is_understood(text: str) -> None:
    assert read_typed(text) == MOMENT


@pytest.mark.parametrize("text", ["", "25-11-2026", "31-02-2026 10.00", "25-11-2026 24.00", "x"])
def test_what_is_not(text: str) -> None:
    assert read_typed(text) is None


def test_what_is_shown_can_be_read() -> None:
    assert read_typed(typed(MOMENT)) == MOMENT


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(), "0 s"),
        (timedelta(seconds=-90), "1 min 30 s"),
        (timedelta(days=2, hours=3), "2 days 3 h"),
        (timedelta(hours=23, minutes=59, seconds=59, milliseconds=900), "1 day"),
    ],
)
def test_a_length_of_time(length: timedelta, words: str) -> None:
    assert span(length) == words


@pytest.mark.parametrize(
    ("typed_day", "kept"),
    [("25-11-2026", "2026-11-25"), (" 5/1/2026 ", "2026-01-05"), ("2026-11-25", "2026-11-25"),
     ("besok", "besok"), ("", "")],
)  # fmt: skip
def test_a_day_is_kept_year_first(typed_day: str, kept: str) -> None:
    assert iso_day(typed_day) == kept
