"""What Instagram and Threads have in common: they fetch their files from the office's website.

A container is kept on disk before it is published: after a lost answer it says itself whether it
was, and a second try uses the same one, which can be published once.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from soptui.channels.containers import PAUSE_S, PUBLISHED, READY, Containers, Words
from soptui.channels.contract import Absent, CannotSay, Receipt, quiet
from soptui.channels.graph import made_after, plain
from soptui.channels.posting import Posting
from soptui.channels.social import FILMS
from soptui.channels.website.lending import require_public
from soptui.errors import ChannelError, Refused, StorageError
from soptui.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

    import httpx

    from soptui.channels.contract import Job, Lender, Progress, Reconciled
    from soptui.channels.social import Network
    from soptui.channels.wire import Wire
    from soptui.sop.manifest import MediaEntry, RenditionEntry

LOOKS_FOR_POST: Final = 3
"""How often a published post is looked for that is not listed yet."""


class Fetching(Posting):
    """One account."""

    words: ClassVar[Words]
    identifier: ClassVar[str] = "id"
    """What the account's own identifier is called."""

    def __init__(
        self,
        network: Network,
        wire: Wire,
        token: str,
        transport: httpx.BaseTransport | None = None,
        *,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(network, wire)
        self.containers = Containers(wire, self.words, wait=wait)
        self._token, self._transport = token, transport
        self._end: datetime | None = None

    def check(self) -> str:
        """What the account is called: `@dinas`. Raises as the wire does."""
        name = f"@{self._account('username')}"
        self._end = self._token_end()
        return name

    def expires(self) -> datetime | None:
        """When the token ends, as the last `check` heard; None where the network does not say."""
        return self._end

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        me, kept = self._account(self.identifier), self._kept(job)
        self.containers.require_quota(me)
        try:
            container = kept or self._made(job, me, progress)
            self.containers.finish(container)
            post = self.containers.publish(me, container)
        except Refused:
            self._take_back(job)
            raise
        self._take_back(job)
        try:
            receipt = Receipt(url=self.containers.permalink(post), handle=post)
        except ChannelError as problem:  # it stands there: the channel is asked where
            raise self._wire.unknown() from problem
        progress(1, 1)
        return receipt

    def reconcile(self, job: Job) -> Reconciled:
        """Without a container nothing was published: its identifier is kept before."""
        if not job.handle:
            return Absent()
        status = self.containers.status(job.handle)
        if status in READY:
            return Absent()
        for _look in range(LOOKS_FOR_POST if status == PUBLISHED else 1):
            if (found := self._found(job)) is not None:
                self._take_back(job)
                return found
            self.containers.wait(PAUSE_S)
        return CannotSay() if status in {PUBLISHED, ""} else Absent()

    def _account(self, field: str) -> str:
        """The account's name or identifier."""
        asked = {"fields": f"{self.identifier},username"}
        told = self._wire.ask("GET", "/me", params=asked).data
        (account,) = told.get("data", [told])  # Instagram's guide shows it in a list of one
        return str(account[field])

    def _token_end(self) -> datetime | None:
        """Asked of the network, where it can be."""
        return None

    def _kept(self, job: Job) -> str:
        """The container of an earlier try, where it can still be published."""
        status = self.containers.status(job.handle) if job.handle else ""
        if status == PUBLISHED:
            raise self._wire.unknown()
        return job.handle if status in READY else ""

    def _made(self, job: Job, me: str, progress: Progress) -> str:
        """A new container, kept before anything else is done with it."""
        files = list(self.files(job))
        items = [self._item(entry, rendition, job) for entry, rendition, _path in files]
        if len(items) > 1:
            children = []
            for done, item in enumerate(items, start=1):
                typed = {
                    **item,
                    "media_type": "VIDEO" if "video_url" in item else self.words.picture,
                }
                children.append(self.containers.create(me, {**typed, "is_carousel_item": "true"}))
                self.containers.finish(children[-1])
                progress(done, len(items) + 1)
            fields = {"media_type": "CAROUSEL", "children": ",".join(children)}
        elif items:
            kind = self.words.film if "video_url" in items[0] else self.words.picture
            fields = {**items[0], "media_type": kind}
        else:
            fields = {"media_type": "TEXT"}
        container = self.containers.create(me, {**fields, self.words.text: self.text(job)})
        job.keep(container)
        return container

    def _item(self, entry: MediaEntry, rendition: RenditionEntry, job: Job) -> dict[str, str]:
        """One file as a container takes it, once its public address shows what was approved."""
        address = _lender(job).lend(rendition)
        require_public(address, rendition.sha256, self._transport)
        if entry.kind in FILMS:
            return {"video_url": address}
        return {"image_url": address, "alt_text": entry.alt_text or entry.caption}

    def _found(self, job: Job) -> Receipt | None:
        """The post among the account's own, by its words and time."""
        wanted = plain(self.text(job))
        for post in self.containers.posts(self._account(self.identifier)):
            fits = plain(post.get(self.words.text, "")) == wanted
            if fits and made_after(post, "timestamp", job.approved_at):
                return Receipt(url=str(post["permalink"]), handle=str(post["id"]))
        return None

    def _take_back(self, job: Job) -> None:
        """The network has the files. What the disk says to that changes nothing of the post."""
        for _entry, rendition, _path in self.files(job) if job.lender else ():
            with contextlib.suppress(StorageError):
                _lender(job).take_back(rendition)


def _lender(job: Job) -> Lender:
    if job.lender is None:
        raise Refused(
            _("This network takes its files from the office's website, which has no public "
              "address yet."),
            remedy=_("Enter it in Channels with A beside the website, then try again."),
        )  # fmt: skip
    return job.lender
