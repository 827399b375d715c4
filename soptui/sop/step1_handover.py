"""SOP step 1, *serah terima*: what must be there before material is handed over."""

from __future__ import annotations

from collections.abc import Mapping

from soptui.i18n import _
from soptui.sop.missing import Missing
from soptui.sop.narrative import QUESTION_HINTS, QUESTION_NAMES, unanswered


def missing_for_handover(title: str, answers: Mapping[str, str], assets: int) -> list[Missing]:
    """What the SOP's *kelengkapan* for step 1 still lacks: material, a name, 5W + 1H."""
    found = []
    if assets < 1:
        found.append(Missing("assets", _("Choose at least one photo, video or recording.")))
    if not title.strip():
        found.append(Missing("title", _("Give the coverage a name.")))
    found.extend(
        Missing(
            question,
            _("“{question}” is not answered yet: {hint}?").format(
                question=_(QUESTION_NAMES[question]), hint=_(QUESTION_HINTS[question])
            ),
        )
        for question in unanswered(answers)
    )
    return found
