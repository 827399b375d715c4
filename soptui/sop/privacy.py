"""What must not be published of people: NIK and KK, NPWP, telephone numbers (domain §3).

Numbers are found in whatever way people write them: with blanks, dots and dashes, in digits of
other scripts, with invisible characters between them. What looks alike is told apart by what it is
made of (a NIK holds a place and a date that exist) and by the word before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from soptui.i18n import N_


class Secret(StrEnum):
    """What kind of number it is."""

    NIK = "nik"
    NPWP = "npwp"
    MOBILE = "mobile"
    LANDLINE = "landline"


class Weight(StrEnum):
    """What becomes of a release with it."""

    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"


SECRET_NAMES: Final = {
    Secret.NIK: N_("NIK or KK number"),
    Secret.NPWP: N_("NPWP"),
    Secret.MOBILE: N_("mobile number"),
    Secret.LANDLINE: N_("telephone number"),
}
WEIGHTS: Final = {
    Secret.NIK: Weight.BLOCKS,
    Secret.NPWP: Weight.BLOCKS,
    Secret.MOBILE: Weight.WARNS,
    Secret.LANDLINE: Weight.INFORMS,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A number in a text, from `start` to before `end`; of the number itself only `masked`."""

    secret: Secret
    start: int
    end: int
    masked: str

    @property
    def weight(self) -> Weight:
        return WEIGHTS[self.secret]


_PROVINCES: Final = frozenset(
    f"{code}"
    for first, last in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82),
                        (91, 97))
    for code in range(first, last + 1)
)  # fmt: skip
_RUN: Final = re.compile(r"[0-9]+(?:[ .()\-]{1,3}[0-9]+)*")
_GROUP: Final = re.compile(r"[0-9]+")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_NPWP_FORM: Final = re.compile(r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]-[0-9]{3}\.[0-9]{3}")
_DATE: Final = re.compile(
    r"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])([-./])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}(?![0-9])"
)
"""Written beside hours, a date would make up a number of the right length."""
_BEFORE: Final = 28
"""Characters before a number in which a word says what it is."""
_OTHER: Final = re.compile(
    r"\b(rek|rekening|account|va|virtual|resi|imei|bpjs|nip|nuptk|nisn|npsn|kode|faktur|invoice"
    r"|voucher|isbn|rp)\b", re.IGNORECASE)  # fmt: skip
_MEANT: Final = re.compile(r"\b(nik|kk|ktp|npwp|wa|whatsapp|hp|telp?|telepon|hubungi|kontak)\b",
                           re.IGNORECASE)  # fmt: skip
_LONG_TOKEN: Final = 24
"""An unbroken token of letters and digits so long is a hash or an address, and no number."""


def scan(text: str, own_numbers: Collection[str] = ()) -> tuple[Finding, ...]:
    """Every number in `text` that is somebody's, in order; `own_numbers` are the office's own
    telephones, digits only, which may be published.
    """
    plain, places = _plain(text)
    found = []
    for run in _RUN.finditer(plain):
        if not _in_long_token(plain, run.start(), run.end()):
            for secret, start, end in _secrets(plain, run):
                digits = re.sub(r"[^0-9]", "", plain[start:end])
                if _national(digits) not in {_national(own) for own in own_numbers}:
                    found.append(
                        Finding(secret, places[start], places[end - 1] + 1, masked(digits))
                    )
    return tuple(found)


def mask(text: str) -> str:
    """`text` with every such number masked, for what is kept and logged."""
    for finding in reversed(scan(text)):
        text = text[: finding.start] + finding.masked + text[finding.end :]
    return text


def masked(digits: str) -> str:
    """`34************03`: enough to find it again, too little to know it."""
    return f"{digits[:2]}{'*' * (len(digits) - 4)}{digits[-2:]}"


def _plain(text: str) -> tuple[str, list[int]]:
    """`text` with all digits and blanks made ordinary, without invisible characters and without
    the digits of dates, and for each of its characters the place in `text`.
    """
    letters, places = [], []
    for place, letter in enumerate(text):
        category = unicodedata.category(letter)
        if category == "Cf":
            continue
        if category == "Nd":
            letter = str(unicodedata.digit(letter))  # noqa: PLW2901  what it stands for
        elif category == "Zs":
            letter = " "  # noqa: PLW2901
        elif category == "Pd":
            letter = "-"  # noqa: PLW2901
        letters.append(letter)
        places.append(place)
    plain = _DATE.sub(lambda found: "d" * len(found[0]), "".join(letters))
    return plain, places


def _in_long_token(plain: str, start: int, end: int) -> bool:
    """Whether the run is part of a hash or another long token with letters in it."""
    while start and plain[start - 1].isalnum():
        start -= 1
    while end < len(plain) and plain[end].isalnum():
        end += 1
    token = plain[start:end]
    return len(token) >= _LONG_TOKEN and any(letter.isalpha() for letter in token)


def _secrets(plain: str, run: re.Match[str]) -> Iterator[tuple[Secret, int, int]]:
    """Numbers made of whole groups of the run, the longest first; none overlap."""
    groups = [(run.start() + group.start(), run.start() + group.end())
              for group in _GROUP.finditer(run[0])]  # fmt: skip
    first = 0
    while first < len(groups):
        for last in range(len(groups) - 1, first - 1, -1):
            start, end = groups[first][0], groups[last][1]
            secret = _secret(plain, start, end)
            if secret is not None:
                yield secret, start, end
                first = last
                break
        first += 1


def _secret(plain: str, start: int, end: int) -> Secret | None:
    """What the number from `start` to `end` is, if it is one."""
    written = plain[start:end]
    digits = re.sub(r"[^0-9]", "", written)
    if len(digits) > 16 or _THOUSANDS.fullmatch(written) or _means_other(plain[:start]):
        return None
    if len(digits) == 16 and (_is_nik(digits) or _is_npwp("".join(digits[1:]), digits[0] == "0")):
        return Secret.NIK if _is_nik(digits) else Secret.NPWP
    if len(digits) == 15 and (_NPWP_FORM.fullmatch(written) or _said(plain[:start], "npwp")
                              or _is_npwp(digits, True)):  # fmt: skip
        return Secret.NPWP
    return _telephone(digits)


def _is_nik(digits: str) -> bool:
    """Province, regency, district; DDMMYY with 40 added to a woman's day; a serial."""
    if digits[:2] not in _PROVINCES or "00" in (digits[2:4], digits[4:6]) or digits[12:] == "0000":
        return False
    day, month, year = (int(digits[at : at + 2]) for at in (6, 8, 10))
    day -= 40 if day > 40 else 0
    return any(_is_date(day, month, century + year) for century in (1900, 2000))


def _is_date(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_npwp(digits: str, plausible: bool) -> bool:  # noqa: FBT001  read where it is called
    """15 digits of which the ninth checks the eight before it (Luhn)."""
    if not plausible or len(digits) != 15 or digits[:9] == "0" * 9:
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits[:9])]
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def _telephone(digits: str) -> Secret | None:
    number = _national(digits)
    if re.fullmatch(r"08[1-9][0-9]{7,10}", number):
        return Secret.MOBILE
    if re.fullmatch(r"0[2-79][0-9]{7,10}", number):
        return Secret.LANDLINE
    return None


def _national(digits: str) -> str:
    """As it is dialled in the country: 62 8… becomes 08…"""
    number = re.sub(r"[^0-9]", "", digits)
    return "0" + number[2:] if number.startswith("62") and len(number) > 10 else number


def _means_other(before: str) -> bool:
    """Whether the nearest word before a number says that it is another kind of number."""
    near = before[-_BEFORE:].rpartition("\n")[2]
    other, meant = _last(_OTHER, near), _last(_MEANT, near)
    return other > meant


def _said(before: str, word: str) -> bool:
    return word in before[-_BEFORE:].lower()


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)
