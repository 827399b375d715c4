"""Videos and sound opened safely, and what they say of themselves (PyAV).

The demuxer is named, never guessed: a text that looks like a playlist cannot make FFmpeg open other
files or addresses.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import av

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media import apple
from soptui.media.exif import Captured, camera_name
from soptui.media.pictures import MAX_PIXELS, kept
from soptui.media.types import sniff

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from av.container import InputContainer
    from av.video.frame import VideoFrame

_DEMUXERS: Final = {
    **dict.fromkeys(("mp4", "mov", "3gp", "m4a"), "mov"),
    **dict.fromkeys(("matroska", "webm"), "matroska"),
    **{name: name for name in ("avi", "wav", "mp3", "ogg", "amr")},
}
_DISK_FAULTS: Final = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)
_NEVER_SET: Final = datetime(1904, 1, 1, tzinfo=UTC)
"""The zero of an MP4 (ISO 14496-12): nobody wrote a time."""
_APPLE: Final = "com.apple.quicktime."


class Stream(NamedTuple):
    """What a recording says; sizes as displayed, 0 without pictures."""

    has_pictures: bool
    width: int
    height: int
    duration_ms: int | None
    captured: Captured
    camera: str
    has_gps: bool
    content_id: str


@contextmanager
def open_stream(path: Path) -> Iterator[InputContainer]:
    """The recording at `path`. Decoding errors inside the block count as its own.

    Raises MediaError for what is no recording, is damaged or cut off; OSError when the disk fails.
    """
    media_type = sniff(path)
    demuxer = _DEMUXERS.get(media_type.name) if media_type else None
    if demuxer is None:
        raise MediaError(_("This file is not a recording that can be played."), remedy=kept())
    try:
        with av.open(str(path.absolute()), format=demuxer, metadata_errors="replace") as container:
            yield container
    except OSError:
        raise
    except (av.FFmpegError, EOFError) as error:
        code = getattr(error, "errno", 0)
        if code in _DISK_FAULTS:  # FFmpeg has no class of its own for these
            raise OSError(code, os.strerror(code)) from error
        raise _damaged() from error


def describe(path: Path) -> Stream:
    """Headers, and the first picture or sound decoded to see that it can be."""
    with open_stream(path) as container:
        pictures = real_video(container)
        width = height = 0
        if pictures is not None:
            if pictures.width * pictures.height > MAX_PIXELS:
                raise _damaged()
            width, height = _displayed(first_frame(container))
        elif not container.streams.audio:
            raise _damaged()
        notes = dict(container.metadata)
        return Stream(
            has_pictures=pictures is not None,
            width=width,
            height=height,
            duration_ms=_duration_ms(container),
            captured=_captured(notes),
            camera=camera_name(*(_note(notes, _APPLE + key, key) for key in ("make", "model"))),
            has_gps=any("location" in key.lower() for key in notes),
            content_id=apple.clean(_note(notes, apple.QUICKTIME_KEY)),
        )


def real_video(container: InputContainer) -> av.VideoStream | None:
    """The first video stream that moves; a cover picture in a sound file is none."""
    for stream in container.streams.video:
        unknown = stream.codec_context is None  # nothing can be said of it, not even its size
        if not unknown and not stream.disposition & av.stream.Disposition.attached_pic:
            return stream
    return None


def first_frame(container: InputContainer) -> VideoFrame:
    """The next frame that can be decoded. MediaError when there is none."""
    stream = real_video(container)
    frame = next(container.decode(stream), None) if stream is not None else None
    if frame is None:
        raise _damaged()
    return frame


def quarter_turns(frame: VideoFrame) -> int:
    """How often to turn the frame left (counter-clockwise) by 90° to stand upright, 0 to 3."""
    return round(frame.rotation / 90) % 4


def _displayed(frame: VideoFrame) -> tuple[int, int]:
    size = (frame.width, frame.height)
    return size[::-1] if quarter_turns(frame) % 2 else size


def _duration_ms(container: InputContainer) -> int | None:
    """The container's duration, else the longest stream's; None for a live recording."""
    if container.duration:
        return round(container.duration * 1000 / av.time_base)
    lengths = [float(s.duration * s.time_base) for s in container.streams
               if s.duration and s.time_base]  # fmt: skip
    return round(max(lengths) * 1000) if lengths else None


def _captured(notes: Mapping[str, str]) -> Captured:
    """Apple's local time with its offset, else `creation_time`, which is UTC (ISO 14496-12)."""
    text = _note(notes, _APPLE + "creationdate", "creation_time")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return Captured(None, zone_known=False)
    if moment.tzinfo is None or moment == _NEVER_SET:
        return Captured(None, zone_known=False)
    return Captured(moment, zone_known=True)


def _note(notes: Mapping[str, str], *keys: str) -> str:
    """The first of `keys` that the recording carries."""
    return next((notes[key] for key in keys if notes.get(key)), "")


def _damaged() -> MediaError:
    return MediaError(_("This recording is damaged or cut off."), remedy=kept())
