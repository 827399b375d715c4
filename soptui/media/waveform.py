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
_BAR, _GAP = 4, 2
_GROUND, _LINE, _SOUND = (18, 24, 32), (52, 64, 78), (94, 196, 182)
_ALL_UP_TO_SECONDS: Final = 120.0
_RATE: Final = 8000
"""Samples a second: what is higher than speech does not change the picture."""
_PIECE_SECONDS: Final = 0.1
_FULL: Final = 32768.0


def waveform(path: Path, progress: Callable[[float], None] | None = None) -> Image.Image:
    """The loudness of the recording at `path` as bars. `progress` is told the part done, 0 to 1,
    and may raise to end it. Raises MediaError, OSError.
    """
    bars = SIZE[0] // (_BAR + _GAP)
    with open_stream(path) as container:
        seconds = (container.duration or 0) / 1_000_000
        if 0 < seconds <= _ALL_UP_TO_SECONDS or not seconds:
            peaks = _heard(container, bars, seconds, progress)
        else:
            peaks = _sampled(container, bars, seconds, progress)
    return _drawn(peaks)


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


def _drawn(peaks: list[float]) -> Image.Image:
    picture = Image.new("RGB", SIZE, _GROUND)
    pen = ImageDraw.Draw(picture)
    middle = SIZE[1] // 2
    pen.line((0, middle, SIZE[0], middle), fill=_LINE)
    for bar, peak in enumerate(peaks):
        left = bar * (_BAR + _GAP) + _GAP // 2
        height = round(peak * (middle - 12))
        if height:
            box = (left, middle - height, left + _BAR - 1, middle + height)
            pen.rectangle(box, fill=_SOUND)
    return picture
