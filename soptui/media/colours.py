"""From whatever colours a file has to plain sRGB, which every browser shows alike."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

from PIL import Image, ImageCms

_PLAIN: Final = ("RGB", "L", "CMYK")
_DEEP: Final = ("I", "F")


def to_opaque(image: Image.Image) -> Image.Image:
    """`image` in RGB, grey or CMYK, 8 bits a band; what was transparent is white."""
    if image.mode in _PLAIN and "transparency" not in image.info:
        return image
    if image.mode.startswith("I;16"):
        return _eight_bits(image.convert("I"), 65535)
    if image.mode in _DEEP:
        return _eight_bits(image, 65535)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` in RGB, converted when its ICC `profile` says that it is not sRGB; the same object
    when there is nothing to do.

    A profile that cannot be read, or is for another kind of picture, is passed over.
    """
    transform = _transform(profile, image.mode) if profile else None
    if transform is not None:
        try:
            return transform.apply(image)
        except (TypeError, ValueError):
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The way from `profile` to sRGB: a phone's pictures all share one. None: none is needed."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _eight_bits(image: Image.Image, full: int) -> Image.Image:
    """A deep grey picture with `full` as white; `convert` alone would clip at 255."""
    return image.point(lambda value: value * (255 / full) + 0).convert("L")
