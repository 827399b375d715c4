"""What channels have in common that post by themselves over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.channels.contract import ByProgram
from soptui.channels.limits import network_problems
from soptui.channels.post_url import post_receipt
from soptui.channels.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soptui.channels.contract import Job, Receipt
    from soptui.channels.social import Network
    from soptui.channels.wire import Wire
    from soptui.sop.manifest import MediaEntry, RenditionEntry


class Posting(ByProgram):
    """One network, and the wire to it."""

    def __init__(self, network: Network, wire: Wire) -> None:
        self._network, self._wire = network, wire

    @property
    def name(self) -> str:
        return self._network.name

    @property
    def label(self) -> str:
        return self._network.label

    def problems(self, job: Job) -> list[str]:
        return network_problems(self._network, job)

    def accept_url(self, _job: Job, url: str) -> Receipt:
        """The receipt for a post that a person found there, where the program cannot know."""
        return post_receipt(self._network, url)

    def text(self, job: Job) -> str:
        """The approved text as it goes out."""
        return clean(job.text_for(self.name) or "").strip()

    def files(self, job: Job) -> Iterator[tuple[MediaEntry, RenditionEntry, Path]]:
        """The approved files for this network, in their order."""
        for entry in job.manifest.media:
            for rendition in entry.renditions:
                if rendition.channel == self.name:
                    yield entry, rendition, job.shelf(rendition.sha256)
