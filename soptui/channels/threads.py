"""Threads (developers.facebook.com/docs/threads). Posts can be taken down, not changed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, ClassVar, Final

from soptui.channels.connecting import Plugin, Question
from soptui.channels.containers import Words
from soptui.channels.fetching import Fetching
from soptui.channels.graph import token_end, wire_to
from soptui.channels.social import NETWORKS
from soptui.channels.wire import Gone
from soptui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import httpx

    from soptui.channels.contract import Job, Receipt

API: Final = "https://graph.threads.net/v1.0"


class Threads(Fetching):
    """One account."""

    words: ClassVar = Words(
        containers="threads", publish="threads_publish", posts="threads",
        quota="threads_publishing_limit", status="status", text="text",
        picture="IMAGE", film="VIDEO",
    )  # fmt: skip

    @property
    def withdraws(self) -> bool:
        return True

    def withdraw(self, job: Job, earlier: Receipt) -> None:
        if not earlier.handle.isdecimal():  # a person made it, whose pasted address is all
            super().withdraw(job, earlier)
        with contextlib.suppress(Gone):
            self._wire.ask("DELETE", f"/{earlier.handle}")

    def _token_end(self) -> datetime | None:
        return token_end(self._wire, self._token)


def _connect(
    settings: Mapping[str, str], secret: str, transport: httpx.BaseTransport | None
) -> Threads:
    network = NETWORKS["threads"]
    wire = wire_to(network, settings.get("server") or API, secret, transport)
    return Threads(network, wire, secret, transport)


PLUGIN: Final = Plugin(
    NETWORKS["threads"],
    (
        Question("secret", N_("Access token"),
                 N_("developers.facebook.com, the office's app, Threads"), secret=True),
    ),
    _connect,
    fetches=True,
)  # fmt: skip
