"""A recipe's name holds what the outcome depends on, and nothing else."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from fractions import Fraction

import pytest
from PIL import Image

from soptui.channels.recipes import MOST_PER_PIXEL, Cover, Known, Recipe, long_edge, recipes
from soptui.channels.social import NETWORKS
from soptui.media.crop import Focus, Form, Ratios
from soptui.media.inscription import ROOM
from soptui.sop.logo import Corner, Logo
from soptui.sop.material import Kind
from soptui.sop.picture_words import PictureWords, without_words


def name(channel: str, size: tuple[int, int] | None = None, focus: Focus | None = None) -> str:
    (recipe,) = recipes(channel, Kind.PHOTO, Known(size, focus))
    return recipe.name


def test_only_a_picture_that_is_cut_depends_on_its_focus() -> None:
    assert name("instagram", (3000, 2000), Focus(1, 2)) == "picture-1440"
    assert name("instagram", (2000, 3000)) == "picture-1440-r0.80-1.91"
    assert name("instagram", (2000, 3000), Focus(50, 30)) == "picture-1440-r0.80-1.91-f50,30"
    assert name("instagram", None, Focus(50, 30)) == "picture-1440-r0.80-1.91-f50,30"
    assert name("x", (2000, 3000), Focus(50, 30)) == "picture-2048"


def test_networks_share_what_is_the_same() -> None:
    photo = (3000, 2000)
    assert name("threads", photo) == name("instagram", photo)
    assert name("telegram", photo) == name("mastodon", photo)
    assert name("bluesky", photo) == "picture-1440-w1967232"


def test_a_document_is_never_cut() -> None:
    (recipe,) = recipes("instagram", Kind.DOCUMENT, Known((210, 297), Focus(1, 1)))
    assert recipe.name == "pages-1440-r0.80-1.91"


@pytest.mark.parametrize(
    ("channel", "known", "made"),
    [
        ("facebook", Known((1280, 720), None, 60.0, 90_000_000), "video"),
        ("website", Known((1280, 720), None, 9000.0, 90_000_000), "video"),
        ("x", Known((1280, 720), None, 60.0, 90_000_000), "video"),
        ("x", Known((1920, 1080), None, 60.0, 90_000_000), "video-1280"),
        ("facebook", Known((3840, 2160), None, 60.0, 90_000_000), "video-1920"),
        ("instagram", Known((1280, 720), None, 600.0, 90_000_000), "video-1920-w300000000"),
        ("instagram", Known((1280, 720), None, 60.0, 400_000_000), "video-1920-w300000000"),
        ("instagram", Known(), "video-1920-w300000000"),
    ],
)
def test_of_a_film_only_limits_that_may_be_reached_stand_in_the_name(
    channel: str, known: Known, made: str
) -> None:
    assert [one.name for one in recipes(channel, Kind.VIDEO, known)] == [made]


def test_sound_is_a_film_whose_name_tells_what_is_seen() -> None:
    def name_of(channel: str, cover: Cover) -> list[str]:
        return [one.name for one in recipes(channel, Kind.AUDIO, Known(cover=cover))]

    here, there = Cover("a" * 64, "Dinas"), Cover("b" * 64, "Dinas")
    assert name_of("website", here) == ["audio"]
    assert name_of("x", here) == name_of("youtube", here) == [f"waveform-1280-c{here.mark}"]
    assert len({name_of("x", one)[0] for one in (here, there, Cover("a" * 64, "Badan"))}) == 3
    assert name_of("bluesky", here) == []


def test_names_are_read_back() -> None:
    every = [one for channel in ("website", *NETWORKS) for one in recipes(channel, Kind.PHOTO)]
    assert all(one.form and long_edge(one.name) == one.form.long_edge for one in every)
    assert long_edge(Recipe(every[0].what).name) == 0
    told = [replace(one, words=PictureWords()) for one in every]
    assert all(without_words(one.name) == one.pixels != one.name for one in told)
    ratios, logo = Ratios(Fraction(1, 20), Fraction(20)), Logo("a" * 64, Corner.UPPER_LEFT, 30)
    longest = Form(10_000, ratios, Focus(100, 100), 20_000_000, logo)
    assert len(Recipe(every[0].what, longest, PictureWords()).name) < 96


def test_words_go_into_pictures_and_stand_in_the_name() -> None:
    said = PictureWords(caption="Peserta")
    for kind, made in ((Kind.PHOTO, "picture-480"), (Kind.DOCUMENT, "pages-480")):
        first, *_rest = recipes("website", kind, Known(words=said))
        assert first.name == f"{made}-m{said.mark}"
    (film,) = recipes("website", Kind.VIDEO, Known(words=said))
    assert film.words is None


def test_a_logo_is_for_photos_on_social_networks_or_where_it_is_wanted() -> None:
    logo = Logo("ab" * 32)
    known = Known(size=(3000, 2000), logo=logo)
    for channel in ("instagram", "bluesky", "other:Radio"):
        (recipe,) = recipes(channel, Kind.PHOTO, known)
        assert recipe.name.endswith(f"-l{logo.mark}")
        assert all(one.form is None or one.form.logo is None
                   for kind in (Kind.DOCUMENT, Kind.VIDEO)
                   for one in recipes(channel, kind, known))  # fmt: skip
    assert not any(one.form and one.form.logo for one in recipes("website", Kind.PHOTO, known))
    wanted = replace(known, logo=replace(logo, website=True))
    assert all(one.form and one.form.logo for one in recipes("website", Kind.PHOTO, wanted))


def test_words_have_room_below_every_limit() -> None:
    for network in NETWORKS.values():
        for recipe in recipes(network.name, Kind.PHOTO):
            assert recipe.form is not None
            heaviest = recipe.form.max_bytes or MOST_PER_PIXEL * recipe.form.long_edge**2
            assert network.max_bytes is None or heaviest + ROOM <= network.max_bytes


def test_no_jpeg_takes_more_a_pixel_than_is_counted_on() -> None:
    """A limit on bytes that no picture reaches stands in no recipe."""
    pixels = bytes(255 * (byte & 1) for byte in os.urandom(512 * 512 * 3))
    buffer = io.BytesIO()
    picture = Image.frombytes("RGB", (512, 512), pixels)
    picture.save(buffer, "JPEG", quality=82, optimize=True, progressive=True)
    assert len(buffer.getvalue()) < MOST_PER_PIXEL * 512 * 512
