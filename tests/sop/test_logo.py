from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from soptui.errors import InvalidInput
from soptui.sop.logo import LARGEST, SMALLEST, USUAL, Corner, Logo, logo_of, tidy_size

LOGO = Logo("ab" * 32, Corner.UPPER_LEFT, 12, website=True)


def test_a_profile_keeps_it() -> None:
    assert logo_of({**asdict(LOGO), "corner": "ul"}) == LOGO
    assert logo_of({}) is None


def test_its_mark_tells_what_is_drawn_apart_and_nothing_else() -> None:
    others = [replace(LOGO, sha256="cd" * 32), replace(LOGO, corner=Corner.LOWER_LEFT),
              replace(LOGO, per_cent=13)]  # fmt: skip
    assert len({logo.mark for logo in (LOGO, *others)}) == 4
    assert replace(LOGO, website=False).mark == LOGO.mark


@pytest.mark.parametrize(("typed", "size"), [("", USUAL), (" 20 % ", 20), ("5", SMALLEST),
                                              ("30", LARGEST)])  # fmt: skip
def test_sizes_as_they_are_typed(typed: str, size: int) -> None:
    assert tidy_size(typed) == size


@pytest.mark.parametrize("typed", ["4", "31", "-5", "banyak", "٢٠", "1.5"])
def test_no_size(typed: str) -> None:
    with pytest.raises(InvalidInput):
        tidy_size(typed)
