"""What a social network would not take of a release, in sentences, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.i18n import _
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soptui.channels.contract import Job
    from soptui.channels.social import Network


def network_problems(network: Network, job: Job) -> list[str]:
    """All of them, the text's first. A document counts as one picture: its pages are not opened."""
    return [*_text_problems(network, job.text_for(network.name)), *_media_problems(network, job)]


def _text_problems(network: Network, text: str | None) -> Iterator[str]:
    if text is None or not text.strip():
        yield _("There is no text for {channel}.").format(channel=network.label)
        return
    length = network.measure(text.strip())
    if length > network.text_limit:
        yield _(
            "The text for {channel} has {length} characters as {channel} counts; at most {limit}."
        ).format(channel=network.label, length=length, limit=network.text_limit)


def _media_problems(network: Network, job: Job) -> Iterator[str]:
    taken = [entry for entry in job.manifest.media if entry.kind in network.kinds]
    if len(taken) > network.media_limit:
        yield _(
            "{channel} takes at most {limit} files in one post; this release has {count}."
        ).format(channel=network.label, limit=network.media_limit, count=len(taken))
    if not taken and network.needs_media:
        sentence = (
            _("{channel} needs a video.")
            if network.kinds == {Kind.VIDEO}
            else _("{channel} needs a photo or video.")
        )
        yield sentence.format(channel=network.label)
