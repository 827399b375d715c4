"""What the office's profile may hold."""

from __future__ import annotations

import pytest

from soptui.errors import InvalidInput
from soptui.sop.office import tidy_nip, tidy_website


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), ("  ", ""), ("19700101 199503 1 001", "197001011995031001")],
)
def test_a_nip_is_kept_as_its_digits(typed: str, kept: str) -> None:
    assert tidy_nip(typed) == kept


@pytest.mark.parametrize("typed", ["1" * 17, "1" * 19, "x" * 18, "١" * 18])
def test_what_is_no_nip_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        tidy_nip(typed)
    assert typed not in caught.value.sentence


def test_a_website_loses_its_last_slash() -> None:
    assert tidy_website(" https://dinas.example/ ") == "https://dinas.example"
    assert tidy_website("") == ""


@pytest.mark.parametrize("typed", ["dinas.example", "ftp://dinas.example", "https://a b"])
def test_what_is_no_website_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        tidy_website(typed)
