"""What changed since the last round: all of it, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.changes import Change, How, What, changes, paragraphs
from soptui.sop.manifest import ChannelText, Manifest, MediaEntry, RenditionEntry
from soptui.sop.material import Kind

WORDS = st.sampled_from(["", "satu", "dua", "tiga"])
ENTRIES = st.builds(MediaEntry, st.sampled_from(["a" * 64, "b" * 64, "c" * 64]),
                    st.just(Kind.PHOTO), st.just("image/jpeg"), WORDS, WORDS)  # fmt: skip
CHANNELS = st.lists(
    st.builds(ChannelText, st.sampled_from(["website", "x", "threads"]), WORDS),
    unique_by=lambda entry: entry.channel, max_size=3,
).map(tuple)  # fmt: skip
MANIFESTS = st.builds(
    Manifest, st.just("041"), st.integers(1, 3), WORDS, WORDS,
    st.lists(WORDS, max_size=5).map("\n\n".join), st.just("2026-11-23"), WORDS,
    st.lists(ENTRIES, max_size=5).map(tuple), CHANNELS,
)  # fmt: skip
PLAIN = Manifest("041", 1, "Judul", "Teras", "Satu.\n\nDua.\n\nTiga.", "2026-11-23", "Peliput",
                 tuple(MediaEntry(letter * 64, Kind.PHOTO, "image/jpeg", letter, f"foto {letter}")
                       for letter in "abcd"),
                 (ChannelText("website", ""), ChannelText("instagram", "Halo")))  # fmt: skip
A, B, C, D = PLAIN.media


def listed(after: Manifest) -> list[tuple[How, What, int, str]]:
    return [(c.how, c.what, c.place, c.name) for c in changes(PLAIN, after)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"round": 2}, []),
        ({"title": "Baru"}, [(How.CHANGED, What.TITLE, 0, "")]),
        ({"body": "Satu.\n\nDua.\n\nTiga.\n\nEmpat."}, [(How.ADDED, What.PARAGRAPH, 4, "")]),
        ({"body": "Satu.\n\nTiga."}, [(How.REMOVED, What.PARAGRAPH, 2, "")]),
        ({"body": "Satu.\n\nDua!\n\nTiga."}, [(How.CHANGED, What.PARAGRAPH, 2, "")]),
        ({"body": "Satu.\n\n\nDua.\n\nTiga."}, [(How.CHANGED, What.LAYOUT, 0, "")]),
        ({"media": (A, C, D)}, [(How.REMOVED, What.MEDIA, 2, "")]),
        ({"media": (D, A, B, C)}, [(How.MOVED, What.MEDIA, 1, "")]),
        ({"media": (A, replace(B, caption="lain"), C, D)}, [(How.CHANGED, What.CAPTION, 2, "")]),
        ({"media": (A, B, replace(C, alt_text=""), D)}, [(How.CHANGED, What.ALT_TEXT, 3, "")]),
        ({"channels": (ChannelText("website", ""), ChannelText("instagram", "Hai"))},
         [(How.CHANGED, What.CHANNEL_TEXT, 0, "instagram")]),
        ({"channels": (ChannelText("website", ""), ChannelText("x", "Halo"))},
         [(How.REMOVED, What.CHANNEL, 0, "instagram"), (How.ADDED, What.CHANNEL, 0, "x")]),
        ({"channels": PLAIN.channels[::-1]}, [(How.MOVED, What.CHANNEL, 0, "")]),
        ({"byline": "Lain"}, [(How.CHANGED, What.BYLINE, 0, "")]),
    ],
)  # fmt: skip
def test_each_change_is_told_once(
    change: dict[str, object], told: list[tuple[How, What, int, str]]
) -> None:
    assert listed(replace(PLAIN, **change)) == told  # type: ignore[arg-type]


@given(MANIFESTS, MANIFESTS)
def test_silence_means_the_same_content(before: Manifest, after: Manifest) -> None:
    same = replace(before, round=after.round) == after
    assert (changes(before, after) == ()) is same


@given(MANIFESTS, MANIFESTS)
def test_what_came_and_went_accounts_for_what_is_there(before: Manifest, after: Manifest) -> None:
    count = Counter((change.how, change.what) for change in changes(before, after))

    def grown(what: What) -> int:
        return count[How.ADDED, what] - count[How.REMOVED, what]

    assert grown(What.PARAGRAPH) == len(paragraphs(after.body)) - len(paragraphs(before.body))
    assert grown(What.MEDIA) == len(after.media) - len(before.media)
    assert grown(What.CHANNEL) == len(after.channels) - len(before.channels)


@given(MANIFESTS, MANIFESTS)
def test_the_way_back_undoes_it(before: Manifest, after: Manifest) -> None:
    swap = {How.ADDED: How.REMOVED, How.REMOVED: How.ADDED}
    kinds = {What.MEDIA, What.CHANNEL}

    def came_and_went(found: tuple[Change, ...]) -> Counter[tuple[How, What, int, str]]:
        return Counter((c.how, c.what, c.place, c.name) for c in found
                       if c.what in kinds and c.how in swap)  # fmt: skip

    there = came_and_went(changes(before, after))
    back = came_and_went(changes(after, before))
    assert back == Counter({(swap[h], w, p, n): k for (h, w, p, n), k in there.items()})


def made(recipe: str, sha256: str, caption: str = "") -> MediaEntry:
    """The first picture with its file for the website."""
    file = RenditionEntry("website", recipe, 1, sha256 * 64, "image/jpeg", 480, 320)
    return replace(A, caption=caption or A.caption, renditions=(file,))


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (made("picture-480-m2", "2", "lain"), [What.CAPTION]),
        (made("picture-480-m2", "2"), [What.MEDIA]),
        (made("picture-480-m1", "2", "lain"), [What.MEDIA, What.CAPTION]),
        (made("picture-960-m2", "2", "lain"), [What.MEDIA, What.CAPTION]),
    ],
)
def test_other_words_in_a_file_are_no_other_picture(after: MediaEntry, told: list[What]) -> None:
    """Unless nobody told of other words, or the file is another though it should say the same."""
    before = replace(PLAIN, media=(made("picture-480-m1", "1"),))
    found = changes(before, replace(PLAIN, media=(after,)))
    assert [change.what for change in found] == told


def test_another_title_or_byline_is_told_once() -> None:
    before = replace(PLAIN, media=(made("picture-480-m1", "1"),))
    for field, what in (("title", What.TITLE), ("byline", What.BYLINE)):
        after = replace(PLAIN, media=(made("picture-480-m2", "2"),), **{field: "Lain"})
        assert [change.what for change in changes(before, after)] == [what]
