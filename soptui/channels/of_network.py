"""What every channel to a social network knows of it, whoever does the posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.channels.limits import network_problems
from soptui.channels.post_url import post_receipt

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

    def problems(self, job: Job) -> list[str]:
        return network_problems(self._network, job)

    def accept_url(self, _job: Job, url: str) -> Receipt:
        """The receipt for a post that a person made or found there."""
        return post_receipt(self._network, url)
