"""Networks that a person posts to by hand, from a folder with everything in order."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from soptui.channels import kit
from soptui.channels.contract import ByHand, quiet
from soptui.channels.disk import Disk, exclusive, storage_errors
from soptui.channels.of_network import OfNetwork
from soptui.channels.recipes import SUFFIXES
from soptui.channels.text import clean, code_part, slug
from soptui.sop.material import Kind
from soptui.sop.purpose import Purpose

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.channels.contract import Job, Progress
    from soptui.channels.kit import Piece
    from soptui.channels.social import Network
    from soptui.sop.manifest import MediaEntry, RenditionEntry

LOCK = ".lock"
_KIND_NAMES = {
    Kind.PHOTO: "foto",
    Kind.VIDEO: "video",
    Kind.AUDIO: "rekaman suara",
    Kind.DOCUMENT: "dokumen",
}


class Assisted(OfNetwork, ByHand):
    """One social network; its kits lie in `kits/<item code>-<slug>/<network>/`."""

    def __init__(
        self,
        network: Network,
        kits: Path,
        *,
        disk: Disk | None = None,
    ) -> None:
        super().__init__(network)
        self._kits = kits
        self._disk = disk or Disk()

    def prepare(self, job: Job, progress: Progress = quiet) -> Path:
        """Build the kit beside its place, then let it appear whole; an older one goes."""
        manifest = job.manifest
        dest = self._kits / f"{code_part(manifest.item)}-{slug(manifest.title)}" / self.name
        with storage_errors():
            dest.parent.mkdir(parents=True, exist_ok=True)
            with exclusive(dest.parent / LOCK):
                self._build(dest, job, progress)
        return dest

    def _build(self, dest: Path, job: Job, progress: Progress) -> None:
        work = dest.parent / f".{self.name}"
        shutil.rmtree(work, ignore_errors=True)  # what a crash left; the lock keeps others out
        work.mkdir()
        try:
            self._fill(work / "new", job, progress)
            self._disk.settle(work / "new")
            self._swap(work / "new", dest, aside=work / "old")
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _swap(self, new: Path, dest: Path, *, aside: Path) -> None:
        """Put `new` where the older kit is; when that fails, the older one stays."""
        if dest.exists():
            self._disk.move(dest, aside)
        try:
            self._disk.move(new, dest)
        except OSError:
            if aside.exists():
                aside.rename(dest)
            raise

    def _fill(self, folder: Path, job: Job, progress: Progress) -> None:
        folder.mkdir()
        pieces: list[Piece] = []
        left_out: list[str] = []
        media = job.manifest.media if job.manifest.purpose is not Purpose.TAKEDOWN else ()
        for done, entry in enumerate(media, start=1):
            ours = [one for one in entry.renditions if one.channel == self.name]
            if not ours:
                left_out.append(_described(entry))
            for rendition in ours:
                file = f"{len(pieces) + 1:02}-{_name(entry, rendition)}"
                shutil.copyfile(job.shelf(rendition.sha256), folder / file)
                pieces.append(kit.Piece(file, _alt_text(entry, rendition, len(ours))))
            progress(done, len(media) + 1)
        words = {
            kit.TEXT: self.text(job) + "\n",
            kit.ALT_TEXTS: kit.alt_texts(pieces),
            kit.CHECKLIST: kit.checklist(job, self._network, pieces, left_out),
        }
        for name, text in words.items():
            (folder / name).write_text(text, "utf-8")
        progress(len(media) + 1, len(media) + 1)


def _name(entry: MediaEntry, rendition: RenditionEntry) -> str:
    """`foto.jpg`, `halaman-2.jpg`, `video.mp4`."""
    suffix = SUFFIXES.get(rendition.media_type, ".jpg")
    if entry.kind is Kind.DOCUMENT:
        return f"halaman-{rendition.place}{suffix}"
    return f"{slug(_KIND_NAMES[entry.kind])}{suffix}"


def _alt_text(entry: MediaEntry, rendition: RenditionEntry, pages: int) -> str:
    if entry.kind is not Kind.DOCUMENT:
        return entry.alt_text
    return f"{entry.alt_text} (halaman {rendition.place} dari {pages})"


def _described(entry: MediaEntry) -> str:
    """An asset as the operator knows it: what it is and what its caption says."""
    caption = " ".join(clean(entry.caption or entry.alt_text).split())
    return f"{_KIND_NAMES[entry.kind]}: {caption or '(tanpa keterangan)'}"
