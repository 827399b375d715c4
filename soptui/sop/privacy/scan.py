"""Finding the numbers of people in a text, and masking them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from soptui.sop.privacy.kinds import WEIGHTS, Secret, Weight
from soptui.sop.privacy.numbers import digits_of, is_nik, is_npwp, national, telephone
from soptui.sop.privacy.plain import plain
from soptui.sop.privacy.words import means_other, says_npwp, says_telephone


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


_RUN: Final = re.compile(r"[0-9]+(?:[\s.()\-,/_:·•|]{1,5}[0-9]+)*")
_GROUP: Final = re.compile(r"[0-9]+")
_USUAL: Final = re.compile(r"[ .()\-]{1,3}")
"""What people put between the digits of one number; anything else must be the same throughout."""
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_NPWP_SHAPES: Final = ((2, 3, 3, 1, 3, 3), (3, 3, 3, 1, 3, 3))
_NIK_SHAPES: Final = ((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (8, 8))
_CALL_SHAPES: Final = ((4, 4, 3), (4, 4, 4), (4, 4, 5), (4, 3, 4), (4, 3, 3))
_LISTED: Final = ", "
"""What parts the numbers of a list, and not the digits of one."""
_LONGEST: Final = 16
_LONG_TOKEN: Final = 24
"""An unbroken token of letters and digits so long is a hash or an address, unless it is a name."""
_NAME_RUNS: Final = 2
"""Groups of digits that a name of a file has at most: `KTPSITI3402…`."""


def scan(text: str, own_numbers: Collection[str] = ()) -> tuple[Finding, ...]:
    """Every number in `text` that is somebody's, in order; `own_numbers` are the office's own
    telephones, digits only, which may be published.
    """
    levelled, places = plain(text)
    own = {national(number) for number in own_numbers}
    found = []
    for run in _RUN.finditer(levelled):
        for secret, start, end in _secrets(levelled, run):
            digits = digits_of(levelled[start:end])
            if national(digits) not in own and not _in_hash(levelled, start, end):
                found.append(Finding(secret, places[start], places[end - 1] + 1, masked(digits)))
    return tuple(found)


def mask(text: str) -> str:
    """`text` with every such number masked, for what is kept and logged."""
    for finding in reversed(scan(text)):
        text = text[: finding.start] + finding.masked + text[finding.end :]
    return text


def masked(digits: str) -> str:
    """`34************03`: enough to find it again, too little to know it."""
    return f"{digits[:2]}{'*' * (len(digits) - 4)}{digits[-2:]}"


def _in_hash(text: str, start: int, end: int) -> bool:
    """Whether the number is part of a hash or another long token that no person wrote."""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    token = text[start:end]
    letters = {letter.lower() for letter in token if letter.isalpha()}
    if len(token) < _LONG_TOKEN or not letters:
        return False
    return letters <= set("abcdef") or len(_GROUP.findall(token)) > _NAME_RUNS


def _secrets(text: str, run: re.Match[str]) -> Iterator[tuple[Secret, int, int]]:
    """Numbers made of whole groups of the run, the longest first; none overlap."""
    groups = [(run.start() + group.start(), run.start() + group.end())
              for group in _GROUP.finditer(run[0])]  # fmt: skip
    first = 0
    while first < len(groups):
        last = first
        for end in range(min(len(groups), first + _LONGEST), first, -1):
            secret = _secret(text, run.start(), groups[first:end])
            if secret is not None:
                yield secret, groups[first][0], groups[end - 1][1]
                last = end - 1
                break
        first = last + 1


def _secret(text: str, run: int, groups: list[tuple[int, int]]) -> Secret | None:
    """What the number made of `groups` is, if it is one; `run` is where its run begins."""
    start, end = groups[0][0], groups[-1][1]
    written = text[start:end]
    digits = digits_of(written)
    if len(digits) > _LONGEST or _THOUSANDS.fullmatch(written):
        return None
    if means_other(text, run, start, unbroken=len(groups) == 1):
        return None
    between = {_bare(text[left[1] : right[0]]) for left, right in pairwise(groups)}
    usual = all(_USUAL.fullmatch(gap) for gap in between)
    shape = tuple(last - first for first, last in groups)
    if not usual and (len(between) > 1 or _LISTED in between):
        return None
    if is_nik(digits) and (usual or shape in _NIK_SHAPES):
        return Secret.NIK
    announced = shape in _NPWP_SHAPES or says_npwp(text, start)
    if is_npwp(digits, announced=announced) and (usual or announced):
        return Secret.NPWP
    one_line = "\n" not in written and not _in_letter_number(text, start, end)
    if one_line and (usual or shape in _CALL_SHAPES):
        return telephone(digits, announced=says_telephone(text, start))
    return None


def _bare(gap: str) -> str:
    """A gap without the blanks around its sign; blanks and line ends alone are one blank."""
    return _LISTED if gap.startswith(_LISTED) else gap.strip() or " "


def _in_letter_number(text: str, start: int, end: int) -> bool:
    """Whether it is the middle of one: `560.1/0812345678/2026`."""
    return bool(re.search(r"[0-9]/$", text[:start][-2:]) and re.match(r"/[0-9]", text[end:]))
