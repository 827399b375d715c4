"""HTTP as publishing needs it: one try a call, and plain words for what is known after it.

There are two kinds of calls. What is *asked* may be asked again: reading, uploading a file that
nobody sees yet. What is *committed* cannot be taken back: where its answer is lost, nobody here
knows whether it was done (`Unknown`), and the channel has to be asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from soptui.errors import ChannelError, Refused, TokenRefused, Unknown, Unreachable
from soptui.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

    import httpx

TIMEOUT_S: Final = 30.0
TOKEN_PAUSE_S: Final = 600.0
"""How long a delivery waits when the token does not work: somebody has to connect anew."""
LONGEST_WAIT_S: Final = 24 * 3600.0

logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs addresses, and some hold a token


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that says yes."""

    status: int
    data: Any
    """The JSON document; None where the body is none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer that says no means, in the terms of HTTP; a wait in seconds, and what the
    server itself calls it.
    """

    status: int
    retry_after: float = 0.0
    code: str = ""


class Renewed(Protocol):
    """The token of an account, which changes with time."""

    def current(self) -> str: ...

    def instead_of(self, refused: str) -> str:
        """Another one. Raises Unreachable, TokenRefused."""
        ...


class Gone(Refused):
    """What was asked about is not there."""


class Wire:
    """Calls to one server. `label` is what people call the channel; `judge` reads the answers of
    servers that say no in a way of their own; `tokens` are for servers whose tokens are renewed.
    """

    def __init__(
        self,
        label: str,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        transport: httpx.BaseTransport | None = None,
        judge: Callable[[httpx.Response], Verdict] | None = None,
        tokens: Renewed | None = None,
    ) -> None:
        import httpx

        self.label = label
        self._judge = judge or plainly
        self._tokens = tokens
        self._client = httpx.Client(base_url=base_url, headers=headers, timeout=TIMEOUT_S,
                                    transport=transport, trust_env=False)  # fmt: skip

    def ask(self, method: str, path: str, **call: Any) -> Reply:
        """A call that may be made again.

        Raises Unreachable (try again later), Refused (the server says no for good), as Gone where
        it says that there is no such thing.
        """
        return self._call(method, path, call, committing=False)

    def commit(self, method: str, path: str, **call: Any) -> Reply:
        """A call that cannot be taken back.

        Raises Unknown where something went out and no answer came, else as `ask`.
        """
        return self._call(method, path, call, committing=True)

    def answer(self, method: str, path: str, **call: Any) -> httpx.Response:
        """Whatever the server answers to a call that may be made again, a yes or not.

        Raises Unreachable; TokenRefused where the token cannot be renewed.
        """
        return self._send(method, path, call, committing=False)

    def reaches(self, address: str) -> bool:
        """Whether a call to that address goes to this server, and to no other."""
        import httpx

        try:
            asked, ours = httpx.URL(address), self._client.base_url
        except httpx.InvalidURL:
            return False
        return (asked.scheme, asked.host, asked.port) == (ours.scheme, ours.host, ours.port)

    def _call(self, method: str, path: str, call: dict[str, Any], *, committing: bool) -> Reply:
        answer = self._send(method, path, call, committing=committing)
        if not answer.is_success:
            raise self.failure(answer, committing=committing)
        if answer.headers.get("content-type", "").startswith("text/html"):
            # a portal's or a maintenance page: nobody knows whether the server itself was reached
            raise self.unknown() if committing else self._unreachable()
        return Reply(answer.status_code, _json(answer))

    def _send(
        self, method: str, path: str, call: dict[str, Any], *, committing: bool
    ) -> httpx.Response:
        """One try; a second with another token where the first was refused: that did nothing."""
        if self._tokens is None:
            return self._try(method, path, call, committing=committing)
        token = self._tokens.current()
        answer = self._try(method, path, _signed(call, token), committing=committing)
        if answer.status_code == 401:
            token = self._tokens.instead_of(token)
            answer = self._try(method, path, _signed(call, token), committing=committing)
        return answer

    def _try(
        self, method: str, path: str, call: dict[str, Any], *, committing: bool
    ) -> httpx.Response:
        import httpx

        try:
            return self._client.request(method, path, **call)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as problem:
            raise self._unreachable() from problem
        except httpx.TransportError as problem:
            raise (self.unknown() if committing else self._unreachable()) from problem

    def failure(self, answer: httpx.Response, *, committing: bool = False) -> ChannelError:
        """What an answer that says no means."""
        verdict = self._judge(answer)
        status, wait = verdict.status, verdict.retry_after
        if status == 429:
            return self._too_much(wait)
        if status in {401, 403}:
            return TokenRefused(
                _("{channel} does not accept the token any more; nothing was sent.").format(
                    channel=self.label
                ),
                remedy=_("The administrator connects the channel anew; then it goes on by itself."),
                retry_after=TOKEN_PAUSE_S,
            )
        if status == 424:  # Failed Dependency (RFC 4918, 11.4)
            return Unreachable(
                _("{channel} could not fetch the files from the website; nothing was sent.").format(
                    channel=self.label
                ),
                remedy=_("See that everybody can open the website; it is tried again by itself."),
                retry_after=wait,
            )
        if status >= 500:
            return self.unknown() if committing else self._unreachable(wait)
        shown = f"{status}, {verdict.code}" if verdict.code else str(status)
        return (Gone if status in {404, 410} else Refused)(
            _("{channel} refused it (HTTP {status}).").format(channel=self.label, status=shown),
            remedy=_("See whether the text and the files keep its rules; then try again."),
        )

    def _unreachable(self, retry_after: float = 0.0) -> Unreachable:
        return Unreachable(
            _("{channel} cannot be reached now; nothing was sent.").format(channel=self.label),
            remedy=_("It is tried again by itself."),
            retry_after=retry_after,
        )

    def _too_much(self, retry_after: float) -> Unreachable:
        return Unreachable(
            _("{channel} takes no more for now; nothing was sent.").format(channel=self.label),
            remedy=_("It is tried again by itself."),
            retry_after=retry_after,
        )

    def unknown(self) -> Unknown:
        """Something went out, and nobody here knows what became of it."""
        return Unknown(
            _("The connection to {channel} broke after it was sent.").format(channel=self.label),
            remedy=_("The channel is asked whether it stands there."),
        )


def _signed(call: dict[str, Any], token: str) -> dict[str, Any]:
    return {**call, "headers": {**call.get("headers", {}), "Authorization": f"Bearer {token}"}}


def plainly(answer: httpx.Response) -> Verdict:
    """As HTTP says it."""
    return Verdict(answer.status_code, retry_after(answer))


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def retry_after(answer: httpx.Response) -> float:
    """Seconds, from either form of the header (RFC 9110, 10.2.3); 0 where there is none."""
    text = answer.headers.get("retry-after", "") or _in_body(answer)
    try:
        seconds = float(text)
    except ValueError:
        seconds = _until(text, answer.headers.get("date", ""))
    return min(max(seconds, 0.0), LONGEST_WAIT_S)


def _in_body(answer: httpx.Response) -> str:
    """Telegram says it in the document."""
    data = _json(answer)
    parameters = data.get("parameters", {}) if isinstance(data, dict) else {}
    return str(parameters.get("retry_after", "")) if isinstance(parameters, dict) else ""


def _until(text: str, now: str) -> float:
    moments: list[datetime] = []
    for one in (text, now):
        try:
            moments.append(parsedate_to_datetime(one))
        except ValueError:
            return 0.0
    return (moments[0] - moments[1]).total_seconds()
