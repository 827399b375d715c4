"""Whether what is to be made, and what was made, fits the channels that it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from soptui.channels.film_limits import original_problems
from soptui.channels.known import network_of
from soptui.channels.limits import submission_problems
from soptui.channels.social import FILMS, Network
from soptui.i18n import _
from soptui.paths import Home
from soptui.sop.manifest import Manifest
from soptui.sop.material import Kind
from soptui.sop.missing import Missing, require_nothing
from soptui.store.tables import Asset


def require_possible(channels: Iterable[str], assets: Iterable[Asset]) -> None:
    """Raise Incomplete, with a sentence for each film of which nothing can be made that its channel
    takes: better now than after minutes of encoding.
    """
    films = [(row.label, row.kind, row.duration_ms) for row in assets]
    found = [
        Missing("channels", sentence)
        for channel in channels
        if (network := network_of(channel)) is not None
        for sentence in impossible(network, films)
    ]
    require_nothing(found, _("A film does not fit its channel; nothing was made."))


def impossible(network: Network, films: Sequence[tuple[str, Kind, int | None]]) -> Iterator[str]:
    """What `network` cannot get of material, given in order by name, kind and duration in ms."""
    going = network.together([kind for _name, kind, _duration in films])
    for (name, kind, duration_ms), goes in zip(films, going, strict=True):
        if goes and kind in FILMS and duration_ms:
            yield from original_problems(network, name, duration_ms / 1000)


def require_fitting(home: Home, manifest: Manifest) -> None:
    """Raise Incomplete, with a sentence for each text and each file that a chosen channel would not
    take: better before the Head is asked than when it is sent.
    """
    networks = [network_of(entry.channel) for entry in manifest.channels]
    found = [
        Missing("channels", sentence)
        for network in networks
        if network is not None
        for sentence in submission_problems(network, manifest, home.rendition)
    ]
    require_nothing(found, _("Something does not fit its channel; nothing was submitted."))
