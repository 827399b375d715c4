"""What is left of a step, across the whole line: in figures, a bar, a word, then in colour."""

from __future__ import annotations

from datetime import timedelta

from textual.content import Content

from soptui.i18n import _
from soptui.sop.sla import Level, Reading
from soptui.tui.format import GLYPHS, near

BAR = 20
SECOND = timedelta(seconds=1)
STYLES = {
    Level.DUE_SOON: "$warning reverse bold",
    Level.LATE: "$error reverse bold",
    Level.VERY_LATE: "$error reverse bold",
}
"""Reversed: it is also seen where there are no colours."""


def step_clock(reading: Reading, step: str, width: int) -> Content:
    """`[4 Penayangan]  ▲ SISA 0.58 dari 5.00 · tenggat 14.25   ━━━───`, `width` cells wide."""
    words = f" [{step}]  {GLYPHS[reading.level]} {_words(reading)}"
    done = min(BAR * reading.net // reading.cycle.target, BAR)
    bar = "━" * (BAR - done) + "─" * done + " "
    room = width - len(words) - len(bar)
    line = words + " " * room + bar if room > 0 else words.ljust(width)
    return Content.styled(line, STYLES.get(reading.level, "bold"))


def _words(reading: Reading) -> str:
    left = figures(abs(reading.remaining))
    target, due = figures(reading.cycle.target), near(reading.deadline, reading.at)
    if reading.level is Level.PAUSED:
        return _("PAUSED, {left} left of {target}").format(left=left, target=target)
    if reading.breached:
        return _("LATE by {left} · was due {time}").format(left=left, time=due)
    if reading.level is Level.DUE_SOON:
        return _("HURRY: {left} left of {target} · due {time}").format(
            left=left, target=target, time=due)  # fmt: skip
    return _("{left} left of {target} · due {time}").format(left=left, target=target, time=due)


def figures(length: timedelta) -> str:
    """`4.31`: minutes and seconds."""
    whole = length // SECOND
    return f"{whole // 60}.{whole % 60:02d}"
