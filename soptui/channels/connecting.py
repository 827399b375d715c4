"""What each network has to know before the program can post to it, and the channel it then is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from soptui.channels.social import NETWORKS
from soptui.errors import InvalidInput
from soptui.i18n import N_, _

if TYPE_CHECKING:
    import httpx

    from soptui.channels.contract import Channel

TELEGRAM_API = "https://api.telegram.org"


class Connected(Protocol):
    """A channel that can say whose account it is."""

    def check(self) -> str:
        """The account's name, after the network was asked; raises as channels do."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be typed; a secret goes to the keyring."""

    key: str
    label: str
    hint: str
    secret: bool = False


QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "mastodon": (
        Question("server", N_("Server"), "https://mastodon.social"),
        Question("secret", N_("Access token"), N_("Preferences, Development, New application"),
                 secret=True),
    ),
    "bluesky": (
        Question("server", N_("Server"), "https://bsky.social"),
        Question("identifier", N_("Account"), "dinas.bsky.social"),
        Question("secret", N_("App password"), N_("Settings, Privacy, App passwords"),
                 secret=True),
    ),
    "telegram": (
        Question("chat", N_("Channel"), "@dinas"),
        Question("secret", N_("Token of the bot"), N_("from @BotFather"), secret=True),
    ),
}  # fmt: skip
"""By channel, in the order in which it is asked."""


def connect(
    channel: str,
    settings: Mapping[str, str],
    secret: str,
    *,
    transport: httpx.BaseTransport | None = None,
) -> Channel:
    """The channel as it posts by itself. Raises InvalidInput for what cannot be an address."""
    from soptui.channels.bluesky import Bluesky
    from soptui.channels.mastodon import Mastodon
    from soptui.channels.telegram import Telegram
    from soptui.channels.wire import Wire

    network = NETWORKS[channel]
    if channel == "telegram":
        base = f"{settings.get('server') or TELEGRAM_API}/bot{secret}/"
        return Telegram(network, Wire(network.label, base, transport=transport), settings["chat"])
    base = _server(settings["server"])
    if channel == "bluesky":
        wire = Wire(network.label, base, transport=transport)
        return Bluesky(network, wire, settings["identifier"], secret)
    signed = {"Authorization": f"Bearer {secret}"}
    return Mastodon(network, Wire(network.label, base, headers=signed, transport=transport))


def _server(typed: str) -> str:
    """The address of a server. Raises InvalidInput unless it is encrypted, or on this machine."""
    address = typed.strip().rstrip("/")
    address = address if "://" in address else f"https://{address}"
    local = address.startswith(("http://127.0.0.1:", "http://localhost:"))
    if not (address.startswith("https://") or local) or "@" in address or "." not in address:
        raise InvalidInput(
            _("This is not the address of a server."),
            remedy=_("Write it as https://mastodon.social."),
        )
    return address
