"""Where a picture comes from: a file, or its bytes when they have been read already."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from soptui.media.types import HEAD_BYTES, sniff, sniff_bytes

if TYPE_CHECKING:
    from typing import BinaryIO

    from soptui.media.types import MediaType

Source = Path | bytes


def sniff_source(source: Source) -> MediaType | None:
    """What it is by its content. Raises OSError."""
    return sniff(source) if isinstance(source, Path) else sniff_bytes(source[:HEAD_BYTES])


def stream_of(source: Source) -> Path | BinaryIO:
    """What Pillow opens."""
    return source if isinstance(source, Path) else io.BytesIO(source)
