"""Connecting to a network: what it has to know before the program posts there by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from soptui.errors import InvalidInput, Refused
from soptui.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

    import httpx

    from soptui.channels.contract import Channel
    from soptui.channels.social import Network

log = logging.getLogger(__name__)

GROUP: Final = "soptui.channels"
"""The entry points that name a `Plugin` each: the program's own, and those of other packages."""


@runtime_checkable
class Connected(Protocol):
    """A channel that can say whose account it is."""

    def check(self) -> str:
        """The account's name, after the network was asked; raises as channels do."""
        ...


@runtime_checkable
class Expiring(Protocol):
    """A channel that knows until when its token works."""

    def expires(self) -> datetime | None:
        """The moment, aware, as it was said last; None where nothing was said."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be typed; a secret goes to the keyring."""

    key: str
    label: str
    hint: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """The person who connects a channel: is shown an address to open and a code to type there;
    `wait` lets so many seconds pass, and raises Refused when they have gone away.
    """

    show: Callable[[str, str], None]
    wait: Callable[[float], None]


def _nobody(_seconds: float) -> None:
    raise Refused(_("Nobody is there to say yes."))


NOBODY: Final = Asking(lambda _address, _code: None, _nobody)

Connect = Callable[[Mapping[str, str], str, "httpx.BaseTransport | None"], "Channel"]
"""Takes the settings, the secret and a transport. Raises InvalidInput for what cannot work."""

Authorise = Callable[[Mapping[str, str], str, Asking, "httpx.BaseTransport | None"], str]
"""Takes the settings, the secret as it was typed, a person and a transport; the secret to be kept.

Raises Refused when they say no, and as channels do.
"""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One network that can be connected: what is asked, in that order, and the channel it then is.

    One of the `questions` has the key `secret`. `authorise` is a second step, where a person has to
    say yes on the network's own page. `fetches` says that the network takes its files from the
    office's website, which therefore needs a public address. `page` gives the address at which the
    account's posts are seen, from the settings and the account's name.
    """

    network: Network
    questions: tuple[Question, ...]
    connect: Connect
    authorise: Authorise | None = None
    fetches: bool = False
    page: Callable[[Mapping[str, str], str], str] | None = None


@cache
def plugins() -> Mapping[str, Plugin]:
    """Every network that can be connected, by its name. One that cannot be loaded is left out."""
    from importlib.metadata import entry_points

    found: dict[str, Plugin] = {}
    for entry in sorted(entry_points(group=GROUP)):
        try:
            plugin: Plugin = entry.load()
            found[plugin.network.name] = plugin
        except Exception:  # somebody else's code: the office's other channels go on
            log.exception("channel %s", entry.name)
    return found


def connect(
    channel: str,
    settings: Mapping[str, str],
    secret: str,
    *,
    transport: httpx.BaseTransport | None = None,
) -> Channel:
    """The channel as it posts by itself. Raises InvalidInput for what cannot be an address."""
    return plugins()[channel].connect(settings, secret, transport)


def server_address(typed: str) -> str:
    """The address of a server. Raises InvalidInput unless it is encrypted, or on this machine."""
    address = typed.strip().rstrip("/")
    address = address if "://" in address else f"https://{address}"
    local = address.startswith(("http://127.0.0.1:", "http://localhost:"))
    if not (address.startswith("https://") or local) or "@" in address or "." not in address:
        raise InvalidInput(
            _("This is not the address of a server."),
            remedy=_("Write it as it stands in a browser: https://dinas.example."),
        )
    return address
