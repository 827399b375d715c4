"""Sitemaps (sitemaps.org): one a month, and one that leads to them; for sites with an address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"

Place = tuple[str, str]
"""An absolute address, and when what stands there changed last (RFC 3339)."""


def name_of(month: str) -> str:
    """The file of a month's map: at the top, because a map counts only for what is below it."""
    return f"sitemap-{month.replace('/', '-')}.xml"


def month_map(places: Iterable[Place]) -> bytes:
    """The map of a month's articles."""
    return _document("urlset", "url", places)


def map_of_maps(places: Iterable[Place]) -> bytes:
    """The map that leads to the months' maps."""
    return _document("sitemapindex", "sitemap", places)


def _document(outer: str, inner: str, places: Iterable[Place]) -> bytes:
    lines = (
        f"  <{inner}><loc>{escape(address)}</loc><lastmod>{changed}</lastmod></{inner}>\n"
        for address, changed in places
    )
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{outer} xmlns="{_SCHEMA}">\n'
    return f"{head}{''.join(lines)}</{outer}>\n".encode()
