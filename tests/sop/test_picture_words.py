"""What a picture says of itself is what the release says, and nothing hidden in it."""

from __future__ import annotations

from dataclasses import astuple, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.inert import has_hidden
from soptui.sop.office import Office
from soptui.sop.picture_words import CAPTION, PictureWords, clipped, picture_words

OFFICE = Office("Dinas Contoh Kabupaten Contoh", "Dinas Contoh")
ANY = st.text(st.one_of(st.characters(), st.sampled_from("a\u202e\u200b\x1b\n\ud800é😀")))


def words(**changes: str) -> PictureWords:
    given = {"caption": "Peserta mengelas", "alt_text": "Lima orang", "title": "Pelatihan",
             "byline": "Siti", "event_date": "2026-11-23"}  # fmt: skip
    return picture_words(**{**given, **changes}, office=OFFICE)


def test_it_says_who_made_it_and_whose_it_is() -> None:
    assert words() == PictureWords(
        caption="Peserta mengelas", alt_text="Lima orang", headline="Pelatihan", creator="Siti",
        credit="Siti/Dinas Contoh", source="Dinas Contoh",
        copyright="© 2026 Dinas Contoh Kabupaten Contoh",
    )  # fmt: skip


def test_what_is_not_known_is_not_said() -> None:
    nobody = words(byline="", event_date="")
    assert (nobody.creator, nobody.credit) == (OFFICE.name, OFFICE.unit)
    assert nobody.copyright == "© Dinas Contoh Kabupaten Contoh"
    unknown = picture_words(caption="", alt_text="", title="", byline="", event_date="2026-11-23",
                            office=Office(""))  # fmt: skip
    assert unknown == PictureWords()


@given(ANY, ANY)
def test_nothing_in_it_is_hidden_or_too_long(caption: str, name: str) -> None:
    said = words(caption=caption, alt_text=caption, title=caption, byline=name)
    for text in astuple(said):
        assert not has_hidden(text)
        assert "\n" not in text
        assert len(text.encode()) <= CAPTION


@given(st.text(), st.integers(0, 40))
def test_clipped_ends_with_a_whole_letter(text: str, octets: int) -> None:
    short = clipped(text, octets)
    assert len(short.encode()) <= octets
    assert text.startswith(short)


@pytest.mark.parametrize("field", [field.name for field in fields(PictureWords)])
def test_other_words_have_another_mark(field: str) -> None:
    said = words()
    assert said.mark == words().mark
    assert len(said.mark) == 24
    assert replace(said, **{field: "lain"}).mark != said.mark
