"""What is still missing before a step may be left: one entry beside each field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from soptui.errors import Incomplete


@dataclass(frozen=True, slots=True)
class Missing:
    """`field` names where it is missing (a question, a part, `assets`, `asset:<id>`, `channels`);
    `sentence` tells the person what to do there.
    """

    field: str
    sentence: str


def require_nothing(missing: Sequence[Missing], message: str) -> None:
    """Raise Incomplete with `message` and what is missing, unless nothing is."""
    if missing:
        raise Incomplete(message, missing, remedy=" ".join(entry.sentence for entry in missing[:3]))
