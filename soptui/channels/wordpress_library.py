"""The files that a release has in a WordPress site's library, told by their names."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

from soptui.channels.recipes import SUFFIXES
from soptui.channels.text import code_part
from soptui.channels.wire import Gone
from soptui.channels.wordpress_blocks import Piece, plain
from soptui.errors import Refused
from soptui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.channels.wire import Wire
    from soptui.sop.manifest import MediaEntry, RenditionEntry

Document = dict[str, Any]
"""A post or a file as the site describes it."""
NAME_LENGTH = 16
"""Hexadecimal digits of a file's SHA-256 in its name."""


def file_name(item: str, rendition: RenditionEntry) -> str:
    """The same for the same bytes, so that no file is brought twice: `041-9f86d081884c7d65`."""
    return f"{code_part(item)}-{rendition.sha256[:NAME_LENGTH]}"


class Library:
    """Nobody sees a file before its post, and none is kept without one."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def attached(self, item: str, post: int) -> dict[str, Document]:
        """The files of `item` that the program has given to that post, by name; not others'."""
        ours = re.compile(rf"{re.escape(code_part(item))}-[0-9a-f]{{{NAME_LENGTH}}}(-\d+)?")
        looked = {"parent": post, "context": "edit", "per_page": 100}
        found = self._wire.ask("GET", "media", params=looked).data
        return {file["slug"]: file for file in found if ours.fullmatch(file["slug"])}

    def upload(self, post: int, name: str, path: Path, media_type: str) -> Document:
        """Bring a file there. Raises Refused where the site takes none like it."""
        suffix = SUFFIXES.get(media_type, ".jpg")
        try:
            with path.open("rb") as file:
                made: Document = self._wire.ask(
                    "POST", "media", data={"post": str(post), "slug": name},
                    files={"file": (name + suffix, file, media_type)},
                ).data  # fmt: skip
        except Refused as no:
            raise Refused(
                _("The site does not take a file: it is too large, or not of a type allowed."),
                remedy=_("The site's administrator raises the limit; then try again."),
            ) from no
        return made

    def describe(self, file: Document, entry: MediaEntry, page: int = 0) -> Piece:
        """Give it its words, apart from its upload, which may end before they are kept. `page`
        counts those of a document from 1.
        """
        alt_text = (entry.alt_text or entry.caption) + (f", halaman {page}" if page else "")
        said = {"alt_text": plain(alt_text), "caption": plain(entry.caption)}
        self._wire.ask("POST", f"media/{file['id']}", json=said)
        return Piece(int(file["id"]), str(file["source_url"]), entry, alt_text)

    def delete(self, file: Document) -> None:
        """Take it away, from its address too."""
        with contextlib.suppress(Gone):
            self._wire.ask("DELETE", f"media/{file['id']}", params={"force": "true"})
