"""What reporters bring (SOP step 1: audio, photo, video; scans of letters come with them)."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an asset is, by its content, never by its name."""

    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    SIDECAR = "sidecar"
    """Notes that a program laid beside a picture (XMP); nothing to show, never published."""


class PartRole(StrEnum):
    """What a file is to the asset it belongs to."""

    MAIN = "main"
    RAW = "raw"
    MOTION = "motion"
    """The film of a Live Photo."""
    NOTES = "notes"
    """XMP beside a picture."""
    THUMBNAIL = "thumbnail"
    """THM beside a film."""
    PROXY = "proxy"
    """LRV: a camera's small copy of a film."""
    MEMO = "memo"
    """WAV: what the photographer said about a picture."""


class Doubt(StrEnum):
    """Why the moment of capture is not to be trusted."""

    NONE = ""
    MISSING = "missing"
    ANCIENT = "ancient"
    """A clock that was never set: 1980, 1970, 1904."""
    FUTURE = "future"


class Hint(StrEnum):
    """What a machine noticed about a picture. It helps the selection and never decides it."""

    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"
    COVERED = "covered"
    """A lens cap, a finger, a closed curtain: most of the frame shows nothing."""


def is_raw(media_type: str) -> bool:
    """Whether a MIME type is a camera's own (`image/x-canon-cr2`…): what the sensor saw, to be
    developed, with a JPEG inside.
    """
    return media_type.startswith("image/x-")


class Verdict(StrEnum):
    """The selection's answer for one asset (SOP step 2: *layak tayang*)."""

    UNDECIDED = "undecided"
    PUBLISHABLE = "publishable"
    REJECTED = "rejected"
