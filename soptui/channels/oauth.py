"""Consent on the network's own page, from a program without a browser (OAuth 2.0, RFC 8628).

A person opens an address on any device, types a short code and says yes; meanwhile the program asks
whether they did. What it gets is renewed later without anybody (RFC 6749, 6).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.wire import TOKEN_PAUSE_S
from soptui.errors import Refused, TokenRefused, Unreachable
from soptui.i18n import _

if TYPE_CHECKING:
    import httpx

    from soptui.channels.connecting import Asking
    from soptui.channels.wire import Wire

BY_DEVICE: Final = "urn:ietf:params:oauth:grant-type:device_code"
SLOWER: Final = 5.0
"""Seconds by which the pauses grow each time when the network finds them too short."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a person's consent gave; all of it goes to the keyring. `ends_at` is ISO 8601, empty
    where the network does not say.
    """

    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    access: str = field(repr=False)
    ends_at: str = ""

    def to_text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))

    @classmethod
    def parse(cls, text: str) -> Grant:
        """What was kept. Raises TokenRefused where it cannot be read."""
        try:
            return cls(**{name: str(value) for name, value in json.loads(text).items()})
        except (ValueError, TypeError, AttributeError):
            raise TokenRefused(
                _("The token that was kept cannot be read; nothing was sent."),
                remedy=_("The administrator connects the channel anew; then it goes on by itself."),
                retry_after=TOKEN_PAUSE_S,
            ) from None

    def end(self) -> datetime | None:
        """When the consent ends; None where nothing was said."""
        return datetime.fromisoformat(self.ends_at) if self.ends_at else None


class Consent:
    """One program, known to the network by `client_id`, at one server for tokens."""

    def __init__(self, wire: Wire, client_id: str, *, scope: str) -> None:
        self._wire, self._client_id, self._scope = wire, client_id, scope

    def obtain(self, client_secret: str, asking: Asking) -> Grant:
        """Wait for a person's yes. Raises Refused when it is a no, or nobody says anything."""
        call = {"client_id": self._client_id, "scope": self._scope}
        begun = self._wire.answer("POST", "/device/code", data=call)
        if not begun.is_success:
            raise self._refused(begun)
        told = begun.json()
        asking.show(str(told["verification_url"]), str(told["user_code"]))
        pause, left = float(told.get("interval", 5)), float(told["expires_in"])
        while left > 0:
            asking.wait(pause)
            left -= pause
            try:
                answer = self._token(client_secret, grant_type=BY_DEVICE,
                                     device_code=told["device_code"])  # fmt: skip
            except Unreachable:  # the person on the other device notices nothing
                continue
            if answer.is_success:
                return _granted(Grant(client_secret, "", ""), answer)
            error = _error(answer)
            if error == "slow_down":
                pause += SLOWER
            elif error != "authorization_pending":
                raise self._refused(answer)
        raise Refused(_("Nobody has said yes in time."), remedy=_("Connect the channel once more."))

    def renewed(self, grant: Grant) -> Grant:
        """The same consent with another token. Raises TokenRefused when it was taken back or has
        ended, Unreachable.
        """
        answer = self._token(grant.client_secret, grant_type="refresh_token",
                             refresh_token=grant.refresh_token)  # fmt: skip
        if answer.is_success:
            return _granted(grant, answer)
        if answer.status_code in {400, 401, 403}:
            raise TokenRefused(
                _("{channel}: the consent was taken back or has ended; nothing was sent.").format(
                    channel=self._wire.label
                ),
                remedy=_("The administrator connects the channel anew; then it goes on by itself."),
                retry_after=TOKEN_PAUSE_S,
            )
        raise self._wire.failure(answer)

    def _token(self, client_secret: str, **call: str) -> httpx.Response:
        known = {"client_id": self._client_id, "client_secret": client_secret}
        return self._wire.answer("POST", "/token", data={**known, **call})

    def _refused(self, answer: httpx.Response) -> Exception:
        error = _error(answer)
        if error == "access_denied":
            return Refused(_("Somebody said no."), remedy=_("Connect the channel once more."))
        if error in {"invalid_client", "unauthorized_client", "invalid_scope"}:
            return Refused(
                _("{channel} does not know this client.").format(channel=self._wire.label),
                remedy=_("See that it is a client for “TVs and limited input devices”, and that "
                         "both parts were copied whole."),
            )  # fmt: skip
        return self._wire.failure(answer)


def _granted(grant: Grant, answer: httpx.Response) -> Grant:
    """`grant` with what the answer gives; a new refresh token where it gives one (RFC 6749, 6)."""
    told = answer.json()
    seconds = told.get("refresh_token_expires_in")
    return replace(
        grant,
        access=str(told["access_token"]),
        refresh_token=str(told.get("refresh_token") or grant.refresh_token),
        ends_at=_moment(answer, float(seconds)) if seconds else grant.ends_at,
    )


def _moment(answer: httpx.Response, seconds: float) -> str:
    """So long after the moment at which the server, by its own clock, said so."""
    try:
        said = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return ""
    return (said + timedelta(seconds=seconds)).isoformat()


def _error(answer: httpx.Response) -> Any:
    try:
        return answer.json().get("error")
    except (ValueError, AttributeError):
        return None
