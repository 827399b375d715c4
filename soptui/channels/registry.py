"""All channels that this program knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.channels.assisted import Assisted
from soptui.channels.known import network_of, networks
from soptui.channels.website.channel import Website
from soptui.errors import Refused
from soptui.i18n import _
from soptui.sop.step2_selection import WEBSITE

if TYPE_CHECKING:
    from soptui.channels.contract import Channel
    from soptui.paths import Home


def channels(home: Home, *, base_url: str = "") -> dict[str, Channel]:
    """Every channel by its name, the website first; the others as a person posts to them.

    `base_url` is the website's public address; without it, the office's own counts.
    """
    website: Channel = Website(home.site, base_url=base_url, theme=home.theme)
    social: dict[str, Channel] = {
        name: Assisted(network, home.kits) for name, network in networks().items()
    }
    return {WEBSITE: website, **social}


def require_by_hand(home: Home, name: str) -> Channel:
    """The same, or Refused where a person cannot do it either."""
    channel = by_hand(home, name)
    if channel is None:
        raise Refused(_("Nobody posts to this channel by hand."))
    return channel


def by_hand(home: Home, name: str) -> Channel | None:
    """The channel called `name` as a person posts to it; None where nobody knows it."""
    network = network_of(name)
    return None if network is None else Assisted(network, home.kits)
