"""Channels and their deliveries in words and shapes."""

from __future__ import annotations

from soptui.channels.known import network_of
from soptui.i18n import _
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import DeliveryState

DELIVERY_GLYPHS = {
    DeliveryState.WAITING: "·",
    DeliveryState.PREPARING: "▶",
    DeliveryState.SENDING: "▶",
    DeliveryState.PUBLISHED: "●",
    DeliveryState.FAILED: "✗",
    DeliveryState.POSTPONED: "=",
    DeliveryState.UNKNOWN: "▲",
    DeliveryState.ASSISTED: "▸",
}
"""A shape for each state; the word beside it says the same."""


def channel_name(channel: str) -> str:
    """What people call the channel."""
    if channel == WEBSITE:
        return _("Website")
    network = network_of(channel)
    return network.label if network else channel
