"""What each social network takes: limits of the posts that its app or web page lets people make.

From the networks' documentation as read on 2026-11-23, for films on 2026-11-27. Where a network
counts in its own way, the way that never counts too little is taken: better a text shortened early
than refused late. Films go out at 23 to 60 pictures a second, which all of them take.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from soptui.channels.text import without_angles
from soptui.media.crop import Ratios
from soptui.sop.material import Kind

URL = re.compile(r"https?://\S+")
LINK_LENGTH: Final = 23
"""X shortens every address to this many characters."""

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""The code points that X counts once; all others count twice."""


def utf16_units(text: str) -> int:
    """The length as JavaScript and most networks count it: an emoji is two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def weighted(text: str) -> int:
    """The length as X counts it."""
    rest, links = URL.subn("", text)
    light = sum(any(low <= ord(char) <= high for low, high in _LIGHT) for char in rest)
    return 2 * len(rest) - light + links * LINK_LENGTH


def emoji_as_bytes(text: str) -> int:
    """The length as Threads counts it: an emoji is as long as its UTF-8 form."""
    return sum(1 if ord(char) < 0x2000 else len(char.encode("utf-8", "replace")) for char in text)


def urls_as_23(text: str) -> int:
    """The length as Mastodon counts it: every address is as long as any other."""
    rest, links = URL.subn("", text)
    return len(rest) + links * LINK_LENGTH


def graphemes(text: str) -> int:
    """The length in what people see as one letter, as Bluesky counts it (UAX 29)."""
    import regex

    return len(regex.findall(r"\X", text))


def youtube_bytes(text: str) -> int:
    """The length as YouTube counts it: bytes of what goes out."""
    return len(without_angles(text).encode("utf-8", "replace"))


MB: Final = 1_000_000
"""Where a network says MB it may mean more, never less."""
MINUTE: Final = 60
_ANY_SHAPE: Final = Ratios(Fraction(1, 100), Fraction(10))
PICTURES: Final = frozenset({Kind.PHOTO, Kind.DOCUMENT})
FILMS: Final = frozenset({Kind.VIDEO, Kind.AUDIO})
"""What plays."""


@dataclass(frozen=True, slots=True)
class FilmLimits:
    """What is taken of one film: `shortest` and `longest` in seconds, `long_edge` in pixels; None
    where nothing is said.
    """

    longest: float | None = None
    max_bytes: int | None = None
    shortest: float = 0.0
    long_edge: int = 1920
    ratios: Ratios | None = None


ANY_FILM: Final = FilmLimits()


@dataclass(frozen=True, slots=True)
class Network:
    """One social network.

    `text_limit` is in the units of `measure`; `media_limit` counts pictures and videos of one post;
    `long_edge` is in pixels. A post's address is on one of `hosts` (anywhere, where there is none:
    a network of many servers) or below it (`short_hosts` give
    one-part addresses); of its query only the parameters in `keeps` say which post it is.
    """

    name: str
    label: str
    text_limit: int
    media_limit: int
    long_edge: int
    hosts: tuple[str, ...]
    short_hosts: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    measure: Callable[[str], int] = utf16_units
    kinds: frozenset[Kind] = PICTURES | FILMS
    needs_media: bool = False
    title_limit: int | None = None
    """Characters of the title; None where a post has none."""
    ratios: Ratios | None = None
    """Of pictures; None where every shape is taken."""
    max_bytes: int | None = None
    """Of one picture."""
    films: FilmLimits = ANY_FILM
    films_alone: bool = False
    """Whether a post has either pictures or one film."""
    plays_sound: bool = False
    """Whether sound goes there as it is; elsewhere it becomes a film with a still picture."""
    caption_limit: int | None = None
    """Of a text that goes with pictures, where that is another than `text_limit`."""
    alt_limit: int | None = None
    """UTF-16 units of a picture's alternative text; None where nothing is said, or none is taken.
    """
    alt_required: bool = False
    social: bool = True
    """Whether it counts as social media in the SOP's output of step 4. Other websites do not, and
    they show the release itself: nothing of the text's limits holds for them.
    """

    def together(self, kinds: Sequence[Kind]) -> list[bool]:
        """Which files of a release, by their kinds in its order, go into one post. Where films
        stand alone, the first file says whether it has pictures or that film.
        """
        taken = [kind in self.kinds for kind in kinds]
        if not self.films_alone or True not in taken:
            return taken
        first = taken.index(True)
        if kinds[first] in FILMS:
            return [place == first for place in range(len(kinds))]
        return [kind in self.kinds & PICTURES for kind in kinds]

    def limit(self, kinds: Iterable[Kind]) -> int:
        """How long a text may be that goes with files of `kinds`, as far as they are taken."""
        if self.caption_limit is None or not self.kinds & set(kinds):
            return self.text_limit
        return self.caption_limit


NETWORKS: Final = {
    network.name: network
    for network in (
        Network(
            "instagram", "Instagram", 2200, 10, 1440,
            hosts=("instagram.com",), needs_media=True,
            ratios=Ratios(Fraction(4, 5), Fraction(191, 100)), max_bytes=8 * MB, alt_limit=1000,
            films=FilmLimits(15 * MINUTE, 300 * MB, shortest=3, ratios=_ANY_SHAPE),
        ),
        Network(
            "facebook", "Facebook", 63206, 10, 2048,
            hosts=("facebook.com",), short_hosts=("fb.watch",),
            keeps=("fbid", "id", "story_fbid", "v"),
            max_bytes=4 * MB,
            films=FilmLimits(240 * MINUTE, 2000 * MB, shortest=1),
        ),
        Network(
            "x", "X", 280, 4, 2048,
            hosts=("x.com", "twitter.com"), measure=weighted,
            max_bytes=5 * MB, alt_limit=1000,
            films=FilmLimits(20 * MINUTE, 8000 * MB, shortest=0.5, long_edge=1280,
                             ratios=Ratios(Fraction(1, 3), Fraction(3))),
        ),
        Network(
            "tiktok", "TikTok", 2200, 35, 1920,
            hosts=("tiktok.com",), short_hosts=("vm.tiktok.com", "vt.tiktok.com"),
            needs_media=True, max_bytes=20 * MB,
            films=FilmLimits(10 * MINUTE, 4000 * MB, shortest=3),
        ),
        Network(
            "youtube", "YouTube", 5000, 1, 1920,
            hosts=("youtube.com",), short_hosts=("youtu.be",), keeps=("v",),
            measure=youtube_bytes, title_limit=100,
            kinds=FILMS, needs_media=True,
            films=FilmLimits(12 * 60 * MINUTE, 256_000 * MB),
        ),
        Network(
            "threads", "Threads", 500, 20, 1440,
            hosts=("threads.com", "threads.net"), measure=emoji_as_bytes,
            ratios=Ratios(Fraction(1, 10), Fraction(10)), max_bytes=8 * MB, alt_limit=1000,
            films=FilmLimits(5 * MINUTE, 1000 * MB, ratios=_ANY_SHAPE),
        ),
        Network(
            "mastodon", "Mastodon", 500, 4, 1920,
            hosts=(), measure=urls_as_23,
            max_bytes=16 * MB, alt_limit=1500,
            films=FilmLimits(max_bytes=99 * MB), films_alone=True,
        ),
        Network(
            "bluesky", "Bluesky", 300, 4, 1440,
            hosts=("bsky.app",), measure=graphemes, kinds=PICTURES,
            max_bytes=2 * MB, alt_limit=2000, alt_required=True,
        ),
        Network(
            "telegram", "Telegram", 4096, 10, 1920,
            hosts=("t.me",), measure=len,
            ratios=Ratios(Fraction(1, 20), Fraction(20)), max_bytes=10 * MB,
            films=FilmLimits(max_bytes=50 * MB),  # of a bot
            caption_limit=1024,
        ),
    )
}  # fmt: skip
