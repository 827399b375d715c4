"""What every channel to a network knows of it, whoever does the posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.channels.limits import network_problems
from soptui.channels.post_url import post_receipt
from soptui.channels.text import clean

if TYPE_CHECKING:
    from soptui.channels.contract import Job, Receipt
    from soptui.channels.social import Network


class OfNetwork:
    """Name, rules and addresses of one network."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @property
    def name(self) -> str:
        return self._network.name

    @property
    def label(self) -> str:
        return self._network.label

    def text(self, job: Job) -> str:
        """The approved text as it goes out: of another website, the release itself."""
        if self._network.social:
            return clean(job.text_for(self.name) or "").strip()
        manifest = job.manifest
        parts = (manifest.title, manifest.lead, manifest.body)
        return clean("\n\n".join(part for part in parts if part)).strip()

    def problems(self, job: Job) -> list[str]:
        return network_problems(self._network, job)

    def accept_url(self, _job: Job, url: str) -> Receipt:
        """The receipt for a post that a person made or found there."""
        return post_receipt(self._network, url)
