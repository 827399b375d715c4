"""What changed since the last round, in a sign and a few words a change."""

from __future__ import annotations

from textual.content import Content

from soptui.i18n import _
from soptui.sop.change_names import change_name
from soptui.sop.changes import Change, How, What
from soptui.tui.channel_words import channel_name
from soptui.tui.inert_text import inert

SIGNS = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~", How.MOVED: ">"}
COLOURS = {How.ADDED: "$success", How.REMOVED: "$error", How.CHANGED: "$warning",
           How.MOVED: "$primary"}  # fmt: skip
LONGEST = 60
"""Characters of the old text that are shown."""


def change_head(change: Change) -> Content:
    """`~ paragraph 2`."""
    sign = (f"{SIGNS[change.how]} ", f"{COLOURS[change.how]} bold")
    line = Content.assemble(sign, change_name(change, channel_name(change.name)))
    return line + Content(" " + _("moved")) if change.how is How.MOVED else line


def change_line(change: Change) -> Content:
    """`~ paragraph 2` and, where something is no longer to be read, how it began."""
    line = change_head(change)
    if change.was and change.what is not What.LAYOUT:
        old = " ".join(change.was.split())
        short = old if len(old) <= LONGEST else old[: LONGEST - 1] + "…"
        line += Content.assemble((" " + _("was:") + " ", "$muted"), inert(short, "$muted"))
    return line
