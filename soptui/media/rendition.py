"""What is published: copies without a trace of camera, place or person.

The same input gives the same bytes with the same versions of Pillow, libjpeg-turbo and pdfium.
Video and sound that are only repacked are repeatable too; transcoded video depends on the number of
cores, after which x264 divides its work.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.crop import crop_box, padded_size
from soptui.media.documents import MAX_PAGES, open_pdf, page_picture
from soptui.media.lenience import lenience
from soptui.media.logo import stamped
from soptui.media.pictures import Size, displayed_size, fitted, flat_copy, open_picture
from soptui.media.recording import WHOLE, audio_suffix, render_audio, render_video
from soptui.media.sound_film import render_sound_film
from soptui.media.types import PDF, sniff
from soptui.media.weight import save_light

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.media.crop import Form, Ratios

__all__ = ["WHOLE", "audio_suffix", "render_audio", "render_pages", "render_picture",
           "render_sound_film", "render_video"]  # fmt: skip


def render_picture(
    source: Path, dest: Path, form: Form, *, as_it_is: bool = False, logo: Path | None = None
) -> Size:
    """Write `source` as a JPEG in `form` to `dest`; the size it has there.

    Upright, in sRGB, on white, progressive, never enlarged, never stretched. No metadata is carried
    over: no EXIF, GPS, XMP, IPTC, comment, profile or embedded thumbnail. `as_it_is`: what is
    broken off ends in grey instead of being refused. `logo`: the file of the form's logo. Raises
    MediaError, OSError.
    """
    with lenience() if as_it_is else nullcontext(), open_picture(source) as image:
        picture = flat_copy(image, _edge_before_cut(displayed_size(image), form), fine=True)
    picture = _cut(picture, form)
    if form.logo and logo:
        picture = stamped(picture, logo, form.logo)
    return save_light(picture, dest, form.max_bytes, partial(_cut, form=form))


def render_pages(source: Path, dest_dir: Path, form: Form) -> list[tuple[Path, int, int]]:
    """Write each page of a PDF or TIFF as `page-001.jpg` and so on; the paths in order, each with
    its width and height.

    PDF pages are drawn at the long edge of `form`, scans are never enlarged. Where a shape is not
    taken the page is whole, with white beside it: cut, a letter would lose words. Raises
    MediaError, also for more than 200 pages; OSError.
    """
    pages: list[tuple[Path, int, int]] = []
    long_edge = form.long_edge
    shaped = partial(_padded, ratios=form.ratios)

    def keep(picture: Image.Image) -> None:
        path = dest_dir / f"page-{len(pages) + 1:03}.jpg"
        pages.append((path, *save_light(shaped(picture), path, form.max_bytes, shaped)))

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


def _edge_before_cut(size: Size, form: Form) -> int:
    """How long the whole picture may be so that what is cut from it is no longer than `form` says:
    the picture is made small first, and cut then.
    """
    part = max(crop_box(*size, form.ratios).size)
    if part <= form.long_edge:
        return max(size)
    edge = max(size) * form.long_edge // part
    while edge > 1 and max(crop_box(*fitted(size, edge), form.ratios).size) > form.long_edge:
        edge -= 1  # sizes are rounded: a pixel or two
    return edge


def _cut(picture: Image.Image, form: Form) -> Image.Image:
    box = crop_box(*picture.size, form.ratios, form.focus)
    return picture if box == (0, 0, *picture.size) else picture.crop(box)


def _padded(picture: Image.Image, ratios: Ratios | None) -> Image.Image:
    """The picture in the middle of white, as large as its shape needs to be taken."""
    size = padded_size(*picture.size, ratios)
    if size == picture.size:
        return picture
    sheet = Image.new("RGB", size, "white")
    sheet.paste(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return sheet


def _refuse_many(count: int) -> None:
    if count > MAX_PAGES:
        text = _("This document has {count} pages; at most {limit} are drawn.")
        raise MediaError(
            text.format(count=count, limit=MAX_PAGES),
            remedy=_("Publish it as a file, or bring a shorter extract."),
        )
