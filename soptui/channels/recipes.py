"""What each channel needs of an asset: names of recipes, after which the files are made."""

from __future__ import annotations

from soptui.channels.known import network_of
from soptui.sop.material import Kind
from soptui.sop.step2_selection import WEBSITE

LONG_EDGES = (480, 960, 1600)
"""Pixels of the website's pictures: a phone, its dense screen or half a desktop, a desktop."""
VIDEO = "video"
AUDIO = "audio"
SUFFIXES = {"video/mp4": ".mp4", "audio/mpeg": ".mp3", "audio/mp4": ".m4a"}
"""Of files that are no JPEGs, by their type."""


def recipes(channel: str, kind: Kind) -> tuple[str, ...]:
    """How `channel` wants an asset of that kind, the smallest first; nothing where it takes none.

    `picture-960` and `pages-960` are JPEGs of at most so many pixels, `video` an MP4, `audio` an
    MP3 or M4A.
    """
    if channel == WEBSITE:
        return _of_website(kind)
    network = network_of(channel)
    if network is None or kind not in network.kinds:
        return ()
    if kind is Kind.VIDEO:
        return (VIDEO,)
    if kind is Kind.AUDIO:
        return (AUDIO,)
    return (_jpeg(kind, network.long_edge),)


def limit(channel: str) -> int | None:
    """How many files one post of `channel` takes; None where there is no limit."""
    network = network_of(channel)
    return network.media_limit if network else None


def long_edge(recipe: str) -> int:
    """The most pixels of a recipe for pictures."""
    return int(recipe.partition("-")[2])


def is_paged(recipe: str) -> bool:
    """Whether the recipe makes a file a page."""
    return recipe.startswith("pages-")


def _of_website(kind: Kind) -> tuple[str, ...]:
    if kind is Kind.VIDEO:
        return (VIDEO,)
    if kind is Kind.AUDIO:
        return (AUDIO,)
    if kind in {Kind.PHOTO, Kind.DOCUMENT}:
        return tuple(_jpeg(kind, edge) for edge in LONG_EDGES)
    return ()


def _jpeg(kind: Kind, edge: int) -> str:
    return f"{'pages' if kind is Kind.DOCUMENT else 'picture'}-{edge}"
