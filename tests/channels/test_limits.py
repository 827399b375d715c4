from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.channels.known import is_social
from soptui.channels.limits import Fit, file_problems, fit_of, kept, network_problems
from soptui.channels.picture_limits import alt_problems, count_problems
from soptui.channels.registry import channels
from soptui.channels.social import NETWORKS, emoji_as_bytes, utf16_units, weighted
from soptui.paths import Home
from soptui.sop.manifest import ChannelText
from soptui.sop.material import Kind
from tests.channels.making import Originals
from tests.renderer import fake_jpeg


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("abc", 3),
        ("“ab” – c", 8),
        ("日本", 4),
        ("🎉", 2),
        ("lihat https://contoh.example/" + "a" * 90, 29),
    ],
)
def test_x_counts_by_weight(text: str, length: int) -> None:
    assert weighted(text) == length


def test_emoji_count_as_the_networks_count_them() -> None:
    assert utf16_units("a🎉") == 3
    assert emoji_as_bytes("a🎉") == 5


@pytest.mark.parametrize(("length", "fits"), [(280, True), (281, False)])
def test_the_limit_itself_still_fits(originals: Originals, length: int, fits: bool) -> None:
    job = originals.job(channels=(ChannelText("x", "a" * length),))
    assert (network_problems(NETWORKS["x"], job) == []) is fits


def test_too_many_pictures_and_no_text_are_said(originals: Originals) -> None:
    job = originals.job(media=[originals.photo(str(n)) for n in range(5)])
    text, _made, count = network_problems(NETWORKS["x"], job)
    assert "X" in text
    assert "4" in count
    assert "5" in count


def test_a_network_that_needs_media_says_so(originals: Originals) -> None:
    texts = (ChannelText("youtube", "ok"), ChannelText("tiktok", "ok"))
    job = originals.job(media=[originals.add(b"s", Kind.SIDECAR)], channels=texts)
    assert network_problems(NETWORKS["youtube"], job) == ["YouTube needs a video."]
    assert network_problems(NETWORKS["tiktok"], job) == ["TikTok needs a photo or video."]


def test_sound_is_a_film_where_a_network_needs_one(originals: Originals) -> None:
    job = originals.job(
        media=[originals.add(b"s", Kind.AUDIO)], channels=(ChannelText("youtube", "ok"),)
    )
    assert network_problems(NETWORKS["youtube"], job) == []


def test_every_file_that_is_made_fits_every_network(originals: Originals) -> None:
    """Real pictures in odd shapes, through the real renderer."""
    media = [originals.real_photo(*size) for size in ((300, 900), (900, 300), (2000, 90))]
    job = originals.job(media=media)
    for network in NETWORKS.values():
        assert list(file_problems(network, job.manifest, job.shelf)) == []


def test_a_file_that_does_not_fit_is_named(originals: Originals) -> None:
    photo = originals.real_photo(600, 400)
    (made,) = [one for one in photo.renditions if one.channel == "bluesky"]
    heavy = originals.files[made.sha256].read_bytes().ljust(2_000_001, b"\0")
    wrong = {
        "2000001 bytes": originals.listed(made, heavy),
        "1441 × 700 pixels": originals.listed(made, fake_jpeg(b"", (1441, 700)), (1441, 700)),
        "another picture": replace(made, width=599),
        "no picture any more": originals.listed(made, b"text"),
        "type": replace(made, media_type="image/png"),
    }
    for words, one in wrong.items():
        job = originals.job(media=[originals.photo(), replace(photo, renditions=(one,))])
        (sentence,) = file_problems(NETWORKS["bluesky"], job.manifest, job.shelf)
        assert words in sentence
        assert sentence.startswith("File 2")
        assert "Bluesky" in sentence


def test_a_page_is_measured_as_a_picture_is(originals: Originals) -> None:
    letter = originals.add(b"surat", Kind.DOCUMENT)
    first, second = [one for one in letter.renditions if one.channel == "instagram"]
    narrow = originals.listed(second, fake_jpeg(b"", (700, 900)), (700, 900))
    job = originals.job(media=[originals.photo(), replace(letter, renditions=(first, narrow))])
    assert list(file_problems(NETWORKS["instagram"], job.manifest, job.shelf)) == [
        "Page 2 of file 2 is too narrow or too wide for Instagram."
    ]


def test_pages_count_one_by_one_and_what_is_left_out_is_named(originals: Originals) -> None:
    media = [originals.photo(), originals.add(b"surat", Kind.DOCUMENT),
             originals.add(b"nota", Kind.DOCUMENT)]  # fmt: skip
    job = originals.job(media=media, channels=(ChannelText("x", "ok"),))
    (told,) = count_problems(NETWORKS["x"], job.manifest)
    assert "at most 4 files" in told
    assert "this release has 5. From page 2 of file 3 on" in told
    assert "5 files were made for X" in next(
        iter(file_problems(NETWORKS["x"], job.manifest, job.shelf))
    )


def test_a_file_that_is_not_there_is_missed_elsewhere(originals: Originals) -> None:
    photo = originals.photo()
    job = originals.job(media=[photo])
    for one in photo.renditions:
        originals.files[one.sha256].unlink(missing_ok=True)
    assert list(file_problems(NETWORKS["bluesky"], job.manifest, job.shelf)) == []


def test_the_website_comes_first_and_websites_are_not_social(originals: Originals) -> None:
    known = channels(Home(originals.folder))
    assert next(iter(known)) == "website"
    assert [name for name in known if not is_social(name)] == ["website", "wordpress"]
    assert all(channel.name == name and channel.label for name, channel in known.items())


def test_a_text_with_pictures_may_have_another_limit(originals: Originals) -> None:
    text = (ChannelText("telegram", "a" * 1025),)
    network = NETWORKS["telegram"]
    assert network_problems(network, originals.job(media=[], channels=text)) == []
    (problem,) = network_problems(network, originals.job(media=[originals.photo()], channels=text))
    assert "1024" in problem


@pytest.mark.parametrize(
    ("length", "fit"),
    [(89, Fit.FITS), (90, Fit.NEARLY), (100, Fit.NEARLY), (101, Fit.OVER), (0, Fit.FITS)],
)
def test_the_warning_comes_before_the_limit(length: int, fit: Fit) -> None:
    assert fit_of(length, 100) is fit


@given(st.text(max_size=80), st.sampled_from(sorted(NETWORKS)), st.integers(0, 60))
def test_what_is_kept_fits_and_one_letter_more_does_not(
    text: str, channel: str, limit: int
) -> None:
    measure = NETWORKS[channel].measure
    place = kept(text, measure, limit)
    assert place == len(text) or measure(text[: place + 1].lstrip()) > limit
    assert measure(text[:place].strip()) <= limit


@pytest.mark.parametrize(
    ("channel", "limit"),
    [("instagram", 1000), ("x", 1000), ("threads", 1000), ("mastodon", 1500), ("bluesky", 2000)],
)
def test_an_alternative_text_has_a_limit(originals: Originals, channel: str, limit: int) -> None:
    network = NETWORKS[channel]
    fits = originals.job(media=[originals.photo(alt_text="a" * limit)])
    assert list(alt_problems(network, fits.manifest)) == []
    emoji = "😀" * (limit // 2) + "a"
    long = originals.job(media=[originals.photo("a"), originals.photo("b", alt_text=emoji)])
    (told,) = alt_problems(network, long.manifest)
    assert told.startswith(f"The alternative text of file 2 has {limit + 1} characters")
    assert told.endswith(f"{network.label} takes at most {limit}.")
    spoken = originals.job(media=[originals.photo(caption="a" * (limit + 1), alt_text=" ")])
    (told,) = alt_problems(network, spoken.manifest)
    assert told.startswith("The caption of file 1")


def test_where_it_is_required_a_page_needs_one_too(originals: Originals) -> None:
    job = originals.job(media=[originals.add(b"surat", Kind.DOCUMENT)])
    assert list(alt_problems(NETWORKS["bluesky"], job.manifest)) == [
        "Bluesky wants an alternative text for file 1."
    ]
    assert list(alt_problems(NETWORKS["mastodon"], job.manifest)) == []
    film = originals.job(media=[originals.add(b"film", Kind.VIDEO)])
    assert list(alt_problems(NETWORKS["bluesky"], film.manifest)) == []
