"""Pictures opened safely, and flat copies of them: the one place that sets Pillow up.

Only headers are read until somebody asks for pixels, so a bomb is refused before it goes off.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PIL import Image

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.atomic import written_whole
from soptui.media.colours import to_opaque, to_srgb
from soptui.media.raw import picture_inside
from soptui.media.source import Source, sniff_source, stream_of
from soptui.media.tags import Tags
from soptui.media.types import JPEG
from soptui.sop.material import is_raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soptui.media.types import MediaType

MAX_PIXELS: Final = 250_000_000
"""The most that is decoded: today's largest phone pictures have 200 million."""

_PIECE: Final = 1 << 20
"""Bytes of a file that a decoder is given at once."""
_FORMATS: Final = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "webp": ("WEBP",),
    "heic": ("HEIF",),
    "avif": ("AVIF",),
    "tiff": ("TIFF",),
}
_PLAIN_EXIF: Final = ("JPEG", "MPO", "WEBP", "HEIF", "AVIF")
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's decoders raise on broken data. An OSError with an errno is the disk's, not theirs.
_BROKEN: Final = (SyntaxError, ValueError, EOFError, struct.error, zlib.error, KeyError, IndexError,
                  TypeError, ArithmeticError)  # fmt: skip


class Size(NamedTuple):
    """Pixels across and down, as displayed."""

    width: int
    height: int


def is_picture(media_type: MediaType) -> bool:
    """Whether `open_picture` takes it."""
    return media_type.name in _FORMATS or is_raw(media_type.mime)


@contextmanager
def open_picture(source: Source) -> Iterator[Image.Image]:
    """The picture at a path, or in memory, its header read. Decoding errors inside the block count
    as its own.

    Raises MediaError for what is no picture, is damaged, cut off or too large; OSError when the
    disk fails.
    """
    media_type = sniff_source(source)
    if media_type is None or not is_picture(media_type):
        raise MediaError(_("This file is not a picture that can be shown."), remedy=kept())
    if is_raw(media_type.mime):
        source, media_type = picture_inside(source), JPEG
    _set_up()
    # Pillow warns through `warnings` about sizes and odd EXIF: the screen is no place for them.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(stream_of(source), formats=_FORMATS[media_type.name]) as image:
                # Fed in pieces, a decoder begins again with each. Bytes in memory are not copied
                # when they are asked for whole.
                image.decodermaxblock = _PIECE if isinstance(source, Path) else len(source)
                yield image
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise _too_large() from error
        except MemoryError as error:
            raise MediaError(
                _("There is not enough memory to open this picture."), remedy=kept()
            ) from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise _damaged() from error
        except _BROKEN as error:
            raise _damaged() from error


def tags(image: Image.Image) -> Tags | Image.Exif:
    """The EXIF that stands before the pixels: Pillow would decode a whole PNG to look behind."""
    if image.format in _PLAIN_EXIF:
        found = Tags((image.info.get("exif") or b"").removeprefix(b"Exif\0\0"))
        if _ORIENTATION in found or "xmp" not in image.info:  # Pillow looks there too
            return found
    return Image.Image.getexif(image) if image.format == "PNG" else image.getexif()


def orientation(image: Image.Image, notes: Tags | Image.Exif | None = None) -> int:
    """The EXIF orientation still to be applied, 1 to 8; TIFF and HEIC come upright already.

    `notes` are the picture's `tags` where they are known.
    """
    if image.format in ("TIFF", "HEIF"):
        return 1
    value = (tags(image) if notes is None else notes).get(_ORIENTATION, 1)
    return value if isinstance(value, int) and value in _UPRIGHT else 1


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """`image` as its orientation wants it; the same object when that is 1."""
    turn = _UPRIGHT.get(orientation)
    return image if turn is None else image.transpose(turn)


def displayed_size(image: Image.Image, notes: Tags | Image.Exif | None = None) -> Size:
    """The size after the orientation is applied."""
    width, height = image.size
    return Size(height, width) if orientation(image, notes) >= 5 else Size(width, height)


def fitted(size: tuple[int, int], long_edge: int) -> Size:
    """`size` shrunk so that its long edge is at most `long_edge`; never enlarged, never empty."""
    scale = min(1.0, long_edge / max(size))
    return Size(max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))


def flat_copy(image: Image.Image, long_edge: int, *, fine: bool = False) -> Image.Image:
    """A small RGB copy: upright, in sRGB, on white where it was transparent, without metadata.

    Decodes the whole file, at a reduced scale where JPEG allows it. `fine` takes more time for the
    better filter. To be called inside `open_picture`.
    """
    size = fitted(image.size, long_edge)
    margin = 2 if fine else 1
    image.draft("RGB", (size.width * margin, size.height * margin))
    copy = _flat(image, size, Image.Resampling.LANCZOS if fine else Image.Resampling.BILINEAR)
    if copy is image:
        copy = image.copy()
    copy.info = {}  # `save` would write a JPEG comment from here
    return copy


def quick_copy(image: Image.Image, long_edge: int, smallest: int, largest: int) -> Image.Image:
    """As `flat_copy`, but what comes out from `smallest` to `largest` px at a JPEG's own 1/8, 1/4,
    1/2 or whole stays as it is: resizing would cost more than it saves. `image` may be used up.
    """
    if max(image.size) > smallest:
        image.draft("RGB", fitted(image.size, smallest))
    small = max(image.size) <= largest
    size = Size(*image.size) if small else fitted(image.size, long_edge)
    copy = _flat(image, size, Image.Resampling.BILINEAR)
    copy.info = {}
    return copy


def _flat(image: Image.Image, size: Size, resample: Image.Resampling) -> Image.Image:
    """The same object when there is nothing to change."""
    turn, profile = orientation(image), image.info.get("icc_profile")
    image.load()
    copy = to_opaque(image)
    if copy.size != size:
        gap = 2.0 if resample == Image.Resampling.LANCZOS else None
        copy = copy.resize(size, resample, reducing_gap=gap)
    return upright(to_srgb(copy, profile), turn)


def as_jpeg(image: Image.Image, quality: int = 80) -> bytes:
    """`image` as the bytes of a JPEG, without metadata."""
    buffer = io.BytesIO()
    image.info = {}
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def save_jpeg(image: Image.Image, dest: Path, *, quality: int) -> None:
    """Write `image` whole or not at all."""
    with written_whole(dest) as temporary:
        image.save(temporary, "JPEG", quality=quality)


def kept() -> str:
    """What to do about a file that cannot be opened."""
    return _("The original was kept. Copy it from the camera or phone again.")


@cache
def _set_up() -> None:
    """Raise Pillow's limit to ours and teach it HEIC, once in a process."""
    from pillow_heif import register_heif_opener

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    register_heif_opener(thumbnails=False)


def _damaged() -> MediaError:
    return MediaError(_("This picture is damaged or cut off."), remedy=kept())


def _too_large() -> MediaError:
    text = _("This picture has more than {limit} million pixels and was not opened.")
    return MediaError(
        text.format(limit=MAX_PIXELS // 1_000_000),
        remedy=_("The original was kept. Ask for a smaller copy."),
    )
