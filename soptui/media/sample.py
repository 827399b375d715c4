"""Media for the sample office: pictures, a video and a recording that nobody had to take."""

from __future__ import annotations

import io
import math
import wave
from array import array
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from soptui.media.atomic import written_whole
from soptui.media.scenes import draw_scene

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from av.container import OutputContainer

_CAMERA: Final = ("soptui", "sample camera")
_PLACE: Final = ((7.0, 53.0, 17.0), (110.0, 19.0, 42.0))
"""South and east, in degrees, minutes and seconds: something for the publication to remove."""
_RATE: Final = 16_000
_NOTES: Final = (392.0, 440.0, 523.25, 587.33, 659.25)  # five tones, as a slendro has
_FILM: Final = (640, 360)
_FILM_RATE: Final = 24


def sample_photo(path: Path, *, title: str, seed: int, captured_at: datetime,
                 size: tuple[int, int] = (1600, 1067)) -> None:  # fmt: skip
    """Draw a JPEG with `title` in it, the EXIF of a camera, and a place.

    `captured_at` must be aware; it is written with its offset. The same arguments give the same
    bytes.
    """
    picture = draw_scene(size, Random(seed))  # noqa: S311  a drawing, not a secret
    _write_title(picture, title)
    with written_whole(path) as temporary:
        picture.save(temporary, "JPEG", quality=88, exif=sample_exif(captured_at))


def sample_exif(captured_at: datetime | None, *, gps: bool = True,
                orientation: int = 1) -> Image.Exif:  # fmt: skip
    """What a camera would write; a naive moment is written without an offset."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = _CAMERA
    exif[0x0112] = orientation
    if captured_at is not None:
        offset = captured_at.strftime("%z")
        taken: dict[int, object] = {0x9003: captured_at.strftime("%Y:%m:%d %H:%M:%S")}
        if offset:
            taken[0x9011] = f"{offset[:3]}:{offset[3:5]}"
        exif.get_ifd(0x8769).update(taken)
    if gps:
        exif.get_ifd(0x8825).update({1: "S", 2: _PLACE[0], 3: "E", 4: _PLACE[1]})
    return exif


def sample_video(path: Path, *, seconds: float, seed: int,
                 captured_at: datetime | None = None) -> None:  # fmt: skip
    """Write an MP4 (H.264, AAC): a slow pan over a drawn scene, with a quiet melody.

    Needs FFmpeg's libx264.
    """
    import av

    wide = draw_scene((_FILM[0] * 3 // 2, _FILM[1] * 5 // 4), Random(seed))  # noqa: S311
    with written_whole(path) as temporary, av.open(str(temporary), "w", format="mp4") as film:
        if captured_at is not None:
            film.metadata["creation_time"] = captured_at.isoformat()
        pictures = film.add_stream("libx264", rate=_FILM_RATE, options={"preset": "ultrafast"})
        pictures.width, pictures.height = _FILM
        pictures.pix_fmt = "yuv420p"
        sound = film.add_stream("aac", rate=_RATE)
        sound.layout = "mono"
        frames = max(1, round(seconds * _FILM_RATE))
        for number in range(frames):
            part = (1 - math.cos(math.pi * number / frames)) / 2  # starts and stops gently
            left = round((wide.width - _FILM[0]) * part)
            top = round((wide.height - _FILM[1]) * (1 - part))
            view = wide.crop((left, top, left + _FILM[0], top + _FILM[1]))
            frame = av.VideoFrame.from_image(view)  # type: ignore[no-untyped-call]
            film.mux(pictures.encode(frame))
        film.mux(pictures.encode(None))
        _mux_sound(film, melody(seconds))


def _mux_sound(film: OutputContainer, samples: bytes) -> None:
    """Encode mono 16-bit `samples` into the film's sound track."""
    import av

    track = film.streams.audio[0]
    for start in range(0, len(samples), _RATE * 2):
        block = samples[start : start + _RATE * 2]
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(block) // 2, align=1)
        frame.planes[0].update(block)
        frame.sample_rate, frame.pts = _RATE, start // 2
        frame.time_base = Fraction(1, _RATE)
        film.mux(track.encode(frame))
    film.mux(track.encode(None))


def sample_audio(path: Path, *, seconds: float) -> None:
    """Write a WAV (16 kHz, mono, 16 bits) with a quiet melody, by the standard library alone."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(_RATE)
        recording.writeframes(melody(seconds))
    with written_whole(path) as temporary:
        temporary.write_bytes(buffer.getvalue())


def melody(seconds: float) -> bytes:
    """Mono 16-bit samples at 16 kHz: struck notes that fade, with a little noise between them."""
    rng = Random(round(seconds * 1000))  # noqa: S311
    per_note = _RATE * 2 // 5
    samples = array("h")
    for number in range(round(seconds * _RATE)):
        if number % per_note == 0:
            step = math.tau * rng.choice(_NOTES) / _RATE
        age = number % per_note / _RATE
        tone = math.sin(step * number) + 0.4 * math.sin(2.76 * step * number)  # a bar's overtone
        samples.append(round(6000 * tone * math.exp(-6 * age)) + rng.randint(-20, 20))
    return samples.tobytes()


def _write_title(picture: Image.Image, title: str) -> None:
    """The title on a dark strip at the bottom, as small as its length needs."""
    width, height = picture.size
    size = max(10, min(height // 18, round(width * 1.7 / max(len(title), 1))))
    font = ImageFont.load_default(size)
    strip = Image.new("L", picture.size)
    ImageDraw.Draw(strip).rectangle((0, height - size * 2, width, height), fill=150)
    picture.paste((16, 20, 28), mask=strip)
    ImageDraw.Draw(picture).text((size * 0.8, height - size), title, (250, 248, 240), font,
                                 anchor="lm")  # fmt: skip
