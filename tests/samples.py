"""Files as reporters bring them, made on the spot: small, and told apart by what is asked of them.

Every picture has one quarter in its own colour, top left as it is meant to be seen, so that a test
can tell whether it was turned the right way.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from soptui.media.sample import melody, sample_audio, sample_exif

CAPTURED = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
GREEN = (40, 160, 90)
CORNER = (220, 30, 30)
_BACK = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90,
         8: Image.Transpose.ROTATE_270}  # fmt: skip
_RATE = 16_000


def camera_files() -> Path:
    """The folder of real camera files; skips the test that asks where there is none."""
    beside = Path(__file__).parents[1].parent / "shared" / "media"
    folder = Path(os.environ.get("SOPTUI_CAMERA_FILES") or beside)
    if not folder.is_dir():
        pytest.skip("no real camera files here; name their folder in SOPTUI_CAMERA_FILES")
    return folder


def picture(size: tuple[int, int] = (64, 48), colour: tuple[int, ...] = GREEN,
            mode: str = "RGB") -> Image.Image:  # fmt: skip
    """A plain picture with a red quarter top left."""
    image = Image.new("RGB", size, colour[:3])
    image.paste(CORNER, (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def jpeg(path: Path, size: tuple[int, int] = (64, 48), *, captured: datetime | None = CAPTURED,
         gps: bool = True, orientation: int = 1, colour: tuple[int, ...] = GREEN,
         **options: Any) -> Path:  # fmt: skip
    """A camera's JPEG that is displayed at `size`; `options` go to Pillow (`comment`, `xmp`…)."""
    back = _BACK[orientation]
    image = picture(size, colour)
    stored = image.transpose(back) if back is not None else image
    exif = sample_exif(captured, gps=gps, orientation=orientation)
    stored.save(path, "JPEG", exif=exif, **{"quality": 90, **options})
    return path


def heic(path: Path, size: tuple[int, int] = (64, 48)) -> Path:
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    picture(size).save(path, "HEIF", quality=90, exif=sample_exif(CAPTURED).tobytes())
    return path


def png(path: Path, size: tuple[int, int] = (64, 48), **options: Any) -> Path:
    picture(size).save(path, "PNG", **options)
    return path


def webp(path: Path, size: tuple[int, int] = (64, 48), **options: Any) -> Path:
    picture(size).save(path, "WEBP", **options)
    return path


def tiff(path: Path, size: tuple[int, int] = (64, 48), *, pages: int = 1, **options: Any) -> Path:
    """A scanner's TIFF; `options` go to Pillow (`compression`, `big_tiff`…)."""
    rest = [picture(size, (60 + 20 * number, 90, 160)) for number in range(1, pages)]
    picture(size).save(path, "TIFF", save_all=True, append_images=rest, **options)
    return path


def pdf(path: Path, *, pages: int = 1, size: tuple[float, float] = (210, 297)) -> Path:
    """A PDF of empty pages, `size` in points."""
    document = PdfDocument.new()
    for _page in range(pages):
        document.new_page(*size)
    document.save(path)
    document.close()
    return path


def mp4(path: Path, seconds: float = 1, *, size: tuple[int, int] = (64, 48), turned: int = 0,
        codec: str = "libx264", sound: str = "aac", container: str = "mp4", rate: int = 25,
        noisy: bool = False, notes: dict[str, str] | None = None) -> Path:  # fmt: skip
    """A video with sound, stored at `size`; `turned` degrees counter-clockwise when displayed.

    `notes` are the container's metadata: `location`, `creation_time`… A noisy one is as heavy as
    can be.
    """
    still = picture(size)
    with av.open(str(path), "w", format=container) as film:
        film.metadata.update(notes or {})
        track = film.add_stream(codec, rate=rate)
        track.width, track.height = size
        track.pix_fmt = "yuv420p"
        if turned:
            track.set_display_rotation(turned)
        ear = film.add_stream(sound, rate=_rate_of(sound))
        ear.layout = "mono"
        for _number in range(max(1, round(seconds * rate))):
            shown = Image.effect_noise(size, 90).convert("RGB") if noisy else still
            film.mux(track.encode(av.VideoFrame.from_image(shown)))
        film.mux(track.encode(None))
        _record(film, ear, seconds)
    return path


def sound(path: Path, codec: str, container: str, seconds: float = 1,
          notes: dict[str, str] | None = None) -> Path:  # fmt: skip
    """A recording in any codec and container that FFmpeg has here."""
    with av.open(str(path), "w", format=container) as recording:
        recording.metadata.update(notes or {})
        track = recording.add_stream(codec, rate=_rate_of(codec))
        track.layout = "mono"
        _record(recording, track, seconds)
    return path


def wav(path: Path, seconds: float = 1) -> Path:
    sample_audio(path, seconds=seconds)
    return path


def mp3(path: Path, seconds: float = 1, notes: dict[str, str] | None = None) -> Path:
    return sound(path, "libmp3lame", "mp3", seconds, notes)


def m4a(path: Path, seconds: float = 1, notes: dict[str, str] | None = None) -> Path:
    return sound(path, "aac", "ipod", seconds, notes)


def ogg(path: Path, seconds: float = 1) -> Path:
    return sound(path, "libopus", "ogg", seconds)


def amr(path: Path) -> Path:
    """Silence: FFmpeg reads AMR but seldom writes it. A mode 7 frame is a byte and 31 more."""
    path.write_bytes(b"#!AMR\n" + (b"\x3c" + bytes(31)) * 50)
    return path


def _rate_of(codec: str) -> int:
    return 48_000 if codec == "libopus" else _RATE


def _record(container: Any, track: Any, seconds: float) -> None:
    samples = melody(seconds)
    for start in range(0, len(samples), _RATE):
        container.mux(track.encode(_frame(samples[start : start + _RATE], start // 2)))
    container.mux(track.encode(None))


def _frame(samples: bytes, pts: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(samples) // 2, align=1)
    frame.planes[0].update(samples)
    frame.sample_rate, frame.pts, frame.time_base = _RATE, pts, Fraction(1, _RATE)
    return frame
