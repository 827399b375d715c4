"""What changed since the last round, in a sign and a few words a change."""

from __future__ import annotations

from textual.content import Content

from soptui.i18n import _
from soptui.sop.changes import Change, How, What
from soptui.tui.channel_words import channel_name
from soptui.tui.inert_text import inert

SIGNS = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~", How.MOVED: ">"}
COLOURS = {How.ADDED: "$success", How.REMOVED: "$error", How.CHANGED: "$warning",
           How.MOVED: "$primary"}  # fmt: skip
LONGEST = 60
"""Characters of the old text that are shown."""


def change_line(change: Change) -> Content:
    """`~ paragraph 2` and, where something is no longer to be read, how it began."""
    sign = (f"{SIGNS[change.how]} ", f"{COLOURS[change.how]} bold")
    line = Content.assemble(sign, _about(change))
    if change.how is How.MOVED:
        line += Content(" " + _("moved"))
    if change.was and change.what is not What.LAYOUT:
        old = " ".join(change.was.split())
        short = old if len(old) <= LONGEST else old[: LONGEST - 1] + "…"
        line += Content.assemble((" " + _("was:") + " ", "$muted"), inert(short, "$muted"))
    return line


def _about(change: Change) -> str:
    words = {
        What.TITLE: _("title"),
        What.LEAD: _("lead"),
        What.PARAGRAPH: _("paragraph {n}").format(n=change.place),
        What.LAYOUT: _("blank lines of the body"),
        What.MEDIA: _("picture {n}").format(n=change.place),
        What.CAPTION: _("caption of picture {n}").format(n=change.place),
        What.ALT_TEXT: _("alternative text of picture {n}").format(n=change.place),
        What.CHANNEL: _("channel {name}").format(name=channel_name(change.name)).strip(),
        What.CHANNEL_TEXT: _("text for {name}").format(name=channel_name(change.name)),
        What.EVENT_DATE: _("date of the event"),
        What.BYLINE: _("name of the reporter"),
    }
    if change.what is What.CHANNEL and change.how is How.MOVED:
        return _("order of the channels")
    return words[change.what]
