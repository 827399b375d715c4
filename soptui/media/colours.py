"""From whatever colours a file has to plain sRGB, which every browser shows alike."""

from __future__ import annotations

import io
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
    """`image` in RGB, converted when its ICC `profile` says that it is not sRGB.

    A profile that cannot be read, or is for another kind of picture, is passed over.
    """
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB")


def _eight_bits(image: Image.Image, full: int) -> Image.Image:
    """A deep grey picture with `full` as white; `convert` alone would clip at 255."""
    return image.point(lambda value: value * (255 / full) + 0).convert("L")
