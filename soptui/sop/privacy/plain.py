"""A text with its digits levelled: however a number is disguised, it reads the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from soptui.sop.inert import has_hidden

_DATE: Final = re.compile(
    r"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])([-./])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}(?![0-9])"
)
"""Written beside hours, a date would make up a number of the right length."""
_MISTYPED: Final = re.compile(r"(?<=[0-9])[OoIl]{1,4}(?=[0-9])")
"""Letters that stand for 0 and 1 where a number was read from paper."""
_LIKE: Final = str.maketrans("OoIl", "0011")


def plain(text: str) -> tuple[str, list[int]]:
    """`text` with ordinary digits, blanks and dashes, without invisible characters and without the
    digits of dates; and for each character of that its place in `text`.
    """
    letters, places = [], []
    for place, letter in enumerate(text):
        shown = letter if letter.isascii() else _level(text, place)
        if shown:
            letters.append(shown)
            places.append(place)
    levelled = _MISTYPED.sub(lambda found: found[0].translate(_LIKE), "".join(letters))
    return _DATE.sub(lambda found: "d" * len(found[0]), levelled), places


def _level(text: str, place: int) -> str:
    """What the character stands for; nothing where it cannot be seen."""
    letter = text[place]
    category = unicodedata.category(letter)
    if category == "Nd" or _is_in_raised_run(text, place):
        return str(unicodedata.digit(letter))
    if category == "Pd":
        return "-"
    if letter.isspace():
        return " "
    return "" if has_hidden(letter) else letter


def _is_in_raised_run(text: str, place: int) -> bool:
    """Whether it is a raised or circled digit beside another; one alone is a footnote or m²."""
    beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return _is_raised(text[place]) and any(map(_is_raised, beside))


def _is_raised(letter: str) -> bool:
    return unicodedata.category(letter) == "No" and unicodedata.digit(letter, None) is not None
