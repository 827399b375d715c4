"""Reading generated pages the way a browser does."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """Every element's tag and attributes, and the text of those asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.append((self._open[-1], data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def text(self, tag: str) -> list[str]:
        return [data for name, data in self.texts if name == tag and data.strip()]

    def meta(self, name: str) -> str | None:
        found = (
            meta["content"] for meta in self.all("meta")
            if name in (meta.get("property"), meta.get("name"))
        )  # fmt: skip
        return next(found, None)

    def references(self) -> list[str]:
        """All addresses that the page fetches or leads to, but what is said to be absolute."""
        found = []
        for tag, attributes in self.tags:
            if attributes.get("rel") in ("canonical", "shortlink"):
                continue
            found += [attributes[name] for name in ("href", "src") if name in attributes]
            sources = attributes.get("srcset", "")
            found += [part.split()[0] for part in sources.split(",") if part.strip()]
            assert tag != "base"
        return found


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Every link on every page of the site that leads nowhere, or out of it."""
    broken = []
    for path in site.rglob("*.html"):
        if ".work" in path.parts:  # closed to readers
            continue
        page = Page(path)
        anchors = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
        for reference in page.references():
            parts = urlsplit(reference)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            stands = target.is_file() and target.is_relative_to(site.resolve())
            outside = bool(parts.scheme or parts.netloc)
            if outside or not stands or (not parts.path and parts.fragment not in anchors):
                broken.append((path.relative_to(site).as_posix(), reference))
    return broken
