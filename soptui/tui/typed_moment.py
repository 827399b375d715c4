"""A date and time as people type them in the office, and as they are shown to be changed."""

from __future__ import annotations

import re
from datetime import datetime

from soptui.clock import OFFICE_ZONE, local

_TYPED = re.compile(
    r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})[ ,]+(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?\s*"
)

_DAY = re.compile(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*")


def typed(moment: datetime) -> str:
    """`25-11-2026 14.12.30`, in the office's zone."""
    return f"{local(moment):%d-%m-%Y %H.%M.%S}"


def iso_day(text: str) -> str:
    """A day as people type it, `25-11-2026`, in the form that is kept; anything else stays as it
    is, for what takes it to refuse.
    """
    found = _DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def read_typed(text: str) -> datetime | None:
    """The moment that was typed, day first, in the office's zone; None where it is none."""
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=OFFICE_ZONE)
    except ValueError:
        return None
