"""A renderer that writes a few bytes where the real one would work for seconds."""

from __future__ import annotations

from pathlib import Path


class FakeRenderer:
    """What it writes tells the original and the recipe apart, as real renditions do."""

    def __init__(self, width: int = 3000, height: int = 2000) -> None:
        self.size = (width, height)
        self.calls = 0

    def picture(self, source: Path, dest: Path, *, long_edge: int) -> tuple[int, int]:
        self.calls += 1
        dest.write_bytes(b"jpeg %d " % long_edge + source.read_bytes()[:40])
        return self._scaled(long_edge)

    def pages(self, source: Path, folder: Path, *, long_edge: int) -> list[tuple[Path, int, int]]:
        self.calls += 1
        pages = [folder / f"page-{number}.jpg" for number in (1, 2)]
        for page in pages:
            page.write_bytes(b"%s %d " % (page.name.encode(), long_edge) + source.read_bytes()[:40])
        return [(page, *self._scaled(long_edge)) for page in pages]

    def video(self, source: Path, dest: Path) -> None:
        self.calls += 1
        dest.write_bytes(b"mp4 " + source.read_bytes()[:40])

    def audio(self, source: Path, folder: Path, stem: str) -> Path:
        self.calls += 1
        dest = folder / f"{stem}.m4a"
        dest.write_bytes(b"m4a " + source.read_bytes()[:40])
        return dest

    def _scaled(self, long_edge: int) -> tuple[int, int]:
        scale = min(1.0, long_edge / max(self.size))
        return round(self.size[0] * scale), round(self.size[1] * scale)
