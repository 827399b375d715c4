"""Videos and sound for the web: H.264 and AAC in MP4, MP3 as it is, and nothing else inside.

Streams that browsers play are copied without loss; others are encoded anew. Only one picture and
one sound stream go over: no location atoms, no telemetry track, no cover picture.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import av

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.atomic import written_whole
from soptui.media.pictures import kept
from soptui.media.streams import first_frame, open_stream, quarter_turns, real_video
from soptui.media.transcode import AudioEncoder, Copier, VideoEncoder
from soptui.media.types import MP3, sniff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from av.container import InputContainer, OutputContainer

    from soptui.media.transcode import Track

    Progress = Callable[[float], None]

_BROWSER_PIXELS: Final = ("yuv420p", "yuvj420p")
_CLEAN: Final = {"fflags": "+bitexact"}  # no encoder's name, no time of writing
_FASTSTART: Final = {**_CLEAN, "movflags": "+faststart"}
_NO_TAGS: Final = {**_CLEAN, "id3v2_version": "0", "write_id3v1": "0"}


def render_video(source: Path, dest: Path, progress: Progress | None = None) -> None:
    """Write `source` as an MP4 that plays while it loads.

    H.264 and AAC are copied; anything else is encoded, upright and at most 1920 px. `progress` is
    called with the part done, 0 to 1. Raises MediaError (damaged, no pictures, no encoder) and
    OSError.
    """
    turns = _turns(source)
    with _repacking(source, dest, "mp4", _FASTSTART) as (given, output):
        tracks: dict[int, Track] = {}
        pictures = real_video(given)
        if pictures is not None:
            copied = _browser_video(given, pictures)
            tracks[pictures.index] = (
                Copier(pictures, output) if copied else VideoEncoder(pictures, output, turns)
            )
        _add_sound(given, output, tracks)
        _run(given, output, tracks, progress)


def render_audio(source: Path, dest: Path, progress: Progress | None = None) -> None:
    """Write the sound of `source` to `dest`, whose suffix is what `audio_suffix` says.

    MP3 and AAC are copied, anything else becomes AAC. Raises MediaError, OSError.
    """
    mp3 = sniff(source) == MP3
    container, options = ("mp3", _NO_TAGS) if mp3 else ("ipod", _FASTSTART)
    with _repacking(source, dest, container, options) as (given, output):
        tracks: dict[int, Track] = {}
        if mp3 and given.streams.audio:
            tracks[given.streams.audio[0].index] = Copier(given.streams.audio[0], output)
        else:
            _add_sound(given, output, tracks)
        _run(given, output, tracks, progress)


def audio_suffix(source: Path) -> str:
    """The suffix of what `render_audio` makes of `source`: `.mp3` or `.m4a`."""
    return ".mp3" if sniff(source) == MP3 else ".m4a"


@contextmanager
def _repacking(
    source: Path, dest: Path, container: str, options: dict[str, str]
) -> Iterator[tuple[InputContainer, OutputContainer]]:
    """The source and an empty container that becomes `dest` when the block ends well."""
    with (
        open_stream(source) as given,
        written_whole(dest) as temporary,
        av.open(str(temporary), "w", format=container, options=options) as output,
    ):
        yield given, output


def _turns(source: Path) -> int:
    with open_stream(source) as given:
        return quarter_turns(first_frame(given))


def _browser_video(given: InputContainer, stream: av.VideoStream) -> bool:
    """Whether every browser plays it as it is. AVI does not say when a frame is to be shown."""
    context = stream.codec_context
    return (
        context.name == "h264" and context.pix_fmt in _BROWSER_PIXELS and given.format.name != "avi"
    )


def _add_sound(given: InputContainer, output: OutputContainer, tracks: dict[int, Track]) -> None:
    for stream in given.streams.audio[:1]:
        copied = stream.codec_context.name == "aac"
        tracks[stream.index] = Copier(stream, output) if copied else AudioEncoder(stream, output)


def _run(given: InputContainer, output: OutputContainer, tracks: dict[int, Track],
         progress: Progress | None) -> None:  # fmt: skip
    """Send every packet of the chosen tracks through, and tell how far it is."""
    if not tracks:
        raise MediaError(_("This recording has neither pictures nor sound."), remedy=kept())
    whole = (given.duration or 0) / av.time_base
    for packet in given.demux([given.streams[index] for index in tracks]):
        output.mux(list(tracks[packet.stream.index].feed(packet)))
        if progress is not None and whole and packet.pts is not None and packet.time_base:
            progress(min(1.0, max(0.0, float(packet.pts * packet.time_base) / whole)))
    if progress is not None:
        progress(1.0)
