"""Nothing in a text hides from the person who signs it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.inert import has_hidden, legible, read_back, visible

TRICKS = st.text(st.sampled_from("a <U+>02E\u202e\u200b\ufe0f❤\n\t\x1b\u3164"), max_size=30)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bantul – “Job fair” 100 %", "Bantul – “Job fair” 100 %"),
        ("dua\nbaris", "dua\nbaris"),
        ("gaji \u202e000.1", "gaji <U+202E>000.1"),
        ("tak\u200bterlihat", "tak<U+200B>terlihat"),
        ("\x1b[2J", "<U+001B>[2J"),
        ("a\tb\r", "a<U+0009>b<U+000D>"),
        ("kosong\u3164\u2800\u034f", "kosong<U+3164><U+2800><U+034F>"),
        ("\u2028\ufeff\U000e0041", "<U+2028><U+FEFF><U+E0041>"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("a\ufe0f", "a<U+FE0F>"),
        ("<U+202E>", "<U+003C>U+202E>"),
        ("ꦥꦽꦧꦸꦏ 日本 é", "ꦥꦽꦧꦸꦏ 日本 é"),
    ],
)
def test_what_is_hidden_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert has_hidden(text) is (text != shown)


@given(st.one_of(st.text(), TRICKS))
def test_different_texts_look_different(text: str) -> None:
    assert read_back(visible(text)) == text


@given(st.one_of(st.text(), TRICKS))
def test_what_is_shown_hides_nothing(text: str) -> None:
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not {unicodedata.category(c) for c in visible(text) if c != "\n"} & hidden


@given(st.one_of(st.text(), TRICKS))
def test_legible_is_one_line_that_hides_nothing(text: str) -> None:
    assert not has_hidden(legible(text).replace("<", ""))
    assert legible(legible(text)) == legible(text)
    assert legible("dua\n baris \u202e\u2028❤\ufe0f") == "dua baris ❤\ufe0f"
