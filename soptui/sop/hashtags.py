"""Hashtags as every network takes them: letters, digits and underscores, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 100
"""Characters of one; what is longer is no tag but a sentence without blanks."""


def tidy_hashtags(typed: str) -> tuple[str, ...]:
    """The tags in `typed`, without their `#`: blanks, commas and `#` part them. What no network
    would take as a tag is left out: one without a letter, and one that stands there already.
    """
    parts = re.split(r"[\s,;#]+", unicodedata.normalize("NFC", typed))
    cleaned = (re.sub(r"\W", "", part)[:LONGEST] for part in parts)
    return once(tag for tag in cleaned if any(letter.isalpha() for letter in tag))


def once(tags: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, as it is written first: capital letters make no difference."""
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def shown(tags: Iterable[str]) -> str:
    """`#BLKBantul #PelatihanLas`."""
    return " ".join(f"#{tag}" for tag in tags)
