"""How moments, spans, sizes and levels are written for people."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from soptui.clock import local
from soptui.i18n import N_, _, ngettext
from soptui.sop.sla import Level, Reading, minutes_left, shows_seconds

DAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
        N_("Saturday"), N_("Sunday"))  # fmt: skip
MONTHS = (N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"),
          N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"))  # fmt: skip

GLYPHS = {
    Level.ON_TIME: "●",
    Level.DUE_SOON: "▲",
    Level.LATE: "✗",
    Level.VERY_LATE: "✗",
    Level.PAUSED: "=",
    Level.DONE: "●",
}
"""A shape for each level: colour alone says nothing on many terminals and to many eyes."""

HOUR = timedelta(hours=1)
LONG = 120
"""Minutes from which hours are shown instead."""


def day(moment: date) -> str:
    """`Rabu 25 Nov 2026`."""
    return f"{_(DAYS[moment.weekday()])} {moment.day} {_(MONTHS[moment.month - 1])} {moment.year}"


def clock_time(moment: datetime) -> str:
    """`14.12`, as the office reads it."""
    return f"{local(moment):%H.%M}"


def full(moment: datetime) -> str:
    """`Rabu 25 Nov 2026 14.12`."""
    return f"{day(local(moment).date())} {clock_time(moment)}"


def near(moment: datetime, now: datetime) -> str:
    """The time alone today, the day and month too on any other day."""
    here = local(moment)
    if here.date() == local(now).date():
        return clock_time(moment)
    return f"{here.day} {_(MONTHS[here.month - 1])} {clock_time(moment)}"


def minutes(count: int) -> str:
    """`48 mnt`, or `3 jam` when there are many."""
    if abs(count) < LONG:
        return _("{count} min").format(count=count)
    return _("{count} h").format(count=count // 60)


def countdown(reading: Reading) -> str:
    """The level's shape and what is left, in few letters: `▲ 6 mnt`, `● 3.41`, `✗ lewat 18 mnt`."""
    glyph = GLYPHS[reading.level]
    if reading.level is Level.PAUSED:
        return f"{glyph} " + _("paused")
    if reading.breached:
        late = max(1, -(reading.remaining // timedelta(minutes=1)))
        return f"{glyph} " + _("late {time}").format(time=minutes(late))
    if shows_seconds(reading):
        whole = int(reading.remaining.total_seconds())
        return f"{glyph} {whole // 60}.{whole % 60:02d}"
    return f"{glyph} {minutes(minutes_left(reading))}"


def level_word(reading: Reading) -> str:
    """The level in a word."""
    if reading.level is Level.DONE:
        return _("late") if reading.breached else _("on time")
    return {
        Level.ON_TIME: _("on time"),
        Level.DUE_SOON: _("due soon"),
        Level.LATE: _("late"),
        Level.VERY_LATE: _("very late"),
        Level.PAUSED: _("paused"),
    }[reading.level]


def ago(moment: datetime, now: datetime) -> str:
    """`2 jam lalu`; the future counts as now."""
    passed = max(now - moment, timedelta())
    if passed < HOUR:
        return _("{count} min ago").format(count=int(passed.total_seconds() // 60))
    if passed < 24 * HOUR:
        return _("{count} h ago").format(count=passed // HOUR)
    return ngettext("{count} day ago", "{count} days ago", passed.days).format(count=passed.days)


def span(length: timedelta) -> str:
    """`1 hari 3 jam 20 mnt`: a length of time without its sign, the parts that there are."""
    whole = round(abs(length).total_seconds())
    parts = [
        ngettext("{count} day", "{count} days", whole // 86400).format(count=whole // 86400)
        if whole >= 86400 else "",
        _("{count} h").format(count=whole // 3600 % 24) if whole // 3600 % 24 else "",
        _("{count} min").format(count=whole // 60 % 60) if whole // 60 % 60 else "",
        _("{count} s").format(count=whole % 60) if whole % 60 else "",
    ]  # fmt: skip
    return " ".join(part for part in parts if part) or _("{count} s").format(count=0)


def size(count: int) -> str:
    """Bytes in the largest unit that leaves a digit: `2.1 MB` (decimal units, as cameras count)."""
    value, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    text = f"{value:.0f}" if unit in {"B", "kB"} else f"{value:.1f}"
    return f"{text} {unit}"


def duration(milliseconds: int) -> str:
    """`0.42`, `12.05`: minutes and seconds."""
    whole = round(milliseconds / 1000)
    return f"{whole // 60}.{whole % 60:02d}"


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` characters, with an ellipsis where it is cut."""
    if len(text) > width:
        return text[: max(0, width - 1)] + "…" if width > 0 else ""
    return text.ljust(width)
