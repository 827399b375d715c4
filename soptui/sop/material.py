"""What reporters bring (SOP step 1: audio, photo, video; scans of letters come with them)."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an asset is, by its content, never by its name."""

    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"


class Verdict(StrEnum):
    """The selection's answer for one asset (SOP step 2: *layak tayang*)."""

    UNDECIDED = "undecided"
    PUBLISHABLE = "publishable"
    REJECTED = "rejected"
