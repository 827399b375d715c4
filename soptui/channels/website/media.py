"""An article's media as the page needs them: pictures in several sizes, films and sounds to play.

Files are named by the original's content, so a correction reuses names only for the same content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.channels.website.article import MEDIA, Figure, Picture, Variant
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from soptui.channels.renderer import Renderer
    from soptui.sop.manifest import MediaEntry

LONG_EDGES = (480, 960, 1600)
"""Pixels: a phone, a phone's dense screen or half a desktop, a desktop."""
NAME_LENGTH = 16
"""Hexadecimal digits of the original's SHA-256 in a file's name."""


def render(
    media: tuple[MediaEntry, ...],
    source: Callable[[str], Path],
    folder: Path,
    renderer: Renderer,
) -> Iterator[Figure]:
    """Make the files of each asset below `folder`, one asset at a time."""
    (folder / MEDIA).mkdir()
    for entry in media:
        pictures: tuple[Picture, ...] = ()
        file = ""
        stem = f"{MEDIA}/{entry.sha256[:NAME_LENGTH]}"
        original = source(entry.sha256)
        match entry.kind:
            case Kind.PHOTO:
                pictures = (_sizes(original, folder, stem, renderer),)
            case Kind.DOCUMENT:
                pictures = tuple(_pages(original, folder, stem, renderer))
            case Kind.VIDEO:
                file = f"{stem}.mp4"
                renderer.video(original, folder / file)
            case Kind.AUDIO:
                name = entry.sha256[:NAME_LENGTH]
                sound = renderer.audio(original, folder / MEDIA, name)
                file = f"{MEDIA}/{sound.name}"
        yield Figure(entry.kind, entry.caption, entry.alt_text, pictures, file)


def _sizes(original: Path, folder: Path, stem: str, renderer: Renderer) -> Picture:
    """The picture in every size that is smaller than the original, and the largest there is."""
    variants: list[Variant] = []
    for long_edge in LONG_EDGES:
        file = f"{stem}-{long_edge}.jpg"
        width, height = renderer.picture(original, folder / file, long_edge=long_edge)
        if variants and (width, height) == (variants[-1].width, variants[-1].height):
            (folder / file).unlink()
            break
        variants.append(Variant(file, width, height))
    return tuple(variants)


def _pages(original: Path, folder: Path, stem: str, renderer: Renderer) -> Iterator[Picture]:
    """Each page of a document as a picture."""
    scratch = folder / "pages"
    scratch.mkdir()
    pages = renderer.pages(original, scratch, long_edge=LONG_EDGES[-1])
    for number, page in enumerate(pages, start=1):
        yield _sizes(page, folder, f"{stem}-p{number}", renderer)
        page.unlink()
    scratch.rmdir()
