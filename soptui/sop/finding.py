"""What a check of the office's installation found (`soptui doctor`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what is so, and what to do about it if it is not well.

    `topic` is a short word to group by; `message` and `remedy` are sentences, translated.
    """

    level: Level
    topic: str
    message: str
    remedy: str = ""
