"""What the privacy scan and the picture checklist say, in a line each."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from soptui.desk.texts import HASHTAGS
from soptui.i18n import _
from soptui.sop.manifest import Manifest
from soptui.sop.picture_check import SEEN_NAMES, Seen
from soptui.sop.privacy import SECRET_NAMES, WEIGHTS, Secret, Weight
from soptui.sop.release import Part
from soptui.tui.channel_words import channel_name
from soptui.tui.inert_text import inert

GLYPHS = {Weight.BLOCKS: "✗", Weight.WARNS: "▲", Weight.INFORMS: "·"}


def secret_words(secret: Secret, masked: str, field: str) -> str:
    """`✗ NIK or KK number 34************03 · body`."""
    return f"{GLYPHS[WEIGHTS[secret]]} {_(SECRET_NAMES[secret])} {masked} · {field_words(field)}"


def field_words(field: str) -> str:
    """Where a text stands, for people."""
    kind, _colon, name = field.partition(":")
    return {
        Part.TITLE.value: _("title"),
        Part.LEAD.value: _("lead"),
        Part.BODY.value: _("body"),
        HASHTAGS: _("hashtags"),
        "caption": _("a caption"),
        "alt": _("an alternative text"),
        "name": _("the name of a file"),
        "channel": channel_name(name),
    }.get(kind, kind)


def privacy_lines(manifest: Manifest) -> Iterator[Content]:
    """What the Head reads: every number that goes out, and what was seen in the pictures."""
    if not manifest.privacy:
        yield Content(_("Privacy: nothing found"))
    for note in manifest.privacy:
        line = Content(secret_words(Secret(note.kind), note.masked, note.field))
        if note.reason:
            line += Content.assemble(" · “", inert(note.reason), "” ", inert(note.by))
        yield Content.assemble(("", "$warning"), line)
    seen = [check for check in manifest.checklist if check.seen]
    if seen:
        names = ", ".join(_(SEEN_NAMES[Seen(check.item)]) for check in seen)
        words = _("▲ Can be seen in the pictures: {names}").format(names=names)
        yield Content.assemble((words, "$warning"), " · “", inert(seen[0].note), "”")
    elif manifest.checklist:
        yield Content(_("Pictures: looked through, nothing personal seen"))
