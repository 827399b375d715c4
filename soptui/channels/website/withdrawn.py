"""What is left of an article that was taken down: that it was there, nothing of what it said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`folder` is relative to the site; `reason` is what the public is told, empty where nothing
    is.
    """

    folder: str
    item: str
    title: str
    revision: int
    published_at: datetime
    updated_at: datetime
    """When it was taken down."""
    reason: str = ""

    def files(self) -> set[str]:
        """The media that the page uses: none."""
        return set()

    def dump(self) -> bytes:
        """What the folder's data file holds."""
        document = {
            "version": VERSION,
            "item": self.item,
            "title": self.title,
            "revision": self.revision,
            "published_at": self.published_at.isoformat(),
            "withdrawn_at": self.updated_at.isoformat(),
            "reason": self.reason,
        }
        return json.dumps(document, ensure_ascii=False, indent=1).encode()


def parse(folder: str, document: dict[str, Any]) -> Withdrawn:
    """The inverse of `dump`. Raises ValueError, KeyError or TypeError for anything else."""
    return Withdrawn(
        folder=folder,
        item=str(document["item"]),
        title=str(document["title"]),
        revision=int(document["revision"]),
        published_at=datetime.fromisoformat(document["published_at"]),
        updated_at=datetime.fromisoformat(document["withdrawn_at"]),
        reason=str(document["reason"]),
    )
