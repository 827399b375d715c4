"""Videos and sound for the web: H.264 and AAC in MP4, MP3 as it is, and nothing else inside.

Streams that play everywhere are copied without loss; others are encoded anew. Only one picture and
one sound stream go over: no location atoms, no telemetry track, no cover picture. `progress` is
told the part done, 0 to 1, many times a second, and may raise to end it: then nothing is left.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import av

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.atomic import written_whole
from soptui.media.crop import Form
from soptui.media.film import measure
from soptui.media.film_weight import aim, lighter, too_heavy
from soptui.media.pictures import kept
from soptui.media.streams import open_stream, real_video
from soptui.media.transcode import AudioEncoder, Copier, VideoEncoder
from soptui.media.types import MP3, sniff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from av.container import InputContainer, OutputContainer

    from soptui.media.film import Film
    from soptui.media.film_weight import Aim
    from soptui.media.pictures import Size
    from soptui.media.transcode import Track

    Progress = Callable[[float], None]

WHOLE: Final = Form(1920)
"""A film for those who watch it on a desktop: nothing else is asked of it."""
_CLEAN: Final = {"fflags": "+bitexact"}  # no encoder's name, no time of writing
FASTSTART: Final = {**_CLEAN, "movflags": "+faststart"}
_NO_TAGS: Final = {**_CLEAN, "id3v2_version": "0", "write_id3v1": "0"}


def render_video(
    source: Path, dest: Path, form: Form = WHOLE, progress: Progress | None = None
) -> Size:
    """Write `source` as an MP4 in `form` that plays while it loads; the size it has there.

    H.264 and AAC that are upright and within `form` are copied; anything else is encoded, in two
    tries at most where there is a limit on bytes. Raises MediaError (damaged, no pictures, no
    encoder, too long to fit) and OSError.
    """
    film = measure(source)
    aimed = None if _fits(film, form) else aim(film, form)
    for _try in range(2):
        _write_video(source, dest, film, aimed, progress)
        weight = dest.stat().st_size
        if form.max_bytes is None or weight <= form.max_bytes:
            return aimed.size if aimed else film.size
        dest.unlink()
        aimed = lighter(film, form, aimed, weight) if aimed else aim(film, form)
    raise too_heavy(form)


def _fits(film: Film, form: Form) -> bool:
    return (
        film.plays_everywhere
        and max(film.size) <= form.long_edge
        and (form.max_bytes is None or film.weight <= form.max_bytes)
    )


def _write_video(source: Path, dest: Path, film: Film, aimed: Aim | None,
                 progress: Progress | None) -> None:  # fmt: skip
    """A copy, or what is aimed at."""
    with repacking(source, dest, "mp4", FASTSTART) as (given, output):
        tracks: dict[int, Track] = {}
        pictures = real_video(given)
        if pictures is not None:
            tracks[pictures.index] = (
                Copier(pictures, output)
                if aimed is None
                else VideoEncoder(pictures, output, film, aimed)
            )
        add_sound(given, output, tracks, aimed.sound_bits if aimed else None)
        send(given, output, tracks, progress)


def render_audio(source: Path, dest: Path, progress: Progress | None = None) -> None:
    """Write the sound of `source` to `dest`, whose suffix is what `audio_suffix` says.

    MP3 and AAC are copied, anything else becomes AAC. Raises MediaError, OSError.
    """
    mp3 = sniff(source) == MP3
    container, options = ("mp3", _NO_TAGS) if mp3 else ("ipod", FASTSTART)
    with repacking(source, dest, container, options) as (given, output):
        tracks: dict[int, Track] = {}
        if mp3 and given.streams.audio:
            tracks[given.streams.audio[0].index] = Copier(given.streams.audio[0], output)
        else:
            add_sound(given, output, tracks)
        send(given, output, tracks, progress)


def audio_suffix(source: Path) -> str:
    """The suffix of what `render_audio` makes of `source`: `.mp3` or `.m4a`."""
    return ".mp3" if sniff(source) == MP3 else ".m4a"


@contextmanager
def repacking(
    source: Path, dest: Path, container: str, options: dict[str, str]
) -> Iterator[tuple[InputContainer, OutputContainer]]:
    """The source and an empty container that becomes `dest` when the block ends well."""
    with open_stream(source) as given, written_whole(dest) as temporary:
        output = av.open(str(temporary), "w", format=container, options=options)
        try:
            yield given, output
        except BaseException:
            # What is thrown away need not have its index moved to the front, which takes long.
            temporary.unlink(missing_ok=True)
            with suppress(OSError):
                output.close()
            raise
        output.close()


def add_sound(given: InputContainer, output: OutputContainer, tracks: dict[int, Track],
               most_bits: int | None = None) -> None:  # fmt: skip
    """The first sound track; AAC is copied where it takes no more bits a second than that."""
    for stream in given.streams.audio[:1]:
        copied = stream.codec_context.name == "aac" and (
            most_bits is None or 0 < (stream.bit_rate or 0) <= most_bits * 1.1
        )
        tracks[stream.index] = (
            Copier(stream, output) if copied else AudioEncoder(stream, output, most_bits)
        )


def send(given: InputContainer, output: OutputContainer, tracks: dict[int, Track],
         progress: Progress | None) -> None:  # fmt: skip
    """Send every packet of the chosen tracks through, and tell how far it is."""
    if not tracks:
        raise MediaError(_("This recording has neither pictures nor sound."), remedy=kept())
    whole, part = (given.duration or 0) / av.time_base, 0.0
    for packet in given.demux([given.streams[index] for index in tracks]):
        for ready in tracks[packet.stream.index].feed(packet):
            output.mux(ready)
            if progress is not None:
                progress(part)
        if whole and packet.pts is not None and packet.time_base:
            part = max(part, min(1.0, float(packet.pts * packet.time_base) / whole))
    if progress is not None:
        progress(1.0)
