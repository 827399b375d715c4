"""Everything that is to be known of one file, from one reading of it."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from soptui.errors import MediaError
from soptui.media.lenience import lenience
from soptui.media.pictures import is_picture, open_picture
from soptui.media.probe import Probe, picture_facts, probe
from soptui.media.sha import file_sha256, sha256_of
from soptui.media.similarity import fingerprint
from soptui.media.source import sniff_source
from soptui.media.structure import is_complete
from soptui.media.thumbnail import save_thumbnail, small_copy, small_picture
from soptui.sop.material import Hint, Kind, is_raw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL.Image import Image

    from soptui.media.types import MediaType

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
    held: int = HELD_BYTES,
) -> Digest:
    """Hash the file, ask whether it is `wanted`, then probe it and make its thumbnail at the place
    that `thumbnail` names for its hash. `progress` is told the bytes read.

    `lenient`: a picture that is cut off is decoded as far as it goes. Raises OSError.
    """
    data, sha256, size = _hashed(path, progress, held)
    if size == 0:
        return Digest(sha256, size, reason="empty")
    if not wanted(sha256):
        return Digest(sha256, size)
    source = path if data is None else data
    media_type = sniff_source(source)
    if media_type is None:
        return Digest(sha256, size, reason="unsupported")
    try:
        with lenience() if lenient else nullcontext():
            facts, picture = _look(path, data, media_type, lambda part: progress(int(part * size)))
    except MediaError as error:
        return Digest(sha256, size, reason=_reason(path, media_type, error))
    if picture is None:
        return Digest(sha256, size, facts)
    save_thumbnail(picture, thumbnail(sha256))
    return Digest(sha256, size, facts, True, *_likeness(facts, picture))


def _hashed(
    path: Path, progress: Callable[[int], None], held: int
) -> tuple[bytes | None, str, int]:
    """The content of a file up to `held` bytes, its hash and its size."""
    with path.open("rb", buffering=0) as file:
        if os.fstat(file.fileno()).st_size <= held:
            data = file.readall()
            return data, sha256_of(data, progress), len(data)
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done = count
        progress(count)

    return None, file_sha256(path, tell), done


def _look(
    path: Path, data: bytes | None, media_type: MediaType, progress: Callable[[float], None]
) -> tuple[Probe, Image | None]:
    """What it is, and what it looks like. MediaError for what nothing can be made of."""
    facts = None
    try:
        if is_picture(media_type) and not is_raw(media_type.mime):
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
    """What photos and films look like; a page of text is like every other."""
    if facts.kind not in (Kind.PHOTO, Kind.VIDEO):
        return "", ()
    return fingerprint(picture.convert("L")), ()


def _reason(path: Path, media_type: MediaType, error: MediaError) -> str:
    if _too_large(error):
        return "too_large"
    return "damaged" if is_complete(path, media_type) else "truncated"


def _too_large(error: MediaError) -> bool:
    cause = error.__cause__
    return isinstance(cause, MemoryError) or "DecompressionBomb" in type(cause).__name__
