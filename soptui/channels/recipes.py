"""What each channel needs of an asset: recipes, after which the files are made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import prod
from typing import Final

from soptui.channels.known import network_of
from soptui.channels.social import ANY_FILM, FilmLimits, Network
from soptui.media.bit_rate import most_bytes
from soptui.media.crop import Focus, Form, crop_box
from soptui.media.inscription import ROOM
from soptui.sop.logo import Logo
from soptui.sop.material import Kind
from soptui.sop.picture_words import MARK, PictureWords
from soptui.sop.step2_selection import WEBSITE

LONG_EDGES = (480, 960, 1600)
"""Pixels of the website's pictures: a phone, its dense screen or half a desktop, a desktop."""
SUFFIXES = {"video/mp4": ".mp4", "audio/mpeg": ".mp3", "audio/mp4": ".m4a"}
"""Of files that are no JPEGs, by their type."""
SOUND_EDGE: Final = 1280
"""Pixels of sound as a film: no network takes fewer."""
MOST_PER_PIXEL: Final = 1
"""Bytes that a JPEG of ours never takes a pixel: black and white noise takes 0.8."""


class What(StrEnum):
    """What comes of it: a JPEG, a JPEG of each page, an MP4, an MP3 or M4A, sound as an MP4."""

    PICTURE = "picture"
    PAGES = "pages"
    VIDEO = "video"
    AUDIO = "audio"
    WAVEFORM = "waveform"


_OF_KIND = {
    Kind.PHOTO: What.PICTURE,
    Kind.DOCUMENT: What.PAGES,
    Kind.VIDEO: What.VIDEO,
    Kind.AUDIO: What.AUDIO,
}


@dataclass(frozen=True, slots=True)
class Cover:
    """What is seen of sound: the release's first picture by its SHA-256, empty where there is none,
    and the office's name.
    """

    picture: str = ""
    office: str = ""

    @property
    def mark(self) -> str:
        """16 hexadecimal digits that tell it from others."""
        return hashlib.sha256(f"{self.picture} {self.office}".encode()).hexdigest()[:16]


BARE: Final = Cover()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an asset and may decide how its files are made; None: not known.

    `size` is in pixels as displayed, `focus` what a person wants to be seen of a picture, `weight`
    in bytes, `words` what pictures and pages say of themselves, `logo` what pictures may show,
    `cover` what is seen of sound.
    """

    size: tuple[int, int] | None = None
    focus: Focus | None = None
    seconds: float | None = None
    weight: int | None = None
    words: PictureWords | None = None
    logo: Logo | None = None
    cover: Cover = BARE


_NOTHING: Final = Known()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file is made. Two recipes of the same name make the same of an asset; whatever the
    outcome depends on stands in the name.
    """

    what: What
    form: Form | None = None
    """Of pictures, pages and films; None where a film is taken as it is, and for sound."""
    words: PictureWords | None = None
    """What the file says of itself; only JPEGs do."""
    cover: Cover | None = None
    """Of sound that is shown as a film."""

    @property
    def name(self) -> str:
        """`picture-960-m` and what tells its words from others; `video-1280-w50000000`."""
        return f"{self.pixels}{MARK}{self.words.mark}" if self.words else self.pixels

    @property
    def pixels(self) -> str:
        """The name without its words: `picture-1440-r0.80-1.91-f50,40-w1967232`, `pages-960`."""
        if self.form is None:
            return self.what
        parts = [f"{self.what}-{self.form.long_edge}"]
        if self.form.ratios:
            parts.append(f"r{self.form.ratios}")
        if self.form.focus:
            parts.append(f"f{self.form.focus.x},{self.form.focus.y}")
        if self.form.max_bytes:
            parts.append(f"w{self.form.max_bytes}")
        if self.form.logo:
            parts.append(f"l{self.form.logo.mark}")
        if self.cover is not None:
            parts.append(f"c{self.cover.mark}")
        return "-".join(parts)


def recipes(channel: str, kind: Kind, known: Known = _NOTHING) -> tuple[Recipe, ...]:
    """How `channel` wants an asset of that kind, the smallest first; nothing where it takes none.

    What is known of it only changes the recipe where the outcome depends on it: networks share what
    is the same.
    """
    what = _OF_KIND.get(kind)
    network = network_of(channel)
    if what is None or (network and kind not in network.kinds):
        return ()
    if network is None and channel != WEBSITE:
        return ()
    if what is What.AUDIO and (network is None or network.plays_sound):
        return (Recipe(what),)
    if what is What.AUDIO:
        return (Recipe(What.WAVEFORM, Form(SOUND_EDGE), cover=known.cover),)
    if what is What.VIDEO:
        return (Recipe(what, _film_form(network.films if network else ANY_FILM, known)),)
    logo = _logo(network, known) if what is What.PICTURE else None
    if network is None:
        return tuple(Recipe(what, Form(edge, logo=logo), known.words) for edge in LONG_EDGES)
    form = replace(_form(network), logo=logo)
    if form.ratios and known.size and what is What.PICTURE and form.ratios.fit(*known.size):
        form = replace(form, ratios=None)
    elif form.ratios and what is What.PICTURE:
        form = replace(form, focus=known.focus)
    return (Recipe(what, form, known.words),)


def strictest(channels: Iterable[str], width: int, height: int) -> Network | None:
    """Of the networks that cut a picture of that size, the one that shows least of it."""
    known = (network for name in channels if (network := network_of(name)) is not None)
    cutting = [one for one in known if one.ratios and not one.ratios.fit(width, height)]
    return min(
        cutting, key=lambda one: prod(crop_box(width, height, one.ratios).size), default=None
    )


def limit(channel: str) -> int | None:
    """How many files one post of `channel` takes; None where there is no limit."""
    network = network_of(channel)
    return network.media_limit if network else None


def going(channel: str, kinds: Sequence[Kind]) -> list[bool]:
    """Which files of a release, by their kinds in its order, one post of `channel` has room for
    beside each other.
    """
    network = network_of(channel)
    return [True] * len(kinds) if network is None else network.together(kinds)


def long_edge(recipe: str) -> int:
    """The most pixels of the pictures that a recipe of that name makes."""
    found = re.match(r"\w+-(\d+)", recipe)
    return int(found[1]) if found else 0


def _logo(network: Network | None, known: Known) -> Logo | None:
    """The logo on pictures for social networks; on those of a website where the office says so."""
    social = network is not None and network.social
    return known.logo if known.logo and (social or known.logo.website) else None


def _form(network: Network) -> Form:
    """With room for words in the limit on bytes; without one where no picture of that size could
    reach it.
    """
    heaviest = MOST_PER_PIXEL * network.long_edge**2
    most = network.max_bytes - ROOM if network.max_bytes is not None else heaviest
    return Form(network.long_edge, network.ratios, max_bytes=most if most < heaviest else None)


def _film_form(limits: FilmLimits, known: Known) -> Form | None:
    """None where every film of that size, duration and weight fits as it is, or as it is encoded
    without a limit.
    """
    light = limits.max_bytes is None or (
        known.weight is not None
        and known.seconds is not None
        and max(known.weight, most_bytes(known.seconds)) <= limits.max_bytes
    )
    if light and known.size and max(known.size) <= limits.long_edge:
        return None
    return Form(limits.long_edge, max_bytes=None if light else limits.max_bytes)
