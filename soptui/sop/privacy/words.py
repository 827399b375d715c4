"""What the words before a number say about it."""

from __future__ import annotations

import re
from typing import Final

_BEFORE: Final = 28
"""Characters before a number in which a word says what it is."""
_OTHER: Final = re.compile(
    r"\b(rek|rekening|account|va|virtual|resi|imei|bpjs|nip|nuptk|nisn|npsn|kode|faktur|invoice"
    r"|voucher|isbn|rp|idr)\b", re.IGNORECASE)  # fmt: skip
_MEANT: Final = re.compile(r"\b(nik|kk|ktp|npwp|wa|whatsapp|hp|telp?|telepon|hubungi|kontak)\b",
                           re.IGNORECASE)  # fmt: skip
_CALLED: Final = re.compile(r"\b(wa|whatsapp|hp|telp?|telepon)\b[\s.:]*$", re.IGNORECASE)
_COMPLETE: Final = 10
"""Digits of the shortest number that such a word announces and that is over by then."""


def means_other(text: str, run: int, start: int, *, unbroken: bool) -> bool:
    """Whether the nearest word before the number at `start` says that it is of another kind.

    `run` is where the digits begin that the number belongs to, `unbroken` whether it is one group.
    A word tells of the first number after it only: `NIP 1968… 3402…` announces no second one.
    """
    line = text.rfind("\n", 0, run) + 1
    first = max(line, run - _BEFORE)
    near = text[first:run]
    other, meant = _last(_OTHER, near), _last(_MEANT, near)
    if other <= meant:
        return False
    if re.search("[0-9]", near[other:]):
        return False
    told = sum(letter.isdigit() for letter in text[run:start])
    return not (told >= _COMPLETE or (told and unbroken))


def says_npwp(text: str, start: int) -> bool:
    """Whether an NPWP is announced."""
    return "npwp" in text[max(0, start - _BEFORE) : start].lower()


def says_telephone(text: str, start: int) -> bool:
    """Whether a telephone is announced right before."""
    return bool(_CALLED.search(text[max(0, start - _BEFORE) : start]))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)
