"""What a network would not take of a picture or a page, and of the words beside it.

Files are opened as they lie on the shelf: what was made counts, not what is listed of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.channels.social import utf16_units
from soptui.i18n import _
from soptui.media.jpeg import jpeg_size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soptui.channels.social import Network
    from soptui.sop.manifest import Manifest, RenditionEntry


def picture_problems(network: Network, name: str, one: RenditionEntry, path: Path) -> Iterator[str]:
    """What is wrong with one file; `name` begins a sentence. Nothing where it is not there: that is
    missed elsewhere.
    """
    try:
        weight, size = path.stat().st_size, jpeg_size(path)
    except OSError:
        return
    if size is None:
        yield _("{file} for {channel} is no picture any more.").format(
            file=name, channel=network.label
        )
        return
    limit = network.max_bytes
    if limit is not None and weight > limit:
        yield _("{file} for {channel} has {size} bytes; at most {limit}.").format(
            file=name, channel=network.label, size=weight, limit=limit
        )
    if size != (one.width, one.height):
        yield _("{file} for {channel} is another picture than the one that was made.").format(
            file=name, channel=network.label
        )
    if max(size) > network.long_edge:
        yield _("{file} for {channel} has {width} × {height} pixels; at most {limit}.").format(
            file=name, channel=network.label, width=size[0], height=size[1],
            limit=network.long_edge,
        )  # fmt: skip
    if network.ratios and not network.ratios.fit(*size):
        yield _("{file} is too narrow or too wide for {channel}.").format(
            file=name, channel=network.label
        )


def alt_problems(network: Network, manifest: Manifest) -> Iterator[str]:
    """What is wrong with the words for readers who cannot see a file: the alternative text, and
    where there is none the caption.
    """
    for place, entry in enumerate(manifest.media, start=1):
        if entry.kind not in network.kinds:
            continue
        told = entry.alt_text.strip() or entry.caption.strip()
        if network.alt_required and not told:
            yield _("{channel} wants an alternative text for file {n}.").format(
                channel=network.label, n=place
            )
        length, limit = utf16_units(told), network.alt_limit
        if limit is not None and length > limit:
            sentence = (
                _("The alternative text of file {n} has {length} characters; {channel} takes at"
                  " most {limit}.")
                if entry.alt_text.strip()
                else _("The caption of file {n} has {length} characters; {channel} takes at most"
                       " {limit} as an alternative text.")
            )  # fmt: skip
            yield sentence.format(n=place, length=length, channel=network.label, limit=limit)


def count_problems(network: Network, manifest: Manifest) -> Iterator[str]:
    """What does not go out because a post takes only so many, or nothing else beside a film: told,
    but no fault of the release. Pages count one by one, as they are posted.
    """
    going = network.together([entry.kind for entry in manifest.media])
    left_out = [
        str(place)
        for place, entry in enumerate(manifest.media, start=1)
        if entry.kind in network.kinds and not going[place - 1]
    ]
    if left_out:
        yield _(
            "A post of {channel} has either pictures or one film, as its first file is; left out: "
            "file {files}."
        ).format(channel=network.label, files=", ".join(left_out))
    pages = [
        (place, page)
        for place, entry in enumerate(manifest.media, start=1)
        if going[place - 1]
        for page in range(1, max((one.place for one in entry.renditions), default=1) + 1)
    ]
    if len(pages) > network.media_limit:
        place, page = pages[network.media_limit]
        left = _("file {n}") if page == 1 else _("page {page} of file {n}")
        yield _(
            "{channel} takes at most {limit} files in one post; this release has {count}. From"
            " {file} on nothing goes there."
        ).format(channel=network.label, limit=network.media_limit, count=len(pages),
                 file=left.format(n=place, page=page))  # fmt: skip
