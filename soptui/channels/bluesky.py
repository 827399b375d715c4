"""Bluesky and what speaks the AT Protocol (atproto.com/specs).

The key of a post is chosen here, from the approval and the content: the same post put twice is one
post with one address, so that after a lost answer it may simply be put again.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.connecting import Plugin, Question, server_address
from soptui.channels.contract import Absent, Receipt, quiet
from soptui.channels.posting import Posting
from soptui.channels.social import NETWORKS, URL
from soptui.channels.wire import Wire
from soptui.errors import Refused
from soptui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    import httpx

    from soptui.channels.contract import Job, Progress, Reconciled
    from soptui.channels.social import Network
    from soptui.sop.manifest import MediaEntry, RenditionEntry

COLLECTION: Final = "app.bsky.feed.post"
_TID: Final = "234567abcdefghijklmnopqrstuvwxyz"


class Bluesky(Posting):
    """One account, on whichever server holds it."""

    def __init__(self, network: Network, wire: Wire, identifier: str, password: str) -> None:
        super().__init__(network, wire)
        self._identifier, self._password = identifier, password

    def check(self) -> str:
        """What the account is called: `@dinas.bsky.social`. Raises as the wire does."""
        return f"@{self._session()['handle']}"

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        session = self._session()
        signed = {"Authorization": f"Bearer {session['accessJwt']}"}
        files = list(self.files(job))
        images = []
        for done, (entry, rendition, path) in enumerate(files, start=1):
            images.append(self._image(entry, rendition, path, signed))
            progress(done, len(files) + 1)
        record = self._record(job, images)
        key = record_key(job.approved_at, job.key)
        self._wire.commit(
            "POST", "/xrpc/com.atproto.repo.putRecord", headers=signed,
            json={"repo": session["did"], "collection": COLLECTION, "rkey": key, "record": record},
        )  # fmt: skip
        progress(len(files) + 1, len(files) + 1)
        return _receipt(session["handle"], key)

    def reconcile(self, job: Job) -> Reconciled:
        session = self._session()
        key = record_key(job.approved_at, job.key)
        try:
            self._wire.ask(
                "GET", "/xrpc/com.atproto.repo.getRecord",
                params={"repo": session["did"], "collection": COLLECTION, "rkey": key},
            )  # fmt: skip
        except Refused:  # RecordNotFound
            return Absent()
        return _receipt(session["handle"], key)

    @property
    def withdraws(self) -> bool:
        return True

    def withdraw(self, _job: Job, earlier: Receipt) -> None:
        """Delete the post, also one that a person made: its key ends its address. (A post cannot
        be edited: who read it would be shown to have read another.)
        """
        session = self._session()
        key = earlier.url.rstrip("/").rpartition("/")[2]
        self._wire.ask(
            "POST", "/xrpc/com.atproto.repo.deleteRecord",
            headers={"Authorization": f"Bearer {session['accessJwt']}"},
            json={"repo": session["did"], "collection": COLLECTION, "rkey": key},
        )  # fmt: skip

    def _session(self) -> dict[str, Any]:
        session: dict[str, Any] = self._wire.ask(
            "POST", "/xrpc/com.atproto.server.createSession",
            json={"identifier": self._identifier, "password": self._password},
        ).data  # fmt: skip
        return session

    def _image(
        self, entry: MediaEntry, rendition: RenditionEntry, path: Path, signed: dict[str, str]
    ) -> dict[str, Any]:
        headers = {**signed, "Content-Type": rendition.media_type}
        blob = self._wire.ask("POST", "/xrpc/com.atproto.repo.uploadBlob",
                              content=path.read_bytes(), headers=headers).data["blob"]  # fmt: skip
        shape = {"width": rendition.width, "height": rendition.height}
        return {"image": blob, "alt": entry.alt_text or entry.caption, "aspectRatio": shape}

    def _record(self, job: Job, images: list[dict[str, Any]]) -> dict[str, Any]:
        text = self.text(job)
        record: dict[str, Any] = {
            "$type": COLLECTION,
            "text": text,
            "createdAt": job.approved_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "langs": ["id"],
        }
        if facets := list(link_facets(text)):
            record["facets"] = facets
        if images:
            record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
        return record


def record_key(approved_at: datetime, key: str) -> str:
    """A timestamp identifier (TID) of 13 letters: microseconds, and ten bits from the delivery."""
    clock = int(hashlib.sha256(key.encode()).hexdigest()[:3], 16) & 0x3FF
    number = (round(approved_at.timestamp() * 1_000_000) << 10) | clock
    return "".join(_TID[(number >> (5 * place)) & 31] for place in reversed(range(13)))


def link_facets(text: str) -> list[dict[str, Any]]:
    """Where addresses stand in `text`, in bytes of UTF-8: without them they are no links."""
    facets = []
    for found in re.finditer(URL, text):
        address = found[0].rstrip(".,;:!?)")
        start = len(text[: found.start()].encode())
        facets.append({
            "index": {"byteStart": start, "byteEnd": start + len(address.encode())},
            "features": [{"$type": "app.bsky.richtext.facet#link", "uri": address}],
        })  # fmt: skip
    return facets


def _receipt(handle: str, key: str) -> Receipt:
    return Receipt(url=f"https://bsky.app/profile/{handle}/post/{key}", handle=key)


def _connect(
    settings: Mapping[str, str], secret: str, transport: httpx.BaseTransport | None
) -> Bluesky:
    network = NETWORKS["bluesky"]
    wire = Wire(network.label, server_address(settings["server"]), transport=transport)
    return Bluesky(network, wire, settings["identifier"], secret)


PLUGIN: Final = Plugin(
    NETWORKS["bluesky"],
    (
        Question("server", N_("Server"), "https://bsky.social"),
        Question("identifier", N_("Account"), "dinas.bsky.social"),
        Question("secret", N_("App password"), N_("Settings, Privacy, App passwords"),
                 secret=True),
    ),
    _connect,
    page=lambda _settings, account: f"https://bsky.app/profile/{account.removeprefix('@')}",
)  # fmt: skip
