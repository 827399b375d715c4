"""A renderer that writes a few bytes where the real one would work for seconds.

Its JPEGs are a comment and nothing to see: enough to be told apart, and to be written words into.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from soptui.media.crop import Form, crop_box, padded_size


class FakeRenderer:
    """What it writes tells the original and the recipe apart, as real renditions do."""

    def __init__(self, width: int = 3000, height: int = 2000) -> None:
        self.size = (width, height)
        self.calls = 0

    def picture(self, source: Path, dest: Path, form: Form) -> tuple[int, int]:
        self.calls += 1
        size = self._scaled(crop_box(*self.size, form.ratios).size, form)
        dest.write_bytes(fake_jpeg(f"{form} ".encode() + source.read_bytes()[:40], size))
        return size

    def pages(self, source: Path, folder: Path, form: Form) -> list[tuple[Path, int, int]]:
        self.calls += 1
        size = self._scaled(padded_size(*self.size, form.ratios), form)
        pages = [folder / f"page-{number}.jpg" for number in (1, 2)]
        for page in pages:
            words = f"{page.name} {form} ".encode()
            page.write_bytes(fake_jpeg(words + source.read_bytes()[:40], size))
        return [(page, *size) for page in pages]

    def video(
        self, source: Path, dest: Path, form: Form | None, progress: Callable[[float], None]
    ) -> tuple[int, int]:
        self.calls += 1
        progress(0.5)
        dest.write_bytes(_film() + _free(f"{form} ".encode() + source.read_bytes()[:40]))
        return 64, 48

    def sound_film(
        self, source: Path, dest: Path, form: Form, cover: Path | None, office: str,
        progress: Callable[[float], None],
    ) -> tuple[int, int]:  # fmt: skip
        words = f"{form} {cover and cover.name} {office} ".encode()
        dest.write_bytes(_film() + _free(words + source.read_bytes()[:40]))
        self.calls += 1
        progress(0.5)
        return 64, 48

    def audio(
        self, source: Path, folder: Path, stem: str, _progress: Callable[[float], None]
    ) -> Path:
        self.calls += 1
        dest = folder / f"{stem}.m4a"
        dest.write_bytes(b"m4a " + source.read_bytes()[:40])
        return dest

    def _scaled(self, size: tuple[int, int], form: Form) -> tuple[int, int]:
        scale = min(1.0, form.long_edge / max(size))
        return round(size[0] * scale), round(size[1] * scale)


@cache
def _film() -> bytes:
    """Four seconds that every network takes, made once."""
    from tests import samples

    with TemporaryDirectory() as folder:
        return samples.mp4(Path(folder) / "a.mp4", seconds=4).read_bytes()


def _free(words: bytes) -> bytes:
    """A box of an MP4 that no player looks into (ISO 14496-12, 8.1.2)."""
    return (len(words) + 8).to_bytes(4, "big") + b"free" + words


def fake_jpeg(comment: bytes, size: tuple[int, int]) -> bytes:
    """The segments of a grey JPEG without a picture."""
    width, height = (side.to_bytes(2, "big") for side in size)
    frame = b"\xff\xc0\x00\x0b\x08" + height + width + b"\x01\x01\x11\x00"
    note = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
    return b"\xff\xd8" + note + frame + b"\xff\xd9"
