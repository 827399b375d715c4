"""The small picture of an asset that every screen shows, made once, when it comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PIL import Image

from soptui.errors import MediaError
from soptui.media.documents import open_pdf, page_picture
from soptui.media.pictures import fitted, open_picture, quick_copy, save_jpeg
from soptui.media.types import PDF
from soptui.media.waveform import waveform
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from soptui.media.probe import Probe

    Progress = Callable[[float], None]

LONG_EDGE: Final = 480
SMALLEST, LARGEST = 400, 800
"""A JPEG's 1/8, 1/4 or 1/2 between these stays as it is: resizing costs more than it saves."""
_QUALITY: Final = 80
_LATEST_POSTER_MS: Final = 3000


def make_thumbnail(path: Path, probe: Probe, dest: Path) -> bool:
    """Write the thumbnail of `path` to `dest`; False when there is nothing to show."""
    picture = small_picture(path, probe)
    if picture is not None:
        save_thumbnail(picture, dest)
    return picture is not None


def save_thumbnail(picture: Image.Image, dest: Path) -> None:
    """Write a small picture as a JPEG, whole or not at all."""
    save_jpeg(picture, dest, quality=_QUALITY)


def small_picture(
    path: Path, probe: Probe, data: bytes | None = None, progress: Progress | None = None
) -> Image.Image | None:
    """What `path` looks like, small; None when there is nothing to show.

    The long edge is 400 to 800 px, less for a small original; upright, sRGB, without metadata. A
    photo is decoded to its end, so a cut one raises MediaError. `data` is the file's content where
    that has been read already. Of sound it is the waveform, of which `progress` is told the part
    done, 0 to 1. A document that does not open has no picture, nor have notes.
    """
    if probe.kind is Kind.SIDECAR:
        return None
    if probe.kind is Kind.AUDIO:
        return waveform(path, progress)
    if probe.kind is Kind.VIDEO:
        return _poster(path, probe.duration_ms or 0)
    if probe.media_type == PDF:
        if probe.pages is None:
            return None
        with open_pdf(path) as document:
            return page_picture(document, 0, LONG_EDGE)
    with open_picture(path if data is None else data) as image:
        return small_copy(image)


def small_copy(image: Image.Image) -> Image.Image:
    """A picture that is open, small. To be called inside `open_picture`."""
    return quick_copy(image, LONG_EDGE, SMALLEST, LARGEST)


def _poster(path: Path, duration_ms: int) -> Image.Image:
    """A frame about a tenth into the video, at most three seconds: the first is often black."""
    from soptui.media import streams

    with streams.open_stream(path) as container:
        container.seek(min(duration_ms // 10, _LATEST_POSTER_MS) * 1000)  # µs, to a key frame
        try:
            frame = streams.first_frame(container)
        except (MediaError, EOFError):  # nothing behind that point: take the first
            container.seek(0)
            frame = streams.first_frame(container)
        size = fitted((frame.width, frame.height), LONG_EDGE)
        picture: Image.Image = frame.to_image(**size._asdict())  # type: ignore[no-untyped-call]
        for _turn in range(streams.quarter_turns(frame)):
            picture = picture.transpose(Image.Transpose.ROTATE_90)
        return picture
