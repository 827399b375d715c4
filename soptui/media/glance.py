"""What the head of a file says, before the whole of it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Glance:
    """`preview` is the small JPEG that the camera put inside, b'' where there is none."""

    captured_at: datetime | None
    captured_zone_known: bool
    camera: str
    width: int
    height: int
    preview: bytes


def glance(path: Path) -> Glance | None:
    """What a camera wrote into the head of a picture; None where it tells nothing. Raises OSError.

    Reads at most 128 KiB.
    """
    from soptui.errors import MediaError
    from soptui.media import exif
    from soptui.media.pictures import displayed_size, open_picture, tags

    try:
        with open_picture(path) as image:
            notes = tags(image)
            moment, size = exif.captured(notes), displayed_size(image)
            return Glance(moment.at, moment.zone_known, exif.camera(notes), *size, b"")
    except MediaError:
        return None
