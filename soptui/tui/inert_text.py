"""Text of others on the screen: never markup, and nothing in it hidden."""

from __future__ import annotations

import re

from textual.content import Content

from soptui.sop.inert import visible

_WRITTEN_OUT = re.compile(r"<U\+[0-9A-F]{4,6}>")


def inert(text: str, style: str = "") -> Content:
    """`text` as `visible` shows it; what was written out stands out."""
    shown = visible(text)
    content = Content.styled(shown, style) if style else Content(shown)
    for found in _WRITTEN_OUT.finditer(shown):
        content = content.stylize("$warning reverse", found.start(), found.end())
    return content
