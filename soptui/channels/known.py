"""Every network that this program knows: its own, those of plug-ins, those that an office names."""

from __future__ import annotations

from typing import Final

from soptui.channels.connecting import plugins
from soptui.channels.social import NETWORKS, Network
from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.sop.step2_selection import WEBSITE

OTHER: Final = "other:"
"""Begins the name of a channel that an office has named: `other:Radio Bantul`."""
LONGEST: Final = 24
"""Characters of such a name: it has to fit beside the others."""


def networks() -> dict[str, Network]:
    """The program's own and those of plug-ins, by name."""
    return {**NETWORKS, **{name: plugin.network for name, plugin in plugins().items()}}


def network_of(name: str) -> Network | None:
    """The network called `name`; None for the website and for what nobody knows."""
    if name in NETWORKS:
        return NETWORKS[name]
    if name.startswith(OTHER):
        return Network(name, name.removeprefix(OTHER), 5000, 20, 1920, hosts=())
    return plugins()[name].network if name in plugins() else None


def is_social(name: str) -> bool:
    """Whether that channel is a social network.

    A release is published when the website and at least one of these have it (SOP step 4).
    """
    network = network_of(name)
    return network is not None and network.social


def is_website(name: str) -> bool:
    """Whether that channel is a website: it shows the release itself, no text of its own."""
    network = network_of(name)
    return name == WEBSITE or (network is not None and not network.social)


def named_channel(typed: str) -> str:
    """The name of a channel as an office calls it. Raises InvalidInput for what cannot be one."""
    label = " ".join(typed.split())
    if not 2 <= len(label) <= LONGEST or not label.isprintable():
        raise InvalidInput(
            _("A channel's name has 2 to {limit} characters.").format(limit=LONGEST),
            remedy=_("Shorten it; it is what people see in the list."),
        )
    if label.casefold() in {network.label.casefold() for network in networks().values()}:
        raise InvalidInput(_("The program knows {name} already.").format(name=label))
    return OTHER + label
