"""An article's media as the page needs them: pictures in several sizes, films and sounds to play.

They are copies of what was approved. Files are named by their content, so a correction reuses names
only for the same content.
"""

from __future__ import annotations

import shutil
from itertools import groupby
from typing import TYPE_CHECKING

from soptui.channels.recipes import SUFFIXES, long_edge
from soptui.channels.website.article import MEDIA, Figure, Picture, Variant
from soptui.sop.material import Kind
from soptui.sop.step2_selection import WEBSITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from soptui.sop.manifest import MediaEntry, RenditionEntry

_KIND_NAMES = {
    Kind.PHOTO: "foto",
    Kind.VIDEO: "video",
    Kind.AUDIO: "audio",
    Kind.DOCUMENT: "dokumen",
}

NAME_LENGTH = 16
"""Hexadecimal digits of a file's SHA-256 in its name."""


def lay_out(
    media: tuple[MediaEntry, ...], shelf: Callable[[str], Path], folder: Path
) -> Iterator[Figure]:
    """Copy the files of each asset below `folder`, one asset at a time."""
    (folder / MEDIA).mkdir()
    for entry in media:
        ours = [rendition for rendition in entry.renditions if rendition.channel == WEBSITE]
        pictures: tuple[Picture, ...] = ()
        file = ""
        if entry.kind in {Kind.PHOTO, Kind.DOCUMENT}:
            pictures = tuple(_pictures(entry, ours, shelf, folder))
        else:
            for rendition in ours:
                file = f"{_stem(rendition)}{SUFFIXES[rendition.media_type]}"
                shutil.copyfile(shelf(rendition.sha256), folder / file)
        yield Figure(entry.kind, entry.caption, entry.alt_text, pictures, file)


def media_line(kinds: tuple[Kind, ...]) -> str:
    """What an article brings along, in words: `3 foto · 1 video`."""
    counts = ((kinds.count(kind), name) for kind, name in _KIND_NAMES.items())
    return " · ".join(f"{count} {name}" for count, name in counts if count)


def _pictures(
    entry: MediaEntry,
    renditions: list[RenditionEntry],
    shelf: Callable[[str], Path],
    folder: Path,
) -> Iterator[Picture]:
    """Each page, or the one picture, in its sizes."""
    for place, sizes in groupby(renditions, key=lambda rendition: rendition.place):
        page = f"-p{place}" if entry.kind is Kind.DOCUMENT else ""
        variants = []
        for rendition in sizes:
            file = f"{_stem(rendition)}{page}-{long_edge(rendition.recipe)}.jpg"
            shutil.copyfile(shelf(rendition.sha256), folder / file)
            variants.append(Variant(file, rendition.width, rendition.height))
        yield tuple(variants)


def _stem(rendition: RenditionEntry) -> str:
    return f"{MEDIA}/{rendition.sha256[:NAME_LENGTH]}"
