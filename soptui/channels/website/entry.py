"""One article as lists show it: what they need of it, and no more."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from soptui.channels.website.article import Variant
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from soptui.channels.website.article import Article, Picture


@dataclass(frozen=True, slots=True)
class Entry:
    """`folder` is relative to the site; `kinds` has one for each asset."""

    folder: str
    item: str
    title: str
    lead: str
    published_at: datetime
    updated_at: datetime
    cover: Picture
    cover_alt: str
    kinds: tuple[Kind, ...]

    def dump(self) -> str:
        """The entry as JSON; the inverse of `parse`."""
        return json.dumps(asdict(self), ensure_ascii=False, default=datetime.isoformat)


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it is stored, to be opened only where it is drawn; `found` is its line in the
    search.
    """

    folder: str
    updated_at: str
    document: str
    found: str

    @property
    def stamp(self) -> str:
        return stamp_of(self.updated_at)

    @property
    def entry(self) -> Entry:
        return parse(self.document)


def moment_of(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).isoformat()


def stamp_of(moment: str) -> str:
    """That text for machines, RFC 3339 with whole seconds."""
    return f"{moment[:19]}Z"


def entry_of(article: Article) -> Entry:
    """The article as lists show it."""
    return Entry(
        folder=article.folder,
        item=article.manifest.item,
        title=article.manifest.title,
        lead=article.manifest.lead,
        published_at=article.published_at,
        updated_at=article.updated_at,
        cover=article.cover,
        cover_alt=article.shown.words if article.shown else "",
        kinds=tuple(figure.kind for figure in article.figures),
    )


def parse(text: str) -> Entry:
    """The entry that `text` describes."""
    document: dict[str, Any] = json.loads(text)
    return Entry(**{
        **document,
        "published_at": datetime.fromisoformat(document["published_at"]),
        "updated_at": datetime.fromisoformat(document["updated_at"]),
        "cover": tuple(Variant(**variant) for variant in document["cover"]),
        "kinds": tuple(Kind(kind) for kind in document["kinds"]),
    })  # fmt: skip
