"""What is published: copies without a trace of camera, place or person.

The same input gives the same bytes with the same versions of Pillow, libjpeg-turbo and pdfium.
Video and sound that are only repacked are repeatable too; transcoded video depends on the number of
cores, after which x264 divides its work.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.documents import MAX_PAGES, open_pdf, page_picture
from soptui.media.lenience import lenience
from soptui.media.pictures import Size, flat_copy, open_picture, save_jpeg
from soptui.media.recording import audio_suffix, render_audio, render_video
from soptui.media.types import PDF, sniff

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

__all__ = ["audio_suffix", "render_audio", "render_pages", "render_picture", "render_video"]

QUALITY: Final = 82


def render_picture(
    source: Path, dest: Path, *, long_edge: int, quality: int = QUALITY, as_it_is: bool = False
) -> Size:
    """Write `source` as a JPEG of at most `long_edge` px to `dest`; the size it has there.

    Upright, in sRGB, on white, progressive, never enlarged. No metadata is carried over: no EXIF,
    GPS, XMP, IPTC, comment, profile or embedded thumbnail. `as_it_is`: what is cut off ends in
    grey instead of being refused. Raises MediaError, OSError.
    """
    with lenience() if as_it_is else nullcontext(), open_picture(source) as image:
        picture = flat_copy(image, long_edge, fine=True)
    save_jpeg(picture, dest, quality=quality, web=True)
    return Size(*picture.size)


def render_pages(source: Path, dest_dir: Path, *, long_edge: int) -> list[tuple[Path, int, int]]:
    """Write each page of a PDF or TIFF as `page-001.jpg` and so on; the paths in order, each with
    its width and height.

    PDF pages are drawn at `long_edge`, scans are never enlarged. Raises MediaError, also for more
    than 200 pages; OSError.
    """
    pages: list[tuple[Path, int, int]] = []

    def keep(picture: Image) -> None:
        path = dest_dir / f"page-{len(pages) + 1:03}.jpg"
        save_jpeg(picture, path, quality=QUALITY, web=True)
        pages.append((path, *picture.size))

    if sniff(source) == PDF:
        with open_pdf(source) as document:
            _refuse_many(len(document))
            for number in range(len(document)):
                keep(page_picture(document, number, long_edge))
        return pages
    with open_picture(source) as image:
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        _refuse_many(count)
        for number in range(count):
            image.seek(number)
            keep(flat_copy(image, long_edge, fine=True))
    return pages


def _refuse_many(count: int) -> None:
    if count > MAX_PAGES:
        text = _("This document has {count} pages; at most {limit} are drawn.")
        raise MediaError(
            text.format(count=count, limit=MAX_PAGES),
            remedy=_("Publish it as a file, or bring a shorter extract."),
        )
