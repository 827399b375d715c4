"""What a line does to one call out of many, and an outbox in small that lives through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import httpx

from soptui.channels.contract import Channel, Job, Receipt
from soptui.errors import Refused, Unknown, Unreachable

TRIES: Final = 6
PLAIN: Final = httpx.HTTPTransport(verify=False)


class Killed(BaseException):
    """The program ended here, as by `kill -9`: nothing after it is done."""


class Fault(StrEnum):
    """What becomes of the call. Where nothing else is said, the server never heard of it."""

    NO_NAME = "no such name"
    REFUSED = "connection refused"
    SLOW = "no connection in time"
    CUT = "sent, and cut before it was done"
    LOST = "done, and the answer lost"
    LATE = "done, and the answer too late"
    DONE_500 = "done, and 500 answered"
    SAYS_400 = "400"
    SAYS_401 = "401"
    SAYS_429 = "429"
    SAYS_503 = "503"
    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"


_RAISED: Final[Mapping[Fault, Callable[[str], httpx.TransportError]]] = {
    Fault.NO_NAME: httpx.ConnectError,
    Fault.REFUSED: httpx.ConnectError,
    Fault.SLOW: httpx.ConnectTimeout,
    Fault.CUT: httpx.WriteError,
    Fault.LOST: httpx.ReadError,
    Fault.LATE: httpx.ReadTimeout,
}
_DONE: Final = {Fault.LOST, Fault.LATE, Fault.DONE_500, Fault.KILLED_AFTER}


@dataclass
class Line(httpx.BaseTransport):
    """Lets the call number `at` (from 0) have its fault, once; all others pass."""

    at: int = -1
    fault: Fault = Fault.LOST
    inner: httpx.BaseTransport = PLAIN
    calls: list[str] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        number = len(self.calls)
        self.calls.append(f"{request.method} {request.url.path}")
        if number != self.at:
            return self.inner.handle_request(request)
        if self.fault in _DONE:
            answer = self.inner.handle_request(request)
            answer.read()
            answer.close()
        if self.fault in _RAISED:
            raise _RAISED[self.fault](self.fault)
        if self.fault in {Fault.KILLED_BEFORE, Fault.KILLED_AFTER}:
            raise Killed
        return httpx.Response(int(self.fault) if self.fault.isdigit() else 500)


def brought_out(channel: Channel, job: Job, act: Callable[[], Receipt] | None = None) -> Receipt:
    """What the outbox and, where it is refused, a person do until it stands there."""
    act = act or (lambda: channel.deliver(job))
    asks = False
    for _try in range(TRIES):
        if asks and isinstance(answer := channel.reconcile(job), Receipt):
            return answer
        try:
            return act()
        except (Unreachable, Refused):
            asks = False
        except (Unknown, Killed):
            asks = True
    msg = "it never stood there"
    raise AssertionError(msg)
