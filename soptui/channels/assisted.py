"""Networks that a person posts to by hand, from a folder with everything in order."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from soptui.channels import kit
from soptui.channels.contract import ByHand, quiet
from soptui.channels.disk import Disk, exclusive, storage_errors
from soptui.channels.limits import network_problems
from soptui.channels.post_url import post_receipt
from soptui.channels.renderer import MediaRenderer, rendering
from soptui.channels.text import clean, code_part, slug
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soptui.channels.contract import Job, Progress, Receipt
    from soptui.channels.kit import Piece
    from soptui.channels.renderer import Renderer
    from soptui.channels.social import Network
    from soptui.sop.manifest import MediaEntry

LOCK = ".lock"
_KIND_NAMES = {
    Kind.PHOTO: "foto",
    Kind.VIDEO: "video",
    Kind.AUDIO: "rekaman suara",
    Kind.DOCUMENT: "dokumen",
}


class Assisted(ByHand):
    """One social network; its kits lie in `kits/<item code>-<slug>/<network>/`."""

    def __init__(
        self,
        network: Network,
        kits: Path,
        *,
        renderer: Renderer | None = None,
        disk: Disk | None = None,
    ) -> None:
        self._network = network
        self._kits = kits
        self._renderer = renderer or MediaRenderer()
        self._disk = disk or Disk()

    @property
    def name(self) -> str:
        return self._network.name

    @property
    def label(self) -> str:
        return self._network.label

    def problems(self, job: Job) -> list[str]:
        return network_problems(self._network, job)

    def accept_url(self, _job: Job, url: str) -> Receipt:
        return post_receipt(self._network, url)

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
        media = job.manifest.media
        taken = [entry for entry in media if entry.kind in self._network.kinds]
        pieces: list[Piece] = []
        left_out = [_described(entry) for entry in media if entry not in taken]
        for done, entry in enumerate(taken, start=1):
            if len(pieces) < self._network.media_limit:
                with rendering():
                    pieces += self._render(entry, job.source(entry.sha256), folder, len(pieces))
            else:
                left_out.append(_described(entry))
            progress(done, len(taken) + 1)
        for piece in pieces[self._network.media_limit :]:  # the last document had too many pages
            (folder / piece.file).unlink()
            left_out.append(piece.file)
        pieces = pieces[: self._network.media_limit]
        words = {
            kit.TEXT: clean(job.text_for(self.name) or "") + "\n",
            kit.ALT_TEXTS: kit.alt_texts(pieces),
            kit.CHECKLIST: kit.checklist(job, self._network, pieces, left_out),
        }
        for name, text in words.items():
            (folder / name).write_text(text, "utf-8")
        progress(len(taken) + 1, len(taken) + 1)

    def _render(
        self, entry: MediaEntry, original: Path, folder: Path, before: int
    ) -> Iterator[Piece]:
        """The files for one asset, named by their place: `01-foto.jpg`."""
        stem = f"{before + 1:02}-{slug(_KIND_NAMES[entry.kind])}"
        if entry.kind is Kind.VIDEO:
            self._renderer.video(original, folder / f"{stem}.mp4")
            yield kit.Piece(f"{stem}.mp4", entry.alt_text)
        elif entry.kind is Kind.AUDIO:
            sound = self._renderer.audio(original, folder, stem)
            yield kit.Piece(sound.name, entry.alt_text)
        elif entry.kind is Kind.PHOTO:
            edge = self._network.long_edge
            self._renderer.picture(original, folder / f"{stem}.jpg", long_edge=edge)
            yield kit.Piece(f"{stem}.jpg", entry.alt_text)
        else:
            yield from self._pages(entry, original, folder, before)

    def _pages(
        self, entry: MediaEntry, original: Path, folder: Path, before: int
    ) -> Iterator[Piece]:
        scratch = folder / "pages"
        scratch.mkdir()
        pages = self._renderer.pages(original, scratch, long_edge=self._network.long_edge)
        for number, page in enumerate(pages, start=1):
            file = f"{before + number:02}-halaman-{number}.jpg"
            page.rename(folder / file)
            yield kit.Piece(file, f"{entry.alt_text} (halaman {number} dari {len(pages)})")
        scratch.rmdir()


def _described(entry: MediaEntry) -> str:
    """An asset as the operator knows it: what it is and what its caption says."""
    caption = " ".join(clean(entry.caption or entry.alt_text).split())
    return f"{_KIND_NAMES[entry.kind]}: {caption or '(tanpa keterangan)'}"
