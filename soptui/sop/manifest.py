"""Exactly what is approved: the content that a decision is about, and its digest.

The canonical form is JSON as RFC 8785 (JCS) writes it. The manifest holds only strings, integers,
lists and objects, for which sorted keys and no white space are all that the RFC asks.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from soptui.sop.material import Kind

VERSION = 1


@dataclass(frozen=True, slots=True)
class MediaEntry:
    """One selected asset, in the order in which the public will see it."""

    sha256: str
    kind: Kind
    media_type: str
    caption: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class ChannelText:
    """What one channel will say."""

    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The release as the public will have it: text, media, order, captions, channels.

    `item` is the coverage's code, `round` the approval round;
    `event_date` is an ISO 8601 local date.
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

    def canonical(self) -> bytes:
        """The manifest in canonical JSON, UTF-8."""
        document = {"version": VERSION, **asdict(self)}
        return json.dumps(
            document, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical form, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @classmethod
    def parse(cls, canonical: bytes | str) -> Manifest:
        """The manifest that `canonical` describes; the inverse of `canonical()`."""
        document: dict[str, Any] = json.loads(canonical)
        if document.pop("version") != VERSION:
            msg = "a manifest of another version"
            raise ValueError(msg)
        media = tuple(
            MediaEntry(**{**entry, "kind": Kind(entry["kind"])}) for entry in document.pop("media")
        )
        channels = tuple(ChannelText(**entry) for entry in document.pop("channels"))
        return cls(media=media, channels=channels, **document)
