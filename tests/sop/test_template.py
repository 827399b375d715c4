"""A channel's first text: everything in its place, what is empty gone, never a sentence cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.channels.social import NETWORKS
from soptui.channels.templates import built_in
from soptui.errors import InvalidInput
from soptui.sop.template import Composed, Pieces, check_template, compose_text, fill

LINK = "https://dinas.example/b/041/"
PIECES = Pieces("Judul", "Bantul – Ringkasan.", "Isi.", LINK, ("BLKBantul", "Las"))


def test_everything_stands_in_its_place() -> None:
    template = "{judul}\n\n{ringkasan}\n{isi}\n\nSelengkapnya: { Tautan }\n\n{tagar}"
    assert fill(template, PIECES) == (
        f"Judul\n\nBantul – Ringkasan.\nIsi.\n\nSelengkapnya: {LINK}\n\n#BLKBantul #Las"
    )


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{judul}\n\nSelengkapnya: {tautan}\n\n{tagar}", "Judul"),
        ("{judul} – {tautan}", "Judul"),
        ("{tautan} {judul}\nDinas kami", "Judul\nDinas kami"),
    ],
)
def test_what_is_empty_goes_with_its_line(template: str, text: str) -> None:
    assert fill(template, Pieces("Judul", "")) == text


def test_braces_in_a_title_are_a_title() -> None:
    assert fill("{judul}", Pieces("Apa {tautan} itu?", "", link=LINK)) == "Apa {tautan} itu?"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{judul} {tagline}", "Nothing comes in the place of {tagline}."),
        ("Baca {tautan}", "This template would say the same of every release."),
        ("", "This template would say the same of every release."),
        ("{judul}" + "x" * 2000, "The text is longer than 2000 characters."),
    ],
)
def test_what_cannot_be_a_template_is_said(template: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_template(template)
    assert caught.value.message == said


def test_hashtags_stay_out_from_the_end_on() -> None:
    whole = fill("{judul}\n{tagar}", PIECES)
    assert compose_text("{judul}\n{tagar}", PIECES, len, len(whole)) == Composed(whole)
    one_less = compose_text("{judul}\n{tagar}", PIECES, len, len(whole) - 1)
    assert one_less == Composed("Judul\n#BLKBantul", hashtags_out=1)


def test_the_lead_stays_out_whole_before_the_link_does() -> None:
    composed = compose_text(built_in("x"), PIECES, len, 50)
    assert composed.text == f"Judul\n\n{LINK}\n\n#BLKBantul"
    assert composed.lead_out


def test_what_only_a_person_can_shorten_is_left_to_one() -> None:
    composed = compose_text("{ringkasan}\n{tagar}", PIECES, len, 5)
    assert composed == Composed("Bantul – Ringkasan.", hashtags_out=2)


def test_of_a_release_in_which_nothing_is_written_comes_nothing() -> None:
    assert compose_text("{judul} {tautan}", Pieces("", "", link=LINK), len, 100) == Composed()


@given(
    st.text(max_size=300), st.text(max_size=300),
    st.lists(st.from_regex(r"[A-Za-z]{1,20}", fullmatch=True), max_size=8),
    st.sampled_from(sorted(NETWORKS)), st.integers(0, 400),
)  # fmt: skip
def test_it_fits_or_it_is_the_release_itself(
    title: str, lead: str, tags: list[str], channel: str, limit: int
) -> None:
    network = NETWORKS[channel]
    pieces = Pieces(title, lead, "", LINK, tuple(tags))
    composed = compose_text(built_in(channel), pieces, network.measure, limit)
    assert composed.hashtags_out <= len(tags)
    if network.measure(composed.text) > limit:
        assert composed.text == fill(built_in(channel), Pieces(title, lead, "", LINK))
