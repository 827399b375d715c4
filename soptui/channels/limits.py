"""What a social network would not take of a release, in sentences, before anything is sent.

Files are measured as they lie on the shelf: what was made is what is asked about.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from soptui.channels.film_limits import film_problems
from soptui.channels.picture_limits import alt_problems, count_problems, picture_problems
from soptui.channels.social import PICTURES
from soptui.i18n import _
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from soptui.channels.contract import Job
    from soptui.channels.social import Network
    from soptui.sop.manifest import Manifest

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
    """Everything to be told of, the text's first."""
    return [
        *submission_problems(network, job.manifest, job.shelf),
        *count_problems(network, job.manifest),
    ]


def submission_problems(
    network: Network, manifest: Manifest, shelf: Callable[[str], Path]
) -> Iterator[str]:
    """What must not be laid before the Head, for the network would say no after it was signed."""
    yield from _title_problems(network, manifest.title.strip())
    yield from (_text_problems(network, manifest) if network.social else release_problems(manifest))
    yield from _media_problems(network, manifest)
    yield from alt_problems(network, manifest)
    yield from file_problems(network, manifest, shelf)


def release_problems(manifest: Manifest) -> Iterator[str]:
    """What is missing of the release itself, which is what websites show."""
    if not manifest.title.strip():
        yield _("The title is empty.")
    if not (manifest.lead.strip() or manifest.body.strip()):
        yield _("The text is empty.")


def file_problems(
    network: Network, manifest: Manifest, shelf: Callable[[str], Path]
) -> Iterator[str]:
    """What is wrong with the files that were made for it, in the order in which the public sees
    them; nothing about files not made yet.
    """
    count = 0
    for place, entry in enumerate(manifest.media, start=1):
        ours = [one for one in entry.renditions if one.channel == network.name]
        count += len(ours)
        for one in ours:
            page = _("Page {page} of file {n}") if entry.kind is Kind.DOCUMENT else _("File {n}")
            name = page.format(n=place, page=one.place)
            silent = not network.plays_sound and one.media_type.startswith("audio/")
            if silent or one.media_type not in TYPES.get(entry.kind, ()):
                yield _("{file} is of a type that {channel} does not take.").format(
                    file=name, channel=network.label
                )
            elif one.media_type == JPEG:
                yield from picture_problems(network, name, one, shelf(one.sha256))
            elif one.media_type == MP4:
                name = _("Film {n}").format(n=place)
                yield from film_problems(network, name, shelf(one.sha256))
    if count > network.media_limit:
        yield _("{count} files were made for {channel}; at most {limit} go into one post.").format(
            count=count, channel=network.label, limit=network.media_limit
        )


def _title_problems(network: Network, title: str) -> Iterator[str]:
    limit = network.title_limit
    if limit is not None and len(title) > limit:
        yield _("The title has {length} characters; {channel} takes at most {limit}.").format(
            length=len(title), channel=network.label, limit=limit
        )


def _text_problems(network: Network, manifest: Manifest) -> Iterator[str]:
    text = manifest.text_for(network.name)
    if text is None or not text.strip():
        yield _("There is no text for {channel}.").format(channel=network.label)
        return
    length = network.measure(text.strip())
    limit = network.limit(entry.kind for entry in manifest.media)
    if length > limit:
        yield _(
            "The text for {channel} has {length} characters as {channel} counts; at most {limit}."
        ).format(channel=network.label, length=length, limit=limit)


def _media_problems(network: Network, manifest: Manifest) -> Iterator[str]:
    if network.needs_media and not any(entry.kind in network.kinds for entry in manifest.media):
        sentence = (
            _("{channel} needs a video.")
            if not network.kinds & PICTURES
            else _("{channel} needs a photo or video.")
        )
        yield sentence.format(channel=network.label)
