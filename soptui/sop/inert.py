"""Text shown so that nothing in it hides: what is read is what is signed.

Characters that a terminal obeys or swallows (controls, bidi overrides, zero-width letters, blank
fillers) are written out as `<U+202E>`. Two different texts never look the same: where a text itself
says `<U+`, its `<` is written out too.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_HIDDEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""General categories of which nothing, or not what it says, is seen (Unicode 15, chapter 4.5)."""

_BLANK: Final = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF),
)  # fmt: skip
"""Letters and marks without a shape: Default_Ignorable_Code_Point outside those categories, and
the braille blank.
"""

_EMOJI_STYLE: Final = "\ufe0f"
_ESCAPE: Final = "<U+"
_READ: Final = re.compile(r"<U\+([0-9A-F]{4,6})>")


def visible(text: str) -> str:
    """`text` with everything invisible written out; line ends stay, other text is unchanged."""
    if text.isascii() and text.isprintable() and "<" not in text:
        return text  # nearly all names, and lists show hundreds of them
    return "".join(_shown(text, at, letter) for at, letter in enumerate(text))


def in_one_line(text: str) -> str:
    """`text` as `visible` shows it, its line ends written out too: the names of files."""
    return visible(text).replace("\n", f"{_ESCAPE}000A>")


def read_back(shown: str) -> str:
    """The text that `visible` shows as `shown`."""
    return _READ.sub(lambda found: chr(int(found[1], 16)), shown)


def legible(text: str) -> str:
    """`text` without anything invisible, in one line: words that travel inside a file."""
    kept = (letter for at, letter in enumerate(text) if not _vanishes(text, at, letter))
    return " ".join("".join(kept).split())


def has_hidden(text: str) -> bool:
    """Whether something in `text` would not be seen as it is."""
    return visible(text) != text


def _shown(text: str, at: int, letter: str) -> str:
    if letter == "\n" or (letter == _EMOJI_STYLE and _follows_symbol(text, at)):
        return letter
    if _is_hidden(letter) or (letter == "<" and text.startswith(_ESCAPE, at)):
        return f"{_ESCAPE}{ord(letter):04X}>"
    return letter


def _vanishes(text: str, at: int, letter: str) -> bool:
    """Whether `letter` is not seen and parts no words either."""
    if letter.isspace() or (letter == _EMOJI_STYLE and _follows_symbol(text, at)):
        return False
    return _is_hidden(letter)


def _follows_symbol(text: str, at: int) -> bool:
    """A selector after a symbol only colours an emoji, as telephones write it."""
    return at > 0 and unicodedata.category(text[at - 1]) == "So"


def _is_hidden(letter: str) -> bool:
    if " " <= letter <= "~":
        return False
    code = ord(letter)
    blank = any(first <= code <= last for first, last in _BLANK)
    return blank or unicodedata.category(letter) in _HIDDEN
