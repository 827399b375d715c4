"""Releases, originals and stand-ins for the channel tests."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from soptui.channels.contract import Job
from soptui.channels.disk import Disk
from soptui.channels.known import networks
from soptui.channels.recipes import Recipe, recipes
from soptui.desk.publication.making import render
from soptui.desk.publication.renditions import listed
from soptui.media.renderer import MediaRenderer, Renderer
from soptui.sop.manifest import ChannelText, Manifest, MediaEntry, RenditionEntry
from soptui.sop.material import Kind
from soptui.sop.office import Office
from tests.renderer import FakeRenderer

OFFICE = Office(name="Dinas Contoh", unit="Pemerintah Kabupaten", website="https://contoh.example")
WHEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NASTY = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} \"kutip\" 'petik' & \u202etxt.exe\u2066 \x00\x07"
)


class FailingDisk(Disk):
    """A disk that stops at its n-th write or move; `stop` says how."""

    def __init__(self, after: int, stop: BaseException) -> None:
        self.left = after
        self.stop = stop

    def _step(self) -> None:
        if self.left == 0:
            raise self.stop
        self.left -= 1

    def write(self, path: Path, data: bytes) -> None:
        self._step()
        super().write(path, data)

    def move(self, source: Path, dest: Path) -> None:
        self._step()
        super().move(source, dest)


@dataclass
class Originals:
    """Assets, and a shelf with what was made of them for every channel, by SHA-256."""

    folder: Path
    files: dict[str, Path] = field(default_factory=dict)

    def add(
        self,
        data: bytes,
        kind: Kind,
        caption: str = "",
        alt_text: str = "",
        renderer: Renderer | None = None,
    ) -> MediaEntry:
        sha256 = self._keep(data)
        entry = MediaEntry(sha256, kind, "application/octet-stream", caption, alt_text)
        source = self.files[sha256]
        made = []
        for channel in ("website", *networks()):
            drawn = [
                rendition
                for recipe in recipes(channel, kind)
                for rendition in self._render(channel, recipe, source, renderer or FakeRenderer())
            ]
            made += listed(recipes(channel, kind), drawn)
        return replace(entry, renditions=tuple(made))

    def _render(
        self, channel: str, recipe: Recipe, source: Path, renderer: Renderer
    ) -> Iterator[RenditionEntry]:
        with tempfile.TemporaryDirectory() as folder:
            for one in render(source, recipe, Path(folder), renderer):
                sha256 = self._keep(one.path.read_bytes())
                yield RenditionEntry(channel, recipe.name, one.place, sha256, one.media_type,
                                     one.width, one.height)  # fmt: skip

    def _keep(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        self.files[sha256] = self.folder / sha256
        self.files[sha256].write_bytes(data)
        return sha256

    def listed(
        self, one: RenditionEntry, data: bytes, size: tuple[int, int] | None = None
    ) -> RenditionEntry:
        """`one` with other bytes on the shelf."""
        width, height = size or (one.width, one.height)
        return replace(one, sha256=self._keep(data), width=width, height=height)

    def photo(self, name: str = "foto", caption: str = "Foto", alt_text: str = "Alt") -> MediaEntry:
        return self.add(name.encode(), Kind.PHOTO, caption, alt_text)

    def real_photo(self, width: int, height: int) -> MediaEntry:
        """A JPEG with a place in its EXIF."""
        path = self.folder / "new.jpg"
        exif = Image.Exif()
        exif[0x8825] = {1: "S", 2: (7.0, 53.0, 20.0), 3: "E", 4: (110.0, 19.0, 40.0)}
        exif[0x010F] = "KAMERA-RAHASIA"
        Image.new("RGB", (width, height), "teal").save(path, exif=exif)
        return self.add(path.read_bytes(), Kind.PHOTO, "Foto", "Alt", MediaRenderer())

    def job(self, item: str = "L-0001", media: Iterable[MediaEntry] = (), **changes: object) -> Job:
        manifest = Manifest(
            item=item,
            round=1,
            title="Bursa Kerja Dibuka",
            lead="Bantul – Bursa kerja dibuka.",
            body="Alinea satu.\n\nAlinea dua.",
            event_date="2026-11-23",
            byline="Tim Humas",
            media=tuple(media),
            channels=(ChannelText("website", ""), ChannelText("instagram", "Bursa kerja!")),
        )
        job = Job(manifest, 1, item, WHEN, WHEN, OFFICE, self.files.__getitem__)
        fields = {name: value for name, value in changes.items() if hasattr(job, name)}
        words = {name: value for name, value in changes.items() if name not in fields}
        return replace(job, manifest=replace(manifest, **words), **fields)  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, but locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }
