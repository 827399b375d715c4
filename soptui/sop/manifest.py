"""Exactly what is approved: the content that a decision is about, and its digest (RFC 8785)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from soptui.sop.canonical import canonical, digest, read_document
from soptui.sop.material import Kind
from soptui.sop.purpose import Purpose

VERSION = 2


@dataclass(frozen=True, slots=True)
class RenditionEntry:
    """One file made of an asset for one channel: these bytes go out, and no others.

    `recipe` says how it was made (`picture-960`); `place` counts the pages of a document from 1;
    `width` and `height` are pixels, 0 for sound.
    """

    channel: str
    recipe: str
    place: int
    sha256: str
    media_type: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class MediaEntry:
    """One selected asset, in the order in which the public will see it."""

    sha256: str
    kind: Kind
    media_type: str
    caption: str
    alt_text: str
    renditions: tuple[RenditionEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PrivacyNote:
    """What the privacy scan found in `field` and the manager let pass: masked, and why."""

    field: str
    kind: str
    masked: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class PictureCheck:
    """One line of the picture checklist: whether something of `item` can be seen, and what was
    done about it.
    """

    item: str
    seen: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChannelText:
    """What one channel will say."""

    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The release as the public will have it: text, media, order, captions, channels.

    `item` is the coverage's code, `round` the approval round; `event_date` is an ISO 8601 local
    date; `embargo` the RFC 3339 moment in UTC before which nothing goes out, empty without one.

    A correction or a takedown says so in `purpose`, with the `reason` that the public reads and, in
    `earlier`, the digest of the manifest that stands in public.
    """

    item: str
    round: int
    title: str
    lead: str
    body: str
    event_date: str
    byline: str
    media: tuple[MediaEntry, ...]
    channels: tuple[ChannelText, ...]
    embargo: str = ""
    privacy: tuple[PrivacyNote, ...] = ()
    checklist: tuple[PictureCheck, ...] = ()
    purpose: Purpose = Purpose.RELEASE
    reason: str = ""
    earlier: str = ""

    def document(self) -> dict[str, Any]:
        """The manifest as plain data. What only corrections and takedowns have is left out of a
        release: those that were signed before there were any keep their digests.
        """
        said = {"version": VERSION, **asdict(self)}
        if self.purpose is Purpose.RELEASE:
            for name in _SINCE_CORRECTIONS:
                del said[name]
        return said

    def text_for(self, channel: str) -> str | None:
        """What that channel will say, or None when it was not chosen."""
        return next((entry.text for entry in self.channels if entry.channel == channel), None)

    def canonical(self) -> bytes:
        """The manifest in canonical JSON, UTF-8."""
        return canonical(self.document())

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical form, 64 hexadecimal digits."""
        return digest(self.canonical())

    @classmethod
    def parse(cls, text: bytes | str) -> Manifest:
        """The manifest that `text` describes; the inverse of `canonical()`."""
        return cls.of(read_document(text))

    @classmethod
    def of(cls, document: dict[str, Any]) -> Manifest:
        """The manifest that `document` describes; of version 1 too, to be read, though nothing of
        it counts any more. Raises ValueError, KeyError or TypeError for anything else.
        """
        rest = {**_SINCE_2, **_SINCE_CORRECTIONS, **document}
        if rest.pop("version") not in (1, VERSION):
            msg = "a manifest of another version"
            raise ValueError(msg)
        return cls(
            media=tuple(map(_media, rest.pop("media"))),
            channels=tuple(ChannelText(**entry) for entry in rest.pop("channels")),
            privacy=tuple(PrivacyNote(**entry) for entry in rest.pop("privacy")),
            checklist=tuple(PictureCheck(**entry) for entry in rest.pop("checklist")),
            purpose=Purpose(rest.pop("purpose")),
            **rest,
        )


_SINCE_2: dict[str, Any] = {"embargo": "", "privacy": [], "checklist": []}
_SINCE_CORRECTIONS: dict[str, Any] = {"purpose": Purpose.RELEASE, "reason": "", "earlier": ""}


def _media(entry: dict[str, Any]) -> MediaEntry:
    made = entry.get("renditions", [])
    renditions = tuple(RenditionEntry(**rendition) for rendition in made)
    return MediaEntry(**{**entry, "kind": Kind(entry["kind"]), "renditions": renditions})
