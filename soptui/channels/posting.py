"""What channels have in common that post by themselves over HTTP."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from soptui.channels.contract import ByProgram
from soptui.channels.of_network import OfNetwork
from soptui.sop.picture_words import without_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soptui.channels.contract import Job, Receipt
    from soptui.channels.social import Network
    from soptui.channels.wire import Wire
    from soptui.sop.manifest import MediaEntry, RenditionEntry


BETWEEN: Final = "#"
"""In a handle, between what the network calls a post and its pictures."""


class Posting(OfNetwork, ByProgram):
    """One network, and the wire to it."""

    def __init__(self, network: Network, wire: Wire) -> None:
        super().__init__(network)
        self._wire = wire

    def noted(self, job: Job, post: str) -> str:
        """The handle of `post`, which also tells the pictures of one release from another's."""
        return f"{post}{BETWEEN}{self.pictures(job)}"

    def noted_in(self, earlier: Receipt) -> tuple[str, str]:
        """The post and its pictures; nothing where a person made it, whose address is all."""
        post, found, pictures = earlier.handle.partition(BETWEEN)
        return (post, pictures) if found else ("", "")

    def pictures(self, job: Job) -> str:
        """A short digest of what is seen of the files that go out with the text. Words inside them
        do not count, which change with a title: the networks take them out.
        """
        return short_digest(*(
            f"{entry.sha256} {without_words(rendition.recipe)} {rendition.place}"
            for entry, rendition, _path in self.files(job)
        ))  # fmt: skip

    def files(self, job: Job) -> Iterator[tuple[MediaEntry, RenditionEntry, Path]]:
        """The approved files for this network, in their order."""
        for entry in job.manifest.media:
            for rendition in entry.renditions:
                if rendition.channel == self.name:
                    yield entry, rendition, job.shelf(rendition.sha256)


def short_digest(*texts: str) -> str:
    """Tells these texts, in this order, from others."""
    return hashlib.sha256(repr(texts).encode()).hexdigest()[:12]
