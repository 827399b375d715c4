"""Dates as readers in the district are used to them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from soptui.clock import local

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
          "Oktober", "November", "Desember")  # fmt: skip


def date_line(day: date) -> str:
    """The date line of the district's websites: `Rabu (12/1/2022)`."""
    return f"{DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"


def month_name(month: str) -> str:
    """The name of a month's folder, `2026/11`: `November 2026`."""
    year, number = month.split("/")
    return f"{MONTHS[int(number) - 1]} {year}" if 1 <= int(number) <= len(MONTHS) else month


def published_line(moment: datetime) -> str:
    """The date line of a moment, as the office reads the clock."""
    return date_line(local(moment).date())


def stamp(moment: datetime) -> str:
    """A moment for machines, RFC 3339 with whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def event_day(iso: str) -> date | None:
    """The day of the event, or None when the release does not say."""
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None
