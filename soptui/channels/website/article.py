"""One published article as it lies on the disk: folder `YYYY/MM/<slug>-<code>`, `article.json`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from soptui.channels.text import code_part, slug
from soptui.channels.website import withdrawn
from soptui.channels.website.withdrawn import Withdrawn
from soptui.clock import local
from soptui.sop.manifest import Manifest
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATA = "article.json"
PAGE = "index.html"
MEDIA = "media"
VERSION = 2


@dataclass(frozen=True, slots=True)
class Variant:
    """One size of a picture: its file below the article's folder, and pixels."""

    file: str
    width: int
    height: int


Picture = tuple[Variant, ...]
"""The same picture in several sizes, smallest first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One asset as the page shows it: pictures (a document has one a page) or a file to play."""

    kind: Kind
    caption: str
    alt_text: str
    pictures: tuple[Picture, ...] = ()
    file: str = ""

    @property
    def words(self) -> str:
        """What readers are told who cannot see its picture."""
        return self.alt_text or self.caption or "Foto kegiatan"


@dataclass(frozen=True, slots=True)
class Correction:
    """When something that stood there was put right, and why."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """What was approved, when it came out, and its rendered media. `folder` is relative to the
    site, `digest` the approved manifest's; `manifest` is that without what is not for the public.

    `corrections` are those whose reason is known, the oldest first.
    """

    folder: str
    manifest: Manifest
    digest: str
    revision: int
    published_at: datetime
    updated_at: datetime
    figures: tuple[Figure, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def item(self) -> str:
        return self.manifest.item

    @property
    def shown(self) -> Figure | None:
        """The asset whose picture stands for the article elsewhere."""
        return next((figure for figure in self.figures if figure.pictures), None)

    @property
    def cover(self) -> Picture:
        """The first picture, or nothing."""
        return self.shown.pictures[0] if self.shown else ()

    def files(self) -> set[str]:
        """Every media file that the page uses, relative to the article's folder."""
        pictures = (variant.file for figure in self.figures for picture in figure.pictures
                    for variant in picture)  # fmt: skip
        return {*pictures, *(figure.file for figure in self.figures if figure.file)}

    def dump(self) -> bytes:
        """What `article.json` holds: the manifest's canonical form as a string, and the rest."""
        document = {
            "version": VERSION,
            "manifest": self.manifest.canonical().decode(),
            "digest": self.digest,
            "revision": self.revision,
            "published_at": self.published_at.isoformat(),
            "updated_at": self.updated_at.isoformat(),
            "figures": [asdict(figure) for figure in self.figures],
            "corrections": [{"at": one.at.isoformat(), "reason": one.reason}
                            for one in self.corrections],
        }  # fmt: skip
        return json.dumps(document, ensure_ascii=False, indent=1).encode()


def public(manifest: Manifest) -> Manifest:
    """The manifest without what is only the office's: notes of checks, texts of other channels."""
    media = tuple(replace(entry, renditions=()) for entry in manifest.media)
    return replace(manifest, media=media, channels=(), privacy=(), checklist=())


def new_folder(manifest: Manifest, published_at: datetime) -> str:
    """Where a new article goes, by the office's date of publication."""
    name = f"{slug(manifest.title)}-{code_part(manifest.item)}"
    return f"{local(published_at):%Y/%m}/{name}"


def read(site: Path, folder: str) -> Article | Withdrawn | None:
    """What stands in that folder, or None when its data cannot be read."""
    try:
        document: dict[str, Any] = json.loads((site / folder / DATA).read_bytes())
        if "withdrawn_at" in document:
            return withdrawn.parse(folder, document)
        return _article(folder, document)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _article(folder: str, document: dict[str, Any]) -> Article:
    manifest = Manifest.parse(document["manifest"])
    return Article(
        folder=folder,
        manifest=public(manifest),
        digest=str(document.get("digest") or manifest.digest),  # until version 2 it was all there
        revision=int(document["revision"]),
        published_at=datetime.fromisoformat(document["published_at"]),
        updated_at=datetime.fromisoformat(document["updated_at"]),
        figures=tuple(_figure(entry) for entry in document["figures"]),
        corrections=tuple(
            Correction(datetime.fromisoformat(entry["at"]), str(entry["reason"]))
            for entry in document.get("corrections", [])
        ),
    )


def _figure(entry: dict[str, Any]) -> Figure:
    pictures = tuple(
        tuple(Variant(**variant) for variant in picture) for picture in entry["pictures"]
    )
    return Figure(**{**entry, "kind": Kind(entry["kind"]), "pictures": pictures})


def month_of(folder: str) -> str:
    """The month in whose folder the article is: `2026/11`."""
    return folder[:7]


def changed_at(path: Path) -> int | None:
    """When the file was written, or a name in the folder added or taken away (ns); None: gone."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None


def months_on_disk(site: Path) -> dict[str, int]:
    """Every month that has a folder, and when an article came or went there."""
    return {name: folder.stat().st_mtime_ns for name, folder in month_folders(site)}


def month_folders(top: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The folders of months below `top`, with the months' names."""
    if top.is_dir():
        for year in _numbered(top, 4):
            for month in _numbered(year, 2):
                yield f"{year.name}/{month.name}", month


def _numbered(folder: Path | os.DirEntry[str], digits: int) -> Iterator[os.DirEntry[str]]:
    """The folders in it whose names are a number."""
    with os.scandir(folder) as found:
        for entry in found:
            name = entry.name
            if len(name) == digits and name.isdecimal() and name.isascii() and entry.is_dir():
                yield entry


def of_month(site: Path, month: str) -> Iterator[Article | Withdrawn]:
    """Everything in the month that can be read."""
    for data in sorted((site / month).glob(f"*/{DATA}")):
        if standing := read(site, data.parent.relative_to(site).as_posix()):
            yield standing
