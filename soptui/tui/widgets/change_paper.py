"""What changed since the round before, as the Head reads it: words within their text, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from soptui.i18n import _
from soptui.sop.changes import Change, How, What, content_changes
from soptui.sop.manifest import Manifest, MediaEntry
from soptui.sop.word_diff import word_diff
from soptui.tui.change_words import change_head
from soptui.tui.inert_text import inert
from soptui.tui.widgets.picture import Picture

OPEN = {How.REMOVED: "[-", How.ADDED: "{+"}
CLOSE = {How.REMOVED: "-]", How.ADDED: "+}"}
STYLES = {How.REMOVED: "$error", How.ADDED: "$success bold"}
"""Brackets say it without colours."""


def change_parts(before: Manifest, now: Manifest) -> Iterator[tuple[Widget, MediaEntry | None]]:
    """Each part of the paper, pictures with what they show."""
    out, into, back = _("taken out"), _("put in"), _("D: the whole release")
    legend = Content.assemble(
        ("[-…-]", STYLES[How.REMOVED]), f" {out}  ", ("{+…+}", STYLES[How.ADDED]),
        f" {into}  ({back})",
    )  # fmt: skip
    yield Static(legend, classes="muted"), None
    found = content_changes(before, now)
    if not found:
        yield Static(Content(_("nothing"))), None
    for change in found:
        yield Static(change_head(change), classes="part"), None
        entry = _picture_of(change, before, now)
        if entry is not None:
            yield Picture(), entry
        if change.was or change.now:
            yield Static(_diffed(change.was, change.now)), None


def _picture_of(change: Change, before: Manifest, now: Manifest) -> MediaEntry | None:
    if change.what not in {What.MEDIA, What.CAPTION, What.ALT_TEXT} or not change.place:
        return None
    media = before.media if change.how is How.REMOVED else now.media
    return media[change.place - 1]


def _diffed(was: str, now: str) -> Content:
    parts = [
        inert(text) if how is None else Content.assemble(
            (OPEN[how], STYLES[how]), inert(text, STYLES[how]), (CLOSE[how], STYLES[how]))
        for how, text in word_diff(was, now)
    ]  # fmt: skip
    return Content("").join(parts)
