"""Uploads that go on where they broke off (developers.google.com/youtube/v3/guides/
using_resumable_upload_protocol).

A session is begun, and its address kept, before the first byte goes out. After any break the server
is asked how much it has; it alone knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from soptui.errors import Unreachable
from soptui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from soptui.channels.contract import Progress
    from soptui.channels.wire import Wire

GRAIN: Final = 256 * 1024
"""Every part but the last is a multiple of so many bytes."""
PART: Final = 16 * GRAIN
"""Bytes of one part: what a slow line brings up in half a minute."""
_MORE: Final = 308
"""What HTTP calls a permanent redirect means here: so far so good."""


def begin(wire: Wire, path: str, about: dict[str, Any], size: int, media_type: str) -> str:
    """The address of a new session for a file of `size` bytes; `about` is what it becomes."""
    headers = {"X-Upload-Content-Length": str(size), "X-Upload-Content-Type": media_type}
    answer = wire.answer("POST", path, json=about, headers=headers)
    if not answer.is_success:
        raise wire.failure(answer)
    session: str = answer.headers.get("location", "")
    if not wire.reaches(session):  # the token goes with every call: to nobody else's server
        raise _stuck(wire)
    return session


def send(
    wire: Wire, session: str, file: Path, progress: Progress, part_size: int = PART
) -> dict[str, Any]:
    """Bring up what the server lacks of `file`; what became of it. `progress` counts parts, and one
    more for what comes after.

    Raises Gone when the server does not know the session any more, else as `Wire.ask`.
    """
    size = file.stat().st_size
    answer = wire.answer("PUT", session, headers={"Content-Range": f"bytes */{size}"})
    before = -1
    with file.open("rb") as data:
        while answer.status_code == _MORE:
            there = _there(answer)
            if not before < there < size:
                raise _stuck(wire)
            progress(there // PART, parts(size) + 1)
            data.seek(there)
            part, before = data.read(part_size), there
            where = f"bytes {there}-{there + len(part) - 1}/{size}"
            answer = wire.answer("PUT", session, content=part, headers={"Content-Range": where})
    if not answer.is_success:
        raise wire.failure(answer)
    progress(parts(size), parts(size) + 1)
    made: dict[str, Any] = answer.json()
    return made


def parts(size: int) -> int:
    """In how many parts a file of so many bytes goes up."""
    return -(-size // PART)


def _there(answer: httpx.Response) -> int:
    """How many bytes the server has."""
    found = re.fullmatch(r"bytes=0-(\d+)", answer.headers.get("range", ""))
    return int(found[1]) + 1 if found else 0


def _stuck(wire: Wire) -> Unreachable:
    return Unreachable(
        _("{channel} does not go on with the upload; nothing was published.").format(
            channel=wire.label
        ),
        remedy=_("It is tried again by itself."),
    )
