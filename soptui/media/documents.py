"""PDF pages, by pdfium."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.pictures import kept
from soptui.media.structure import is_complete
from soptui.media.types import PDF

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image
    from pypdfium2 import PdfDocument

MAX_PAGES: Final = 200
_SMALLEST_POINTS: Final = 1.0


class Shape(NamedTuple):
    """The first page's size in points, and how many pages there are (None: it does not open)."""

    width: int
    height: int
    pages: int | None


def describe(path: Path) -> Shape:
    """The shape of the PDF at `path`. MediaError when it is cut off."""
    try:
        with open_pdf(path) as document:
            width, height = document.get_page_size(0)
            return Shape(round(width), round(height), len(document))
    except MediaError:
        if not is_complete(path, PDF):
            raise
        return Shape(0, 0, None)


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfDocument]:
    """The document at `path`. MediaError when pdfium cannot read it, or it needs a password."""
    from pypdfium2 import PdfDocument, PdfiumError

    with path.open("rb"):
        pass  # pdfium does not tell "no such file" from "no PDF": let the disk speak first
    try:
        document = PdfDocument(path)
        try:
            if len(document) == 0:
                raise _unreadable()
            yield document
        finally:
            document.close()
    except PdfiumError as error:
        raise _unreadable() from error


def page_picture(document: PdfDocument, number: int, long_edge: int) -> Image:
    """Page `number` (from 0) as an RGB picture whose long edge is `long_edge`."""
    page = document[number]
    try:
        scale = long_edge / max(*page.get_size(), _SMALLEST_POINTS)
        bitmap = page.render(scale=scale)
        try:
            picture: Image = bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
        return picture
    finally:
        page.close()


def _unreadable() -> MediaError:
    return MediaError(
        _("This document cannot be opened: it is damaged or protected by a password."),
        remedy=kept(),
    )
