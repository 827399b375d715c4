"""Where the site and its pages are on the web, when the office has said so."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from soptui.channels.text import code_part

if TYPE_CHECKING:
    from datetime import datetime


def base_of(website: str) -> str:
    """The public address without a trailing slash; empty when there is none that could work."""
    website = website.strip().rstrip("/")
    if not website:
        return ""
    address = website if "://" in website else f"https://{website}"
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises when it is none
    except ValueError:
        return ""
    usable = (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not (parts.query or parts.fragment)
        and address.isprintable()
        and not set(address) & set(" \"'<>\\")
    )
    return address if usable else ""


def short_folder(item: str) -> str:
    """Where the page of an item's short address is, relative to the site."""
    return f"b/{code_part(item)}"


@dataclass(frozen=True, slots=True)
class Address:
    """Absolute addresses; empty strings when the site has no public address."""

    base: str

    def page(self, folder: str) -> str:
        """An article's permanent address."""
        return f"{self.base}/{folder}/" if self.base else ""

    def short(self, item: str) -> str:
        """An item's permanent short address, known before the article is there."""
        return self.page(short_folder(item))

    def file(self, path: str) -> str:
        """A file's address, `path` relative to the site."""
        return f"{self.base}/{path}" if self.base else ""


def permanent_id(item: str, published_at: datetime) -> str:
    """An article's identifier in the feed, which stays when the site moves (RFC 4287 §4.2.6)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{item} {published_at.isoformat()}").urn


def feed_id(office: str) -> str:
    """The feed's own identifier, for a site without a public address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, office).urn
