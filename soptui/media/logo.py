"""The office's logo: kept as a clean PNG, and drawn so that it is seen on whatever lies below."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageStat

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.pictures import fitted, open_picture
from soptui.sop.logo import Corner

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.sop.logo import Logo

LARGEST: Final = 1024
"""Pixels of a kept logo's long edge: no picture needs more."""
_MARGIN: Final = 0.03
"""Of the picture's shorter edge, kept free between logo and edge; half of it around on a plate."""
_SEEN: Final = 3.0
"""The contrast from which something is seen well (WCAG 2.2, 1.4.11)."""
_PLATE: Final = 230
"""How opaque the plate is on which a logo stands that would not be seen, of 255."""


def clean_logo(source: Path) -> bytes:
    """The PNG at `source` without what is empty around it, and without metadata.

    Raises MediaError for another type, or where nothing is to be seen; OSError.
    """
    with open_picture(source) as image:
        if image.format != "PNG":
            raise _unusable(_("This file is not a PNG."))
        image.load()
        whole = image.convert("RGBA")
    box = whole.getchannel("A").getbbox()
    if box is None:
        raise _unusable(_("Nothing can be seen in this picture."))
    logo = whole.crop(box)
    logo = logo.resize(fitted(logo.size, LARGEST), Image.Resampling.LANCZOS)
    logo.info = {}
    buffer = io.BytesIO()
    logo.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def stamped(picture: Image.Image, file: Path, logo: Logo) -> Image.Image:
    """A copy of `picture` (RGB) with the logo in `file`, on a plate where it would not be seen."""
    with open_picture(file) as image:
        image.load()
        drawn = _sized(image.convert("RGBA"), picture.size, logo.per_cent)
    margin = max(1, round(_MARGIN * min(picture.size)))
    left, top = _place(picture.size, drawn.size, logo.corner, margin)
    area = (left, top, left + drawn.width, top + drawn.height)
    copy = picture.copy()
    if not _is_seen(drawn, picture.crop(area)):
        plate = _plate(drawn, margin // 2)
        copy.paste(plate, (left - margin // 2, top - margin // 2), plate)
    copy.paste(drawn, (left, top), drawn)
    return copy


def _sized(logo: Image.Image, picture: tuple[int, int], per_cent: int) -> Image.Image:
    """As large as there is room for in `per_cent` of width and height; never enlarged."""
    room = [side * per_cent / 100 for side in picture]
    scale = min(1.0, room[0] / logo.width, room[1] / logo.height)
    size = max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
    return logo.resize(size, Image.Resampling.LANCZOS)


def _place(
    picture: tuple[int, int], logo: tuple[int, int], corner: Corner, margin: int
) -> tuple[int, int]:
    """The logo's upper left."""
    right, below = (whole - part - margin for whole, part in zip(picture, logo, strict=True))
    return (
        margin if corner in {Corner.UPPER_LEFT, Corner.LOWER_LEFT} else right,
        margin if corner in {Corner.UPPER_LEFT, Corner.UPPER_RIGHT} else below,
    )


def _is_seen(logo: Image.Image, ground: Image.Image) -> bool:
    """Whether it stands out from the darkest and from the brightest tenth of what lies below."""
    tones = _tones(ground.convert("L").histogram())
    own = _mean(logo)
    return all(_contrast(own, tone) >= _SEEN for tone in tones) and (
        own < min(tones) or own > max(tones)
    )


def _plate(logo: Image.Image, padding: int) -> Image.Image:
    """White or black, whichever the logo stands out from more."""
    own = _mean(logo)
    tone = 255 if _contrast(own, 255) >= _contrast(own, 0) else 0
    size = logo.width + 2 * padding, logo.height + 2 * padding
    return Image.new("RGBA", size, (tone, tone, tone, _PLATE))


def _mean(logo: Image.Image) -> float:
    """How bright what is seen of it is on the whole, 0 to 255."""
    mask = logo.getchannel("A")
    tone: float = ImageStat.Stat(logo.convert("RGB").convert("L"), mask).mean[0]
    return tone


def _tones(histogram: list[int]) -> tuple[int, int]:
    """The brightness that a tenth of the pixels is below, and that a tenth is above."""
    seen, bounds = 0, [sum(histogram) // 10, sum(histogram) * 9 // 10]
    found = []
    for tone, count in enumerate(histogram):
        seen += count
        while bounds and seen > bounds[0]:
            found.append(tone)
            bounds.pop(0)
    return found[0], found[-1]


def _contrast(one: float, other: float) -> float:
    """The ratio of two brightnesses (WCAG 2.2), 1 to 21."""
    light, dark = sorted(((tone / 255) ** 2.2 + 0.05 for tone in (one, other)), reverse=True)
    ratio: float = light / dark
    return ratio


def _unusable(sentence: str) -> MediaError:
    return MediaError(sentence, remedy=_("Choose the office's logo as a PNG with a clear ground."))
