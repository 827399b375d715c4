from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.hashtags import once, shown, tidy_hashtags


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("#BLKBantul, #PelatihanLas", ("BLKBantul", "PelatihanLas")),
        ("job-fair  2026 #Loker_Bantul", ("jobfair", "Loker_Bantul")),
        ("#las #LAS #Las", ("las",)),
        ("#satu#dua", ("satu", "dua")),
        ("# , - 123", ()),
    ],
)
def test_hashtags_are_what_networks_take(typed: str, tags: tuple[str, ...]) -> None:
    assert tidy_hashtags(typed) == tags


def test_the_release_s_own_come_first_and_none_twice() -> None:
    assert once(("Las", "BLK", "las")) == ("Las", "BLK")


@given(st.text(max_size=200))
def test_tidying_again_changes_nothing(typed: str) -> None:
    tags = tidy_hashtags(typed)
    assert all(re.fullmatch(r"\w+", tag) for tag in tags)
    assert tidy_hashtags(shown(tags)) == tags
