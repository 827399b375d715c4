"""What a social network would not take of a release, in sentences, before anything is sent.

Files are measured as they lie on the shelf: what was made is what is asked about.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from soptui.channels.film_limits import film_problems
from soptui.channels.social import PICTURES
from soptui.i18n import _
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from soptui.channels.contract import Job
    from soptui.channels.social import Network
    from soptui.sop.manifest import Manifest, RenditionEntry

JPEG: Final = "image/jpeg"
MP4: Final = "video/mp4"
TYPES: Final = {
    Kind.PHOTO: {JPEG},
    Kind.DOCUMENT: {JPEG},
    Kind.VIDEO: {MP4},
    Kind.AUDIO: {MP4, "audio/mpeg", "audio/mp4"},
}
"""What goes out of which kind of material."""


class Fit(StrEnum):
    """How a text stands to its limit."""

    FITS = "fits"
    NEARLY = "nearly"
    """Little is left: somebody who types on should know."""
    OVER = "over"


NEARLY_FROM: Final = 90
"""Per cent of the limit."""


def fit_of(length: int, limit: int) -> Fit:
    """How `length` stands to `limit`."""
    if length > limit:
        return Fit.OVER
    return Fit.NEARLY if 100 * length >= NEARLY_FROM * limit else Fit.FITS


def kept(text: str, measure: Callable[[str], int], limit: int) -> int:
    """How many characters of `text`, from its beginning, the limit has room for."""
    if measure(text.strip()) <= limit:
        return len(text)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].lstrip()) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def network_problems(network: Network, job: Job) -> list[str]:
    """All of them, the text's first. A document counts as one picture: its pages are not opened."""
    return [
        *_title_problems(network, job.manifest.title.strip()),
        *(_text_problems(network, job) if network.social else release_problems(job.manifest)),
        *_media_problems(network, job),
        *file_problems(network, job.manifest, job.shelf),
    ]


def release_problems(manifest: Manifest) -> Iterator[str]:
    """What is missing of the release itself, which is what websites show."""
    if not manifest.title.strip():
        yield _("The title is empty.")
    if not (manifest.lead.strip() or manifest.body.strip()):
        yield _("The text is empty.")


def file_problems(
    network: Network, manifest: Manifest, shelf: Callable[[str], Path]
) -> Iterator[str]:
    """What is wrong with the files that were made for it; nothing about files not made yet."""
    for place, entry in enumerate(manifest.media, start=1):
        for one in entry.renditions:
            if one.channel != network.name:
                continue
            silent = not network.plays_sound and one.media_type.startswith("audio/")
            if silent or one.media_type not in TYPES.get(entry.kind, ()):
                yield _("File {n} is of a type that {channel} does not take.").format(
                    n=place, channel=network.label
                )
            elif one.media_type == JPEG:
                yield from _picture_problems(network, place, one, shelf(one.sha256))
            elif one.media_type == MP4:
                name = _("Film {n}").format(n=place)
                yield from film_problems(network, name, shelf(one.sha256))


def _picture_problems(
    network: Network, place: int, one: RenditionEntry, path: Path
) -> Iterator[str]:
    limit = network.max_bytes
    if limit is not None and (size := _size(path)) > limit:
        yield _("File {n} for {channel} has {size} bytes; at most {limit}.").format(
            n=place, channel=network.label, size=size, limit=limit
        )
    if max(one.width, one.height) > network.long_edge:
        yield _("File {n} for {channel} has {width} × {height} pixels; at most {limit}.").format(
            n=place, channel=network.label, width=one.width, height=one.height,
            limit=network.long_edge,
        )  # fmt: skip
    if network.ratios and not network.ratios.fit(one.width, one.height):
        yield _("File {n} is too narrow or too wide for {channel}.").format(
            n=place, channel=network.label
        )


def _size(path: Path) -> int:
    """Bytes; a file that is not there has none, and is missed elsewhere."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _title_problems(network: Network, title: str) -> Iterator[str]:
    limit = network.title_limit
    if limit is not None and len(title) > limit:
        yield _("The title has {length} characters; {channel} takes at most {limit}.").format(
            length=len(title), channel=network.label, limit=limit
        )


def _text_problems(network: Network, job: Job) -> Iterator[str]:
    text = job.text_for(network.name)
    if text is None or not text.strip():
        yield _("There is no text for {channel}.").format(channel=network.label)
        return
    length = network.measure(text.strip())
    limit = network.limit(entry.kind for entry in job.manifest.media)
    if length > limit:
        yield _(
            "The text for {channel} has {length} characters as {channel} counts; at most {limit}."
        ).format(channel=network.label, length=length, limit=limit)


def _media_problems(network: Network, job: Job) -> Iterator[str]:
    taken = [entry for entry in job.manifest.media if entry.kind in network.kinds]
    if len(taken) > network.media_limit:
        yield _(
            "{channel} takes at most {limit} files in one post; this release has {count}."
        ).format(channel=network.label, limit=network.media_limit, count=len(taken))
    if not taken and network.needs_media:
        sentence = (
            _("{channel} needs a video.")
            if not network.kinds & PICTURES
            else _("{channel} needs a photo or video.")
        )
        yield sentence.format(channel=network.label)
