"""Mastodon and what speaks its API (docs.joinmastodon.org/methods).

A post is committed with an `Idempotency-Key`, which Mastodon keeps for an hour; others ignore it.
So after a lost answer the account's own posts are looked through before anything is sent again.
"""

from __future__ import annotations

import contextlib
import html
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.connecting import Plugin, Question, server_address
from soptui.channels.contract import Absent, Receipt, quiet
from soptui.channels.limits import MP4
from soptui.channels.posting import Posting
from soptui.channels.recipes import SUFFIXES
from soptui.channels.social import NETWORKS
from soptui.channels.wire import Gone, Wire
from soptui.errors import Unreachable
from soptui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import httpx

    from soptui.channels.contract import Job, Progress, Reconciled
    from soptui.channels.social import Network
    from soptui.sop.manifest import MediaEntry, RenditionEntry

LOOKED_THROUGH: Final = 40
"""Own posts that are looked through for one that may have gone out."""
PATIENCE: Final = 60
"""Seconds that a server may take to work on a picture."""
FILM_PATIENCE: Final = 900
"""The same for a film, which it encodes anew."""
SLACK: Final = timedelta(minutes=10)
"""By how much the server's clock may differ from ours."""


class Mastodon(Posting):
    """One account on one server."""

    def __init__(
        self, network: Network, wire: Wire, *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        super().__init__(network, wire)
        self._wait = wait

    def check(self) -> str:
        """What the account is called: `@dinas@server`. Raises as the wire does."""
        return f"@{self._account()['acct']}"

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        post = self._post(job, progress)
        reply = self._wire.commit(
            "POST", "/api/v1/statuses", json=post, headers={"Idempotency-Key": job.key}
        )
        return Receipt(url=str(reply.data["url"]), handle=str(reply.data["id"]))

    def reconcile(self, job: Job) -> Reconciled:
        account = self._account()["id"]
        path = f"/api/v1/accounts/{account}/statuses"
        wanted = _plain(self.text(job))
        for post in self._wire.ask("GET", path, params={"limit": LOOKED_THROUGH}).data:
            made = datetime.fromisoformat(post["created_at"])
            if made >= job.approved_at - SLACK and _shown(post["content"]) == wanted:
                return Receipt(url=str(post["url"]), handle=str(post["id"]))
        return Absent()

    @property
    def corrects(self) -> bool:
        return True

    def correct(self, job: Job, earlier: Receipt, progress: Progress = quiet) -> Receipt:
        """Edit the post, pictures too; readers can see what it said before."""
        if not earlier.handle.isdigit():  # a person made it, and its address is all
            return super().correct(job, earlier, progress)
        post = self._post(job, progress)
        self._wire.ask("PUT", f"/api/v1/statuses/{earlier.handle}", json=post)
        return earlier

    @property
    def withdraws(self) -> bool:
        return True

    def withdraw(self, job: Job, earlier: Receipt) -> None:
        if not earlier.handle.isdigit():
            super().withdraw(job, earlier)
        with contextlib.suppress(Gone):
            self._wire.ask("DELETE", f"/api/v1/statuses/{earlier.handle}")

    def _post(self, job: Job, progress: Progress) -> dict[str, Any]:
        """What the post says, after its files were brought there, which nobody sees yet."""
        files = list(self.files(job))
        ids = []
        for done, (entry, rendition, path) in enumerate(files, start=1):
            ids.append(self._upload(entry, rendition, path))
            progress(done, len(files))
        progress(len(files), len(files))
        return {"status": self.text(job), "media_ids": ids, "language": "id"}

    def _account(self) -> dict[str, Any]:
        account: dict[str, Any] = self._wire.ask("GET", "/api/v1/accounts/verify_credentials").data
        return account

    def _upload(self, entry: MediaEntry, rendition: RenditionEntry, path: Path) -> str:
        """Bring a file there and wait until the server has worked on it; its id."""
        with path.open("rb") as file:
            reply = self._wire.ask(
                "POST", "/api/v2/media",
                files={"file": (_name(path, rendition), file, rendition.media_type)},
                data={"description": entry.alt_text or entry.caption},
            )  # fmt: skip
        number = str(reply.data["id"])
        film = rendition.media_type == MP4
        for _second in range(FILM_PATIENCE if film else PATIENCE):
            if reply.status == 200:
                return number
            self._wait(1.0)
            reply = self._wire.ask("GET", f"/api/v1/media/{number}")
        raise Unreachable(
            _("{channel} takes very long to work on a file; nothing was posted.").format(
                channel=self.label
            ),
            remedy=_("It is tried again by itself."),
        )


def _name(path: Path, rendition: RenditionEntry) -> str:
    """Some servers look at its ending."""
    return f"{path.name[:16]}{SUFFIXES.get(rendition.media_type, '.jpg')}"


def _shown(content: str) -> str:
    """The text of a post from the HTML in which the server gives it."""
    lines = re.sub(r"<br\s*/?>|</p>\s*<p>", "\n", content)
    return _plain(html.unescape(re.sub(r"<[^>]+>", "", lines)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _connect(
    settings: Mapping[str, str], secret: str, transport: httpx.BaseTransport | None
) -> Mastodon:
    network, signed = NETWORKS["mastodon"], {"Authorization": f"Bearer {secret}"}
    base = server_address(settings["server"])
    return Mastodon(network, Wire(network.label, base, headers=signed, transport=transport))


PLUGIN: Final = Plugin(
    NETWORKS["mastodon"],
    (
        Question("server", N_("Server"), "https://mastodon.social"),
        Question("secret", N_("Access token"), N_("Preferences, Development, New application"),
                 secret=True),
    ),
    _connect,
    page=lambda settings, account: f"{server_address(settings['server'])}/{account}",
)  # fmt: skip
