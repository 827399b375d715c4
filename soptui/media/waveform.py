"""What a recording looks like: how loud it is from its beginning to its end.

Long ones are sampled, not heard through: 240 places of a tenth of a second each tell speech from
silence as well as all of it would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw

from soptui.media.streams import open_stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from av.container import InputContainer

SIZE: Final = (480, 270)
_BARS: Final = 80
"""Four pixels each and two between them, where it is small."""
GROUND, _LINE, _SOUND = (18, 24, 32), (52, 64, 78), (94, 196, 182)
_ALL_UP_TO_SECONDS: Final = 120.0
_RATE: Final = 8000
"""Samples a second: what is higher than speech does not change the picture."""
_PIECE_SECONDS: Final = 0.1
_FULL: Final = 32768.0


def waveform(path: Path, progress: Callable[[float], None] | None = None) -> Image.Image:
    """The loudness of the recording at `path` as bars. `progress` is told the part done, 0 to 1,
    and may raise to end it. Raises MediaError, OSError.
    """
    return drawn(loudness(path, progress), SIZE)


def loudness(path: Path, progress: Callable[[float], None] | None = None) -> list[float]:
    """How loud it is from its beginning to its end, 0 to 1. Otherwise as `waveform`."""
    with open_stream(path) as container:
        seconds = (container.duration or 0) / 1_000_000
        if 0 < seconds <= _ALL_UP_TO_SECONDS or not seconds:
            return _heard(container, _BARS, seconds, progress)
        return _sampled(container, _BARS, seconds, progress)


def _heard(
    container: InputContainer, bars: int, seconds: float, progress: Callable[[float], None] | None
) -> list[float]:
    """All of it, the loudest sample of each bar. A live recording does not say how long it is."""
    levels = list(_levels(container, seconds, progress))
    if not levels:
        return [0.0] * bars
    return [
        max(levels[bar * len(levels) // bars : max(bar * len(levels) // bars + 1,
                                                   (bar + 1) * len(levels) // bars)])
        for bar in range(bars)
    ]  # fmt: skip


def _sampled(
    container: InputContainer, bars: int, seconds: float, progress: Callable[[float], None] | None
) -> list[float]:
    """A short piece at the place of each bar."""
    peaks = []
    for bar in range(bars):
        container.seek(int(bar * seconds / bars * 1_000_000))
        pieces = _levels(container, 0, None)
        peaks.append(max((level for _number, level in zip(range(4), pieces, strict=False)),
                         default=0.0))  # fmt: skip
        if progress is not None:
            progress((bar + 1) / bars)
    return peaks


def _levels(
    container: InputContainer, seconds: float, progress: Callable[[float], None] | None
) -> Iterator[float]:
    """The loudest sample of every decoded frame, 0 to 1."""
    from av import AudioResampler

    resampler, shape = None, None
    for frame in container.decode(audio=0):
        current = (frame.format.name, frame.layout.name, frame.sample_rate)
        if resampler is None or current != shape:  # a broken file may change its mind
            resampler, shape = AudioResampler(format="s16", layout="mono", rate=_RATE), current
        for plain in resampler.resample(frame):
            samples = memoryview(bytes(plain.planes[0])[: plain.samples * 2]).cast("h")
            if samples:
                loudest, lowest = max(samples), min(samples)
                yield max(loudest, -lowest) / _FULL
        if progress is not None and seconds and frame.time is not None:
            progress(min(1.0, frame.time / seconds))


def drawn(peaks: list[float], size: tuple[int, int]) -> Image.Image:
    """Loudness as bars, as many as there are places."""
    picture = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(picture)
    middle, pitch = size[1] // 2, size[0] // len(peaks)
    gap = pitch // 3
    pen.line((0, middle, size[0], middle), fill=_LINE)
    for bar, peak in enumerate(peaks):
        left = bar * pitch + gap // 2
        height = round(peak * (middle - size[1] // 22))
        if height:
            box = (left, middle - height, left + pitch - gap - 1, middle + height)
            pen.rectangle(box, fill=_SOUND)
    return picture
