"""What a number is, by what it is made of: a NIK holds a place and a date that exist."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from soptui.sop.privacy.kinds import Secret

_PROVINCES: Final = frozenset(
    f"{code}"
    for first, last in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82),
                        (91, 97))
    for code in range(first, last + 1)
)  # fmt: skip


def digits_of(text: str) -> str:
    """The digits alone."""
    return re.sub(r"[^0-9]", "", text)


def is_nik(digits: str) -> bool:
    """Province, regency, district; DDMMYY with 40 added to a woman's day; a serial (domain §3)."""
    if len(digits) != 16 or digits[:2] not in _PROVINCES:
        return False
    if "00" in (digits[2:4], digits[4:6]) or digits[12:] == "0000":
        return False
    day, month, year = (int(digits[at : at + 2]) for at in (6, 8, 10))
    day -= 40 if day > 40 else 0
    return any(_is_date(day, month, century + year) for century in (1900, 2000))


def is_npwp(digits: str, *, announced: bool) -> bool:
    """15 digits, or 16 with a 0 before them. Where nothing else says so, the ninth of the 15 has to
    check the eight before it (Luhn).
    """
    old = digits[1:] if len(digits) == 16 and digits[0] == "0" else digits
    if len(old) != 15 or old[:9] == "0" * 9:
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(old[:9])]
    return announced or sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def telephone(digits: str, *, announced: bool) -> Secret | None:
    """A mobile number or a land line; announced, the first 0 may be left out."""
    number = national(digits)
    if announced and number.startswith("8"):
        number = f"0{number}"
    if re.fullmatch(r"08[1-9][0-9]{7,10}", number):
        return Secret.MOBILE
    if re.fullmatch(r"0[2-79][0-9]{7,10}", number):
        return Secret.LANDLINE
    return None


def national(digits: str) -> str:
    """As it is dialled in the country: 62 8… and 0062 8… become 08…"""
    number = digits_of(digits)
    number = number[2:] if number.startswith("0062") else number
    return "0" + number[2:].lstrip("0") if number.startswith("62") and len(number) > 10 else number


def _is_date(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
