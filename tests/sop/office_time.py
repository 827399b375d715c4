"""A provisional office calendar around November 2026, and times as the office writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from soptui.clock import OFFICE_ZONE
from soptui.sop.office_calendar import Calendar, HoursVersion, parse_day, provisional_hours

HOLIDAY = date(2026, 12, 25)
JOINT_LEAVE = date(2026, 12, 24)
RAMADAN = HoursVersion(
    date(2027, 2, 8),
    (*(parse_day("07.30-12.00, 12.15-15.00"),) * 4, parse_day("07.30-11.00"), (), ()),
    date(2027, 3, 9),
    "Ramadan 1448 H",
)
CALENDAR = Calendar(
    [provisional_hours(), RAMADAN],
    {HOLIDAY: "Hari Raya Natal", JOINT_LEAVE: "Cuti Bersama Hari Raya Natal"},
    horizon=date(2027, 12, 31),
)


def at(day: str, time: str) -> datetime:
    """`2026-11-23` and `15.50`, local, as the moment in UTC that the program keeps."""
    naive = datetime.strptime(f"{day} {time}", "%Y-%m-%d %H.%M")  # noqa: DTZ007  made aware next
    return naive.replace(tzinfo=OFFICE_ZONE).astimezone(UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


EARLIEST = at("2026-11-20", "00.00")
moments = st.integers(0, 120 * 24 * 3600).map(lambda s: EARLIEST + timedelta(seconds=s))
"""Any second from late November, over Christmas and the new year, into Ramadan."""

office_times = st.integers(1, 20 * 3600).map(lambda s: timedelta(seconds=s))
