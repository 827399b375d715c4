"""What channels have in common that post by themselves over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.channels.contract import ByProgram
from soptui.channels.of_network import OfNetwork

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soptui.channels.contract import Job
    from soptui.channels.social import Network
    from soptui.channels.wire import Wire
    from soptui.sop.manifest import MediaEntry, RenditionEntry


class Posting(OfNetwork, ByProgram):
    """One network, and the wire to it."""

    def __init__(self, network: Network, wire: Wire) -> None:
        super().__init__(network)
        self._wire = wire

    def files(self, job: Job) -> Iterator[tuple[MediaEntry, RenditionEntry, Path]]:
        """The approved files for this network, in their order."""
        for entry in job.manifest.media:
            for rendition in entry.renditions:
                if rendition.channel == self.name:
                    yield entry, rendition, job.shelf(rendition.sha256)
