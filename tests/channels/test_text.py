from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.channels.text import SLUG_LENGTH, clean, code_part, paragraphs, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bursa Kerja di Bantul, 1.245 Lowongan!", "bursa-kerja-di-bantul-1-245-lowongan"),
        ("Jum'at Sehat & Café", "jumat-sehat-cafe"),
        ("🎉🎉", "berita"),
        ("", "berita"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 200, "a" * SLUG_LENGTH),
    ],
)
def test_a_slug_is_readable_and_harmless(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_long_title_is_cut_between_words() -> None:
    cut = slug("pelatihan berbasis kompetensi " * 5)
    assert len(cut) <= SLUG_LENGTH
    assert cut.split("-")[-1] in {"pelatihan", "berbasis", "kompetensi"}


@given(st.text())
def test_a_slug_is_always_a_file_name(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(title))
    assert len(slug(title)) <= SLUG_LENGTH


@given(st.text(), st.text())
def test_different_codes_never_share_a_name(one: str, other: str) -> None:
    if one.lower() != other.lower():
        assert code_part(one) != code_part(other)


def test_control_and_direction_characters_go_and_the_rest_stays() -> None:
    assert clean("a\x00b\u202ec\u2066d\r\ne\tf") == "abcd\ne\tf"
    assert clean("Halo 👩‍🏫 “kutip” – ok") == "Halo 👩‍🏫 “kutip” – ok"


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs("satu\nbaris\r\n \r\ndua\n\n\n\ntiga\n") == ["satu baris", "dua", "tiga"]
    assert paragraphs(" \n\n ") == []
