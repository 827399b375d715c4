"""Whether what was made fits the channels that it was made for."""

from __future__ import annotations

from soptui.channels.known import network_of
from soptui.channels.limits import file_problems
from soptui.i18n import _
from soptui.paths import Home
from soptui.sop.manifest import Manifest
from soptui.sop.missing import Missing, require_nothing


def require_fitting(home: Home, manifest: Manifest) -> None:
    """Raise Incomplete, with a sentence for each file that a chosen channel would not take: better
    before the Head is asked than when it is sent.
    """
    networks = [network_of(entry.channel) for entry in manifest.channels]
    found = [
        Missing("channels", sentence)
        for network in networks
        if network is not None
        for sentence in file_problems(network, manifest, home.rendition)
    ]
    require_nothing(found, _("A file does not fit its channel; nothing was submitted."))
