"""Everything that is to be known of one file, from one reading of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soptui.errors import MediaError
from soptui.media.probe import Probe, probe
from soptui.media.sha import file_sha256
from soptui.media.structure import is_complete
from soptui.media.thumbnail import make_thumbnail
from soptui.media.types import sniff
from soptui.sop.material import Hint, Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Digest:
    """`probe` is None for content that is known already, or that nothing can be made of; `reason`
    (a code of `inbox.reasons`) then says why.
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
    that `thumbnail` names for its hash. `progress` is told the bytes read. Raises OSError.
    """
    del lenient
    sha256, size = file_sha256(path, progress), path.stat().st_size
    if size == 0:
        return Digest(sha256, size, reason="empty")
    if not wanted(sha256):
        return Digest(sha256, size)
    media_type = sniff(path)
    if media_type is None:
        return Digest(sha256, size, reason="unsupported")
    broken = "damaged" if is_complete(path, media_type) else "truncated"
    try:
        facts = probe(path)
    except MediaError as error:
        return Digest(sha256, size, reason="too_large" if _too_large(error) else broken)
    try:
        return Digest(sha256, size, facts, make_thumbnail(path, facts, thumbnail(sha256)))
    except MediaError as error:
        if facts.kind is Kind.PHOTO and not _too_large(error):
            return Digest(sha256, size, reason=broken)
        return Digest(sha256, size, facts)


def _too_large(error: Exception) -> bool:
    cause = error.__cause__
    return isinstance(cause, MemoryError) or "DecompressionBomb" in type(cause).__name__
