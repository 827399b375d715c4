"""Everything that is to be known of one file, from one reading of it."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from soptui.errors import MediaError
from soptui.media.lenience import lenience
from soptui.media.probe import Probe, probe
from soptui.media.sha import file_sha256
from soptui.media.similarity import fingerprint
from soptui.media.source import sniff_source
from soptui.media.structure import is_complete
from soptui.media.thumbnail import save_thumbnail, small_picture
from soptui.sop.material import Hint, Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL.Image import Image

HELD_BYTES: Final = 96 << 20
"""Up to this size a file is read once and kept in memory while it is looked at."""


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
) -> Digest:
    """Hash the file, ask whether it is `wanted`, then probe it and make its thumbnail at the place
    that `thumbnail` names for its hash. `progress` is told the bytes read.

    `lenient`: a picture that is cut off is decoded as far as it goes. Raises OSError.
    """
    size = path.stat().st_size
    data = path.read_bytes() if size <= HELD_BYTES else None
    if data is None:
        sha256 = file_sha256(path, progress)
    else:
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
        progress(size)
    if size == 0:
        return Digest(sha256, size, reason="empty")
    if not wanted(sha256):
        return Digest(sha256, size)
    with lenience() if lenient else nullcontext():
        return _look(path, data, sha256, size, thumbnail)


def _look(
    path: Path, data: bytes | None, sha256: str, size: int, thumbnail: Callable[[str], Path]
) -> Digest:
    """What it is, and what it looks like."""
    media_type = sniff_source(path if data is None else data)
    if media_type is None:
        return Digest(sha256, size, reason="unsupported")
    try:
        facts = probe(path, data)
    except MediaError as error:
        return Digest(sha256, size, reason=_reason(path, error))
    try:
        picture = small_picture(path, facts, data)
    except MediaError as error:
        if facts.kind is Kind.PHOTO and not _too_large(error):
            return Digest(sha256, size, reason=_reason(path, error))
        picture = None  # a film or scan that is kept all the same
    if picture is None:
        return Digest(sha256, size, facts)
    save_thumbnail(picture, thumbnail(sha256))
    return Digest(sha256, size, facts, True, *_likeness(facts, picture))


def _likeness(facts: Probe, picture: Image) -> tuple[str, tuple[Hint, ...]]:
    """What photos and films look like; a page of text is like every other."""
    if facts.kind not in (Kind.PHOTO, Kind.VIDEO):
        return "", ()
    return fingerprint(picture.convert("L")), ()


def _reason(path: Path, error: MediaError) -> str:
    if _too_large(error):
        return "too_large"
    media_type = sniff_source(path)
    whole = media_type is not None and is_complete(path, media_type)
    return "damaged" if whole else "truncated"


def _too_large(error: MediaError) -> bool:
    cause = error.__cause__
    return isinstance(cause, MemoryError) or "DecompressionBomb" in type(cause).__name__
