"""All channels that this program knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.channels.assisted import Assisted
from soptui.channels.social import NETWORKS
from soptui.channels.website.channel import Website
from soptui.sop.step2_selection import WEBSITE

if TYPE_CHECKING:
    from soptui.channels.contract import Channel
    from soptui.paths import Home


def is_social(name: str) -> bool:
    """Whether that channel is a social network.

    A release is published when the website and at least one of these have it (SOP step 4).
    """
    return name in NETWORKS


def channels(home: Home, *, base_url: str = "") -> dict[str, Channel]:
    """Every channel by its name, the website first.

    `base_url` is the website's public address; without it, the office's own counts.
    """
    website: Channel = Website(home.site, base_url=base_url)
    social: dict[str, Channel] = {
        name: Assisted(network, home.kits) for name, network in NETWORKS.items()
    }
    return {WEBSITE: website, **social}
