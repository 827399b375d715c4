"""Releases, originals and stand-ins for the channel tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from soptui.channels.contract import Job
from soptui.channels.disk import Disk
from soptui.sop.manifest import ChannelText, Manifest, MediaEntry
from soptui.sop.material import Kind
from soptui.sop.office import Office

OFFICE = Office(name="Dinas Contoh", unit="Pemerintah Kabupaten", website="https://contoh.example")
WHEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NASTY = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} \"kutip\" 'petik' & \u202etxt.exe\u2066 \x00\x07"
)


class FakeRenderer:
    """Writes a few bytes where the real one would work for seconds."""

    def __init__(self, width: int = 3000, height: int = 2000) -> None:
        self.size = (width, height)
        self.calls = 0

    def picture(self, source: Path, dest: Path, *, long_edge: int) -> tuple[int, int]:
        self.calls += 1
        source.stat()
        dest.write_bytes(b"jpeg")
        scale = min(1.0, long_edge / max(self.size))
        return round(self.size[0] * scale), round(self.size[1] * scale)

    def pages(self, source: Path, folder: Path, *, long_edge: int) -> list[Path]:
        self.calls += 1
        pages = [folder / f"page-{number}.jpg" for number in (1, 2)]
        for page in pages:
            page.write_bytes(b"jpeg")
        return pages

    def video(self, source: Path, dest: Path) -> None:
        self.calls += 1
        dest.write_bytes(b"mp4")

    def audio(self, source: Path, folder: Path, stem: str) -> Path:
        self.calls += 1
        dest = folder / f"{stem}.m4a"
        dest.write_bytes(b"m4a")
        return dest


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
    """A folder of originals by their SHA-256."""

    folder: Path
    files: dict[str, Path] = field(default_factory=dict)

    def add(self, data: bytes, kind: Kind, caption: str = "", alt_text: str = "") -> MediaEntry:
        sha256 = hashlib.sha256(data).hexdigest()
        self.files[sha256] = self.folder / sha256
        self.files[sha256].write_bytes(data)
        return MediaEntry(sha256, kind, "application/octet-stream", caption, alt_text)

    def photo(self, name: str = "foto", caption: str = "Foto", alt_text: str = "Alt") -> MediaEntry:
        return self.add(name.encode(), Kind.PHOTO, caption, alt_text)

    def real_photo(self, width: int, height: int) -> MediaEntry:
        """A JPEG with a place in its EXIF."""
        path = self.folder / "new.jpg"
        exif = Image.Exif()
        exif[0x8825] = {1: "S", 2: (7.0, 53.0, 20.0), 3: "E", 4: (110.0, 19.0, 40.0)}
        exif[0x010F] = "KAMERA-RAHASIA"
        Image.new("RGB", (width, height), "teal").save(path, exif=exif)
        return self.add(path.read_bytes(), Kind.PHOTO, "Foto", "Alt")

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
