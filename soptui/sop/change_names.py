"""What a change is about, in words: for the Head, and where something differs."""

from __future__ import annotations

from soptui.i18n import _
from soptui.sop.changes import Change, How, What


def change_name(change: Change, channel: str = "") -> str:
    """`caption of picture 2`; `channel` is what people call the channel, where it is about one."""
    name = channel or change.name.capitalize()
    if change.what is What.CHANNEL and change.how is How.MOVED:
        return _("order of the channels")
    words = {
        What.TITLE: _("title"),
        What.LEAD: _("lead"),
        What.PARAGRAPH: _("paragraph {n}").format(n=change.place),
        What.LAYOUT: _("blank lines of the body"),
        What.MEDIA: _("picture {n}").format(n=change.place),
        What.CAPTION: _("caption of picture {n}").format(n=change.place),
        What.ALT_TEXT: _("alternative text of picture {n}").format(n=change.place),
        What.CHANNEL: _("channel {name}").format(name=name).strip(),
        What.CHANNEL_TEXT: _("text for {name}").format(name=name),
        What.EVENT_DATE: _("date of the event"),
        What.BYLINE: _("name of the reporter"),
        What.EMBARGO: _("embargo"),
        What.PURPOSE: _("what it is for"),
        What.REASON: _("reason that the public reads"),
    }
    return words[change.what]
