"""The list of all articles, `site.json`: what index, feed and sitemap need, and no more.

It only saves reading every article; the articles' folders are the truth, and it is made anew from
them when it is missing or broken.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from soptui.channels.website import article as articles
from soptui.channels.website.article import Article, Variant
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.channels.website.article import Picture

FILE = "site.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as lists show it."""

    folder: str
    item: str
    digest: str
    title: str
    lead: str
    published_at: datetime
    updated_at: datetime
    cover: Picture
    cover_alt: str
    kinds: tuple[Kind, ...]
    """One for each asset."""


def entry_of(article: Article) -> Entry:
    """The article as lists show it."""
    shown = next((figure for figure in article.figures if figure.pictures), None)
    return Entry(
        folder=article.folder,
        item=article.manifest.item,
        digest=article.manifest.digest,
        title=article.manifest.title,
        lead=article.manifest.lead,
        published_at=article.published_at,
        updated_at=article.updated_at,
        cover=article.cover,
        cover_alt=(shown.alt_text or shown.caption) if shown else "",
        kinds=tuple(figure.kind for figure in article.figures),
    )


def stored(site: Path) -> list[Entry]:
    """The entries on file; none when there is no list or it cannot be read."""
    try:
        document: dict[str, Any] = json.loads((site / FILE).read_bytes())
        if document["version"] != VERSION:
            return []
        return [_parse(entry) for entry in document["entries"]]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []


def current(site: Path, changed: Article | None = None) -> list[Entry]:
    """Every article that stands on the site, newest first; `changed` is taken as it is now."""
    known = {entry.folder: entry for entry in stored(site)}
    if changed:
        known[changed.folder] = entry_of(changed)
    present = []
    for folder in articles.folders(site):
        if folder not in known and (article := articles.read(site, folder)):
            known[folder] = entry_of(article)
        if folder in known:
            present.append(known[folder])
    return sorted(present, key=lambda entry: (entry.published_at, entry.item), reverse=True)


def dump(entries: list[Entry]) -> bytes:
    """What `site.json` holds."""
    document = {"version": VERSION, "entries": [asdict(entry) for entry in entries]}
    return json.dumps(document, ensure_ascii=False, default=datetime.isoformat).encode()


def _parse(entry: dict[str, Any]) -> Entry:
    return Entry(**{
        **entry,
        "published_at": datetime.fromisoformat(entry["published_at"]),
        "updated_at": datetime.fromisoformat(entry["updated_at"]),
        "cover": tuple(Variant(**variant) for variant in entry["cover"]),
        "kinds": tuple(Kind(kind) for kind in entry["kinds"]),
    })  # fmt: skip
