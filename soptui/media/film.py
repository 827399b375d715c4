"""What a film is: measured in the file itself, of which one picture is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import av

from soptui.media.pictures import Size
from soptui.media.streams import first_frame, open_stream, quarter_turns, real_video

if TYPE_CHECKING:
    from pathlib import Path

FPS: Final = (23, 60)
"""Pictures a second, at least and at most: within these every network takes a film."""
_PLAYED_PIXELS: Final = ("yuv420p", "yuvj420p")


class Film(NamedTuple):
    """`size` is as displayed, after `turns` quarter turns counter-clockwise; the codecs are called
    as FFmpeg calls them, `audio` is empty without sound; `weight` is in bytes. `seconds` and `fps`
    are None where the film does not say.
    """

    size: Size
    turns: int
    seconds: float | None
    fps: float | None
    video: str
    pixels: str
    audio: str
    container: str
    weight: int

    @property
    def plays_everywhere(self) -> bool:
        """Whether its pictures can go out as they are: H.264, upright, at a usual speed. AVI does
        not say when a picture is to be shown.
        """
        return (
            self.video == "h264"
            and self.pixels in _PLAYED_PIXELS
            and self.container != "avi"
            and self.turns == 0
            and (self.fps is None or FPS[0] <= self.fps <= FPS[1])
        )


def measure(path: Path) -> Film:
    """The film at `path`. Raises MediaError for what is none or is damaged; OSError."""
    with open_stream(path) as container:
        stream, sound = real_video(container), container.streams.audio[:1]
        frame = first_frame(container)
        size, turns = Size(frame.width, frame.height), quarter_turns(frame)
        rate = (stream.average_rate or stream.guessed_rate) if stream is not None else None
        return Film(
            size=Size(*size[::-1]) if turns % 2 else size,
            turns=turns,
            seconds=container.duration / av.time_base if container.duration else None,
            fps=float(rate) if rate else None,
            video=stream.codec_context.name if stream is not None else "",
            pixels=frame.format.name,
            audio=sound[0].codec_context.name if sound else "",
            container=container.format.name,
            weight=path.stat().st_size,
        )
