"""What an asset is, in one frozen record that travels between processes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.raw_notes import HEAD_BYTES
from soptui.media.source import Source, sniff_source
from soptui.media.types import TIFF, MediaType
from soptui.sop.material import Kind, is_raw

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Probe:
    """The facts of one file.

    `width` and `height` are pixels as displayed (orientation and rotation applied), for a document
    those of its first page in points, 0 for audio. `captured_at` is aware; when the device did not
    say its zone the office's was assumed and `captured_zone_known` is False. `pages` is None for
    what has no pages, and for a document that cannot be opened (a password, a broken table): such a
    one is an asset without a preview.
    """

    kind: Kind
    media_type: MediaType
    width: int = 0
    height: int = 0
    duration_ms: int | None = None
    captured_at: datetime | None = None
    captured_zone_known: bool = False
    camera: str = ""
    has_gps: bool = False
    content_id: str = ""
    """What an Apple device writes into both halves of a Live Photo."""
    pages: int | None = None


def probe(path: Path, data: bytes | None = None) -> Probe:
    """Look into the file at `path`; its name does not matter. `data` is its whole content where
    that has been read already.

    Raises MediaError for a type that is not taken, a damaged or cut file, or a bomb; OSError when
    the disk fails.
    """
    media_type = sniff_source(path if data is None else data)
    if media_type is None:
        raise MediaError(
            _("This type of file is not taken."),
            remedy=_("The original was kept. Bring photos, videos, audio, PDF or TIFF."),
        )
    if media_type.kind is Kind.PHOTO:
        return _picture(path if data is None else data, media_type)
    if media_type.kind is Kind.SIDECAR:
        return Probe(kind=media_type.kind, media_type=media_type)
    if media_type.kind is Kind.DOCUMENT:
        return _document(path, media_type)
    return _stream(path, media_type)


def _picture(source: Source, media_type: MediaType) -> Probe:
    from soptui.media.pictures import open_picture

    if is_raw(media_type.mime):
        return raw_facts(source, media_type)
    with open_picture(source) as image:
        return picture_facts(image, media_type)


def raw_facts(source: Source, media_type: MediaType) -> Probe:
    """What the head of a RAW says, and its size where LibRaw can tell it."""
    from soptui.media import exif, raw
    from soptui.media.raw_notes import raw_notes

    width = height = 0
    with suppress(MediaError):  # kept all the same: what nobody can show can still be handed on
        width, height = raw.shape(source)
    notes = raw_notes(_head(source))
    captured = exif.captured(notes)
    return Probe(
        kind=media_type.kind,
        media_type=media_type,
        width=width,
        height=height,
        captured_at=captured.at,
        captured_zone_known=captured.zone_known,
        camera=exif.camera(notes),
        has_gps=exif.has_gps(notes),
    )


def _head(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source[:HEAD_BYTES]
    with source.open("rb") as file:
        return file.read(HEAD_BYTES)


def picture_facts(image: Image, media_type: MediaType) -> Probe:
    """The facts of a picture that is open, before it is decoded."""
    from soptui.media import apple, exif
    from soptui.media.pictures import displayed_size, tags

    notes = tags(image)
    pages = getattr(image, "n_frames", 1) if media_type == TIFF else None
    size = displayed_size(image, notes)
    captured = exif.captured(notes)
    return Probe(
        kind=Kind.DOCUMENT if (pages or 1) > 1 else media_type.kind,
        media_type=media_type,
        width=size.width,
        height=size.height,
        captured_at=captured.at,
        captured_zone_known=captured.zone_known,
        camera=exif.camera(notes),
        has_gps=exif.has_gps(notes),
        content_id=apple.content_id(image.info.get("exif") or b""),
        pages=pages,
    )


def _document(path: Path, media_type: MediaType) -> Probe:
    from soptui.media.documents import describe

    shape = describe(path)
    return Probe(
        kind=media_type.kind,
        media_type=media_type,
        width=shape.width,
        height=shape.height,
        pages=shape.pages,
    )


def _stream(path: Path, media_type: MediaType) -> Probe:
    from soptui.media.streams import describe

    stream = describe(path)
    return Probe(
        kind=Kind.VIDEO if stream.has_pictures else Kind.AUDIO,
        media_type=media_type,
        width=stream.width,
        height=stream.height,
        duration_ms=stream.duration_ms,
        captured_at=stream.captured.at,
        captured_zone_known=stream.captured.zone_known,
        camera=stream.camera,
        has_gps=stream.has_gps,
        content_id=stream.content_id,
    )
