"""The press release composed from the narrative (domain §5): title, dateline and lead, body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from soptui.sop.narrative import Question


class Part(StrEnum):
    """The texts of a release that a person edits."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"


TITLE_WORDS = (5, 10)
BODY_WORDS = (300, 500)
"""What a press release of this office usually has: advice, never a rule."""


@dataclass(frozen=True, slots=True)
class Release:
    """The three parts, as plain text; paragraphs of the body are parted by a blank line."""

    title: str
    lead: str
    body: str


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in '.!?…”"' else text + "."


def _clause(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def compose(title: str, answers: Mapping[str, str], place: str) -> Release:
    """A first draft: the lead says who, what, when, where; the body says why and how."""
    what, who = _clause(answers.get(Question.WHAT, "")), _clause(answers.get(Question.WHO, ""))
    when, where = _clause(answers.get(Question.WHEN, "")), _clause(answers.get(Question.WHERE, ""))
    facts = ", ".join(part for part in (what, where, when) if part)
    lead = " ".join(part for part in (_sentence(facts), _sentence(who)) if part)
    dateline = f"{place} – " if place else ""
    body = "\n\n".join(
        paragraph
        for paragraph in (_sentence(answers.get(q, "")) for q in (Question.WHY, Question.HOW))
        if paragraph
    )
    return Release(title=" ".join(title.split()), lead=f"{dateline}{lead}", body=body)


def words(text: str) -> int:
    """How many words `text` has."""
    return len(text.split())
