"""Everything that is to be known of one file, from one reading of it."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from soptui.errors import MediaError
from soptui.media import similarity
from soptui.media.lenience import lenience
from soptui.media.pictures import is_picture, open_picture
from soptui.media.probe import Probe, picture_facts, probe
from soptui.media.sha import file_sha256, sha256_of
from soptui.media.structure import is_complete
from soptui.media.thumbnail import save_thumbnail, small_copy, small_picture
from soptui.media.types import HEAD_BYTES, MediaType, sniff_bytes
from soptui.sop.material import Hint, Kind, is_raw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL.Image import Image

HELD_BYTES: Final = 96 << 20
"""Up to this size a photo is read once and kept in memory while it is looked at. Films are not:
there is little of them to look at.
"""


@dataclass(frozen=True, slots=True)
class Digest:
    """`probe` is None for content that is known already, or that nothing can be made of; `reason`
    (a code of `inbox.reasons`) then says why. `fingerprint` and `hints` are as `media.similarity`
    has them.
    """

    sha256: str
    size: int
    probe: Probe | None = None
    has_thumbnail: bool = False
    fingerprint: str = ""
    hints: tuple[Hint, ...] = ()
    reason: str = ""


def digest(
    path: Path,
    thumbnail: Callable[[str], Path],
    wanted: Callable[[str], bool],
    progress: Callable[[int], None],
    *,
    lenient: bool = False,
    held: int = HELD_BYTES,
) -> Digest:
    """Hash the file, ask whether it is `wanted`, then probe it and make its thumbnail at the place
    that `thumbnail` names for its hash. `progress` is told the bytes read.

    `lenient`: a picture that is cut off is decoded as far as it goes. Raises OSError.
    """
    content = _read(path, progress, held)
    found = Digest(content.sha256, content.size)
    if content.size == 0:
        return replace(found, reason="empty")
    if not wanted(content.sha256):
        return found
    if content.media_type is None:
        return replace(found, reason="unsupported")
    try:
        with lenience() if lenient else nullcontext():
            facts, picture = _look(path, content, lambda part: progress(int(part * content.size)))
    except MediaError as error:
        return replace(found, reason=_reason(path, content.media_type, error))
    if picture is None:
        return replace(found, probe=facts)
    save_thumbnail(picture, thumbnail(content.sha256))
    fingerprint, hints = _likeness(facts, picture)
    return Digest(content.sha256, content.size, facts, True, fingerprint, hints)


class _Content(NamedTuple):
    """A file that has been read; `data` where it is held."""

    media_type: MediaType | None
    data: bytes | None
    sha256: str
    size: int


def _read(path: Path, progress: Callable[[int], None], held: int) -> _Content:
    with path.open("rb", buffering=0) as file:
        media_type = sniff_bytes(os.pread(file.fileno(), HEAD_BYTES, 0))
        is_photo = media_type is not None and media_type.kind is Kind.PHOTO
        if is_photo and os.fstat(file.fileno()).st_size <= held:
            data = file.readall()
            return _Content(media_type, data, sha256_of(data, progress), len(data))
    size = 0

    def tell(done: int) -> None:
        nonlocal size
        size = done
        progress(done)

    return _Content(media_type, None, file_sha256(path, tell), size)


def _look(
    path: Path, content: _Content, progress: Callable[[float], None]
) -> tuple[Probe, Image | None]:
    """What it is, and what it looks like. MediaError for what nothing can be made of."""
    facts, data, media_type = None, content.data, content.media_type
    try:
        if media_type is not None and is_picture(media_type) and not is_raw(media_type.mime):
            with open_picture(path if data is None else data) as image:
                facts = picture_facts(image, media_type)
                return facts, small_copy(image)
        facts = probe(path, data)
        return facts, small_picture(path, facts, data, progress)
    except MediaError as error:
        if facts is None or (_must_be_seen(facts) and not _too_large(error)):
            raise
        return facts, None


def _must_be_seen(facts: Probe) -> bool:
    """A photo that cannot be decoded is damaged; a film, a scan or a RAW is kept all the same."""
    return facts.kind is Kind.PHOTO and not is_raw(facts.media_type.mime)


def _likeness(facts: Probe, picture: Image) -> tuple[str, tuple[Hint, ...]]:
    """What photos and films look like; a page of text is like every other. A film's one frame says
    nothing of how sharp it is.
    """
    if facts.kind not in (Kind.PHOTO, Kind.VIDEO):
        return "", ()
    grey = picture.convert("L")
    hints = similarity.hints(grey) if facts.kind is Kind.PHOTO else ()
    return similarity.fingerprint(grey), hints


def _reason(path: Path, media_type: MediaType, error: MediaError) -> str:
    if _too_large(error):
        return "too_large"
    return "damaged" if is_complete(path, media_type) else "truncated"


def _too_large(error: MediaError) -> bool:
    cause = error.__cause__
    return isinstance(cause, MemoryError) or "DecompressionBomb" in type(cause).__name__
