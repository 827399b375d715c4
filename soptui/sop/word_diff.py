"""What changed inside a text, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from soptui.sop.changes import How

_WORDS = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """Some words: taken out, put in, or None where they stayed."""

    how: How | None
    text: str


def word_diff(was: str, now: str) -> tuple[Piece, ...]:
    """The pieces of which `now` is made, and between them what stood in `was` instead. Put together
    without what was removed they are `now`, without what was added `was`.
    """
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    pieces = []
    for tag, first, last, start, end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(None, "".join(new[start:end])))
            continue
        for how, words in ((How.REMOVED, old[first:last]), (How.ADDED, new[start:end])):
            if words:
                pieces.append(Piece(how, "".join(words)))
    return tuple(pieces)
