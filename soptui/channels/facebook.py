"""A Facebook Page, by the Graph API (developers.facebook.com/docs/pages-api/posts).

The photos are uploaded first, unpublished; the one call that attaches them to a post publishes all.
A photo can be attached once: their identifiers are kept, and a second try uses the same ones.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.connecting import Plugin, Question
from soptui.channels.contract import Absent, CannotSay, Receipt, quiet
from soptui.channels.graph import (
    LOOKED_THROUGH,
    SLACK,
    VERSION,
    made_after,
    plain,
    token_end,
    wire_to,
)
from soptui.channels.posting import Posting, short_digest
from soptui.channels.social import FILMS, NETWORKS
from soptui.channels.wire import Gone
from soptui.errors import NotByProgram, Refused
from soptui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    import httpx

    from soptui.channels.contract import Job, Progress, Reconciled
    from soptui.channels.social import Network
    from soptui.channels.wire import Wire
    from soptui.sop.manifest import MediaEntry, RenditionEntry

API: Final = f"https://graph.facebook.com/{VERSION}"
AGAIN: Final = "!"
"""Ends what is kept of photos that were tried twice."""


class Facebook(Posting):
    """One Page; the token is the Page's own."""

    def __init__(self, network: Network, wire: Wire, token: str) -> None:
        super().__init__(network, wire)
        self._token = token
        self._end: datetime | None = None

    def check(self) -> str:
        """What the Page is called. Raises Refused for a person's token."""
        name = str(self._page()["name"])
        self._end = token_end(self._wire, self._token)
        return name

    def expires(self) -> datetime | None:
        """When the token ends, as the last `check` heard; None for one that lasts."""
        return self._end

    def problems(self, job: Job) -> list[str]:
        return [*super().problems(job), *self._films(job)]

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        for problem in self._films(job):
            raise NotByProgram(problem)
        page = self._page()["id"]
        photos = self._kept(job) or self._uploaded(job, page, progress)
        attached = {
            f"attached_media[{place}]": json.dumps({"media_fbid": photo})
            for place, photo in enumerate(photos)
        }
        reply = self._wire.commit(
            "POST", f"/{page}/feed", params={"fields": "id,permalink_url"},
            data={"message": self.text(job), **attached},
        )  # fmt: skip
        progress(len(photos) + 1, len(photos) + 1)
        return self._receipt(job, reply.data)

    def reconcile(self, job: Job) -> Reconciled:
        page = self._page()["id"]
        asked = {
            "fields": "id,message,created_time,permalink_url",
            "since": str(int((job.approved_at - SLACK).timestamp())),
            "limit": str(LOOKED_THROUGH),
        }
        wanted = plain(self.text(job))
        for post in self._wire.ask("GET", f"/{page}/feed", params=asked).data["data"]:
            fits = plain(post.get("message", "")) == wanted
            if fits and made_after(post, "created_time", job.approved_at):
                return self._receipt(job, post)
        return CannotSay() if job.handle.endswith(AGAIN) else Absent()

    @property
    def corrects(self) -> bool:
        return True

    def correct(self, job: Job, earlier: Receipt, progress: Progress = quiet) -> Receipt:
        """Change the text; pictures of a post cannot be exchanged, other ones are Refused."""
        post, pictures = self.noted_in(earlier)
        if not post:
            return super().correct(job, earlier, progress)
        if pictures != self.pictures(job):
            raise Refused(
                _("The pictures of a Facebook post cannot be exchanged; nothing was changed."),
                remedy=_("Change it by hand on the network's own page."),
            )
        self._wire.ask("POST", f"/{post}", data={"message": self.text(job)})
        progress(1, 1)
        return earlier

    @property
    def withdraws(self) -> bool:
        return True

    def withdraw(self, job: Job, earlier: Receipt) -> None:
        post, _pictures = self.noted_in(earlier)
        if not post:
            super().withdraw(job, earlier)
        with contextlib.suppress(Gone):
            self._wire.ask("DELETE", f"/{post}")

    def _page(self) -> dict[str, Any]:
        """Identifier and name; a person has no category."""
        try:
            page: dict[str, Any] = self._wire.ask(
                "GET", "/me", params={"fields": "id,name,category"}
            ).data
        except Refused as problem:
            raise Refused(
                _("This is not the token of a Page."),
                remedy=_("Choose the Page where the token is made, then copy its token."),
            ) from problem
        return page

    def _kept(self, job: Job) -> list[str]:
        """The photos of an earlier try, where all of them are still there. They serve once more:
        if then nobody can say whether the post stands, a person has to look.
        """
        photos = [] if job.handle.endswith(AGAIN) else list(filter(None, job.handle.split(",")))
        try:
            for photo in photos:
                self._wire.ask("GET", f"/{photo}", params={"fields": "id"})
        except Gone:
            return []
        if photos:
            job.keep(job.handle + AGAIN)
        return photos

    def _uploaded(self, job: Job, page: str, progress: Progress) -> list[str]:
        files = list(self.files(job))
        photos = []
        for done, (entry, rendition, path) in enumerate(files, start=1):
            photos.append(self._upload(page, entry, rendition, path))
            progress(done, len(files) + 1)
        if photos:
            job.keep(",".join(photos))
        return photos

    def _upload(self, page: str, entry: MediaEntry, rendition: RenditionEntry, path: Path) -> str:
        """Bring a photo there that nobody sees yet; its identifier."""
        with path.open("rb") as file:
            reply = self._wire.ask(
                "POST", f"/{page}/photos",
                files={"source": (f"{path.name[:16]}.jpg", file, rendition.media_type)},
                data={"published": "false", "alt_text_custom": _alt_text(entry)},
            )  # fmt: skip
        return str(reply.data["id"])

    def _films(self, job: Job) -> Iterator[str]:
        if any(entry.kind in FILMS for entry, _rendition, _path in self.files(job)):
            yield _("The program posts no videos to Facebook; a person can.")

    def pictures(self, job: Job) -> str:
        """Of their alternative texts too: they cannot be changed either."""
        said = [_alt_text(entry) for entry, _rendition, _path in self.files(job)]
        return short_digest(super().pictures(job), *said)

    def _receipt(self, job: Job, post: Mapping[str, Any]) -> Receipt:
        number = str(post["id"])
        address = post.get("permalink_url") or f"https://www.facebook.com/{number}"
        return Receipt(url=str(address), handle=self.noted(job, number))


def _alt_text(entry: MediaEntry) -> str:
    return entry.alt_text or entry.caption


def _connect(
    settings: Mapping[str, str], secret: str, transport: httpx.BaseTransport | None
) -> Facebook:
    network = NETWORKS["facebook"]
    base = settings.get("server") or API
    return Facebook(network, wire_to(network, base, secret, transport), secret)


PLUGIN: Final = Plugin(
    NETWORKS["facebook"],
    (
        Question("secret", N_("Access token of the Page"),
                 N_("developers.facebook.com, Graph API Explorer"), secret=True),
    ),
    _connect,
)  # fmt: skip
