"""What a camera wrote about a picture (EXIF 2.32), read as untrusted text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final, NamedTuple

from soptui.clock import OFFICE_ZONE

if TYPE_CHECKING:
    from PIL.Image import Exif

    from soptui.media.raw_notes import CanonNotes
    from soptui.media.tags import Tags

    Notes = Tags | CanonNotes | Exif

_EXIF_DIRECTORY, _GPS_DIRECTORY = 0x8769, 0x8825
_MAKE, _MODEL = 0x010F, 0x0110
_TAKEN, _TAKEN_OFFSET, _TAKEN_FRACTION = 0x9003, 0x9011, 0x9291
_GPS_LATITUDE = 2
_CAMERA_LENGTH: Final = 80


class Captured(NamedTuple):
    """When something was taken by the device's clock, and whether it said in which zone."""

    at: datetime | None
    zone_known: bool


def captured(exif: Notes) -> Captured:
    """DateTimeOriginal with its offset; without one it is taken for the office's time."""
    directory = exif.get_ifd(_EXIF_DIRECTORY)
    moment = _moment(directory.get(_TAKEN), directory.get(_TAKEN_FRACTION))
    if moment is None:
        return Captured(None, zone_known=False)
    offset = _offset(directory.get(_TAKEN_OFFSET))
    return Captured(moment.replace(tzinfo=offset or OFFICE_ZONE), zone_known=offset is not None)


def camera_name(make: object, model: object) -> str:
    """Maker and model in one printable line; the maker is not said twice."""
    first, second = _clean(make), _clean(model)
    if first and second.lower().startswith(first.split()[0].lower()):
        first = ""
    return f"{first} {second}".strip()[:_CAMERA_LENGTH]


def camera(exif: Notes) -> str:
    """The camera's name, empty when it did not sign."""
    return camera_name(exif.get(_MAKE), exif.get(_MODEL))


def has_gps(exif: Notes) -> bool:
    """Whether the picture tells where it was taken."""
    return _GPS_LATITUDE in exif.get_ifd(_GPS_DIRECTORY)


def _moment(text: object, fraction: object) -> datetime | None:
    """A naive moment from `YYYY:MM:DD HH:MM:SS`; None for a missing or impossible one."""
    found = re.match(r"(\d{4})\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)", _clean(text))
    if not found:
        return None
    digits = _clean(fraction)
    micros = int(digits[:6].ljust(6, "0")) if digits.isdecimal() and digits.isascii() else 0
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, micros)  # noqa: DTZ001  the zone follows
    except ValueError:
        return None


def _offset(text: object) -> timezone | None:
    """A zone from `+07:00` or `Z`."""
    value = _clean(text)
    if value == "Z":
        return timezone(timedelta())
    found = re.fullmatch(r"([+-])(\d\d):?(\d\d)", value)
    if not found or int(found[2]) > 14 or int(found[3]) > 59:
        return None
    step = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-step if found[1] == "-" else step)


def _clean(value: object) -> str:
    """Printable text of a tag: bytes decoded, control characters and padding away."""
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    if not isinstance(value, str):
        return ""
    text = value.partition("\0")[0]
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())
