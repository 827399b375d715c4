"""JPEGs that are no heavier than a channel takes: less fine first, then smaller.

The steps are fixed, so the same picture ends at the same one everywhere.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from PIL import Image

from soptui.media.atomic import written_whole
from soptui.media.pictures import Size

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUALITIES: Final = (82, 74, 66, 58, 50)
_SMALLER: Final = 0.8
_SMALLEST: Final = 64
"""Pixels of a long edge below which nothing is made smaller."""


def save_light(
    picture: Image.Image,
    dest: Path,
    max_bytes: int | None,
    shaped: Callable[[Image.Image], Image.Image],
) -> Size:
    """Write `picture` as a progressive JPEG of at most `max_bytes`, whole or not at all; the size
    it has there. What was made smaller goes through `shaped`: rounding may cost it its ratio.
    """
    data = _lightest(picture, max_bytes)
    while max_bytes is not None and len(data) > max_bytes and max(picture.size) > _SMALLEST:
        width, height = (max(1, round(side * _SMALLER)) for side in picture.size)
        picture = shaped(picture.resize((width, height), Image.Resampling.LANCZOS))
        data = _lightest(picture, max_bytes)
    with written_whole(dest) as temporary:
        temporary.write_bytes(data)
    return Size(*picture.size)


def _lightest(picture: Image.Image, max_bytes: int | None) -> bytes:
    """The finest that is light enough, else the least fine."""
    data = b""
    for quality in QUALITIES:
        data = _jpeg(picture, quality)
        if max_bytes is None or len(data) <= max_bytes:
            break
    return data


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()
