"""The picture inside a camera's RAW, by LibRaw (the extra `raw`).

A RAW is kept as it is; what people see, and what is published, is the JPEG that the camera put
inside, or the sensor's data at half the size where it put none.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from soptui.errors import MediaError
from soptui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORIENTATIONS: Final = {3: 3, 5: 8, 6: 6}
"""LibRaw's turns as EXIF has them."""
_EXIF: Final = b"Exif\0\0"


class Shape(NamedTuple):
    """Pixels as displayed."""

    width: int
    height: int


def shape(source: Path | bytes) -> Shape:
    """The size of the developed picture. MediaError when it cannot be read or LibRaw is missing."""
    with _opened(source) as raw:
        sizes = raw.sizes
        turned = sizes.flip in (5, 6)
        width, height = (sizes.height, sizes.width) if turned else (sizes.width, sizes.height)
        return Shape(width, height)


def picture_inside(source: Path | bytes) -> bytes:
    """The largest JPEG in the RAW, with its orientation; else the sensor's data developed.

    MediaError when there is nothing to see, or LibRaw is missing.
    """
    rawpy = _libraw()
    with _opened(source) as raw:
        try:
            found = raw.extract_thumb()
        except rawpy.LibRawError:
            return _developed(raw)
        if found.format is not rawpy.ThumbFormat.JPEG:
            return _developed(raw)
        return _with_orientation(bytes(found.data), _ORIENTATIONS.get(raw.sizes.flip, 1))


def _developed(raw: Any) -> bytes:
    """Upright, at half the size: enough for a screen and for the web."""
    from PIL import Image

    pixels = raw.postprocess(half_size=True, use_camera_wb=True)
    made = io.BytesIO()
    Image.fromarray(pixels).save(made, "JPEG", quality=95)
    return made.getvalue()


def _with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """The JPEG with an EXIF block that says how to turn it, unless it has one."""
    if orientation == 1 or _EXIF in jpeg[:64]:
        return jpeg
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = orientation
    block = exif.tobytes()
    block = block if block.startswith(_EXIF) else _EXIF + block
    return jpeg[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + jpeg[2:]


@contextmanager
def _opened(source: Path | bytes) -> Iterator[Any]:
    """The RAW, opened. LibRaw's errors inside the block count as its own."""
    rawpy = _libraw()
    given = str(source) if isinstance(source, Path) else io.BytesIO(source)
    try:
        with rawpy.imread(given) as raw:
            yield raw
    except rawpy.LibRawError as error:
        raise MediaError(
            _("This RAW file is damaged, or of a camera that is not known yet."),
            remedy=_("The original was kept. Bring the JPEG of the same picture too."),
        ) from error


def _libraw() -> Any:
    """LibRaw, loaded when the first RAW comes: numpy comes with it."""
    try:
        import rawpy
    except ImportError as error:
        raise MediaError(
            _("This camera's RAW files cannot be shown here."),
            remedy=_("The original was kept. Ask the administrator to install soptui[raw]."),
        ) from error
    return rawpy
