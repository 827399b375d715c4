"""The short narrative of SOP step 1: *narasi singkat yang memuat 5W + 1H*."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from soptui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class Question(StrEnum):
    """The five Ws and the H, in the order in which the office asks them."""

    WHAT = "what"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    HOW = "how"


QUESTION_NAMES = {
    Question.WHAT: N_("What"),
    Question.WHO: N_("Who"),
    Question.WHEN: N_("When"),
    Question.WHERE: N_("Where"),
    Question.WHY: N_("Why"),
    Question.HOW: N_("How"),
}

QUESTION_HINTS = {
    Question.WHAT: N_("what took place"),
    Question.WHO: N_("who took part"),
    Question.WHEN: N_("which day and hour"),
    Question.WHERE: N_("where it was"),
    Question.WHY: N_("what it is for"),
    Question.HOW: N_("how it went"),
}

SHORTEST_ANSWER = 3
"""Characters below which an answer says nothing (`BLK` is a place; `-` is not)."""


def is_answered(text: str) -> bool:
    """Whether `text` answers its question."""
    return sum(character.isalnum() for character in text) >= SHORTEST_ANSWER


def unanswered(answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions still open, in their order."""
    return tuple(q for q in Question if not is_answered(answers.get(q, "")))
