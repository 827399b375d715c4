"""What Meta's servers have in common (developers.facebook.com, as read on 2026-11-27).

They say no mostly with HTTP 400; what is meant stands in the code and subcode of the document, and
how long a limit lasts in a header.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.wire import LONGEST_WAIT_S, Verdict, Wire
from soptui.errors import ChannelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from soptui.channels.social import Network

VERSION: Final = "v26.0"
"""Of the Graph API: out since 29 July 2026; each version lasts two years at least."""
RATE_PAUSE_S: Final = 900.0
"""How long to wait where a limit is reached and the header does not say how long it lasts."""
LOOKED_THROUGH: Final = 40
"""Own posts that are looked through for one that may have gone out."""
SLACK: Final = timedelta(minutes=10)
"""By how much the server's clock may differ from ours."""

_TOKEN = {102, 190, 463, 467}
_PERMISSION = {3, 10, *range(200, 300)}
_RATE = {4, 17, 32, 341, 613, *range(80000, 80015)}
_TRANSIENT = {-1, 1, 2}

_SUBCODES: Final = {
    33: 404,  # no such thing, or none that this token may see
    1366051: 503,  # these photos stand in a post already: the channel has to be asked
    2207003: 424,  # fetching the file took too long
    2207008: 503,  # no such container, or it expired, or it was published
    2207027: 429,  # the container is still being worked on
    2207042: 429,  # as many posts as a day may have
    2207050: 403,  # the account is restricted
    2207052: 424,  # the file could not be fetched
}
"""What HTTP would have said, by the subcode; it goes before the code."""


def judge(answer: httpx.Response) -> Verdict:
    """What a no of the Graph API means."""
    error = _error(answer)
    code, subcode = error.get("code", 0), error.get("error_subcode", 0)
    status = _SUBCODES.get(subcode) or _status(code, error) or answer.status_code
    wait = 0.0
    if status == 429:
        wait = min(_regained(answer.headers.get("x-business-use-case-usage", "")), LONGEST_WAIT_S)
        wait = wait or RATE_PAUSE_S
    known = [str(number) for number in (code, subcode) if number]
    return Verdict(status, wait, "/".join(known))


def wire_to(network: Network, base: str, token: str, transport: httpx.BaseTransport | None) -> Wire:
    """The wire to one of Meta's servers; the token goes in a header, never in an address."""
    signed = {"Authorization": f"Bearer {token}"}
    return Wire(network.label, base, headers=signed, transport=transport, judge=judge)


def token_end(wire: Wire, token: str) -> datetime | None:
    """When the token ends; None for one that lasts, or where nobody says so."""
    try:
        told = wire.ask("GET", "/debug_token", params={"input_token": token}).data["data"]
    except ChannelError:
        return None
    moment = int(told.get("expires_at") or 0)
    return datetime.fromtimestamp(moment, UTC) if moment else None


def plain(text: str) -> str:
    """A text as it may come back: other blanks, and without the signs of mentions."""
    return " ".join(text.replace("@", "").split())


def made_after(post: Mapping[str, Any], field: str, moment: datetime) -> bool:
    """Whether a post was made at `moment` or later, as far as the clocks can say."""
    return datetime.fromisoformat(post[field]) >= moment - SLACK


def _status(code: Any, error: Mapping[str, Any]) -> int | None:
    if code in _TOKEN:
        return 401
    if code in _PERMISSION:
        return 403
    if code in _RATE:
        return 429
    return 503 if code in _TRANSIENT or error.get("is_transient") else None


def _error(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        found = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _regained(header: str) -> float:
    """Seconds until calls are taken again: the longest of what the header tells, in minutes."""
    try:
        usage = json.loads(header)
        minutes = [
            float(one.get("estimated_time_to_regain_access") or 0)
            for entries in usage.values()
            for one in entries
        ]
    except (ValueError, TypeError, AttributeError):
        return 0.0
    return max(minutes, default=0.0) * 60
