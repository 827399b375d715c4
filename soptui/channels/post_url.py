"""The address that a person pastes after posting by hand: is it one of that network's posts?"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from soptui.channels.contract import Receipt
from soptui.errors import InvalidInput
from soptui.i18n import _

if TYPE_CHECKING:
    from soptui.channels.social import Network

LONGEST = 2048


def post_receipt(network: Network, pasted: str) -> Receipt:
    """The receipt for `pasted`, without what only tracks readers, so that equal posts are equal."""
    parts = _split(pasted.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    short = host in network.short_hosts
    if (
        network.hosts
        and not short
        and not any(host == known or host.endswith("." + known) for known in network.hosts)
    ):
        raise InvalidInput(
            _("That address is not on {channel}.").format(channel=network.label),
            remedy=_("Open the post on {host}, copy its link, and paste it here.").format(
                host=network.hosts[0]
            ),
        )
    segments = [part for part in parts.path.split("/") if part]
    query = [(key, value) for key, value in parse_qsl(parts.query) if key in network.keeps]
    if not (query or len(segments) >= (1 if short or not network.social else 2)):
        raise InvalidInput(
            _("That is the address of a profile or front page, not of a post."),
            remedy=_("Open the post itself, copy its link, and paste it here."),
        )
    path = "/" + "/".join(segments)
    address = path + (f"?{urlencode(sorted(query))}" if query else "")
    return Receipt(url=f"https://{host}{address}", handle=f"{host}{address}")


def _split(pasted: str) -> SplitResult:
    """The parts of a plain web address, or InvalidInput."""
    broken = InvalidInput(
        _("That is not a web address."),
        remedy=_("Paste the whole link of the post; it begins with https://."),
    )
    if not pasted.isascii() or not pasted.isprintable() or " " in pasted or len(pasted) > LONGEST:
        raise broken
    try:
        parts = urlsplit(pasted if "://" in pasted else f"https://{pasted}")
        port = parts.port
    except ValueError:
        raise broken from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or port:
        raise broken
    return parts
