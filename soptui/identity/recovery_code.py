"""The code that opens a key when its passphrase is forgotten: random, and copied by hand."""

from __future__ import annotations

import re
import secrets
from typing import Final

GROUPS: Final = 5
LENGTH: Final = 5
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is taken for another. 25 of them are 125 bits."""
_MISREAD: Final = str.maketrans("OIL", "011")


def new_code() -> str:
    """`7K2QM-…`: five groups of five."""
    letters = [secrets.choice(ALPHABET) for _letter in range(GROUPS * LENGTH)]
    return "-".join("".join(letters[at : at + LENGTH]) for at in range(0, len(letters), LENGTH))


def tidy_code(typed: str) -> str:
    """A code as `new_code` writes it, from whatever way it was typed."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(_MISREAD)
    return "-".join(letters[at : at + LENGTH] for at in range(0, len(letters), LENGTH))
