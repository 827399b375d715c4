"""Two people wrote the same text: which one shall stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.i18n import _
from soptui.sop.inert import visible
from soptui.tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from soptui.desk.item import TextView
    from soptui.tui.widgets.draft_field import DraftField

BEGINNING = 200
"""Characters of each text that are shown."""


def which_text(field: DraftField, theirs: TextView) -> Choose:
    """The question; its answer is `mine` or `theirs`."""
    mine, other = visible(field.text[:BEGINNING]), visible(theirs.body[:BEGINNING])
    return Choose(
        _("{label}: which text shall stand?").format(label=field.label),
        [
            ("mine", _("Mine: {text}").format(text=mine)),
            ("theirs", _("{name}: {text}").format(name=theirs.edited_by or "–", text=other)),
        ],
    )
