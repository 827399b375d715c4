"""A WordPress site, by its REST API (developer.wordpress.org/rest-api) and an application password.

A post is begun as a draft, which nobody sees, found again by its address, and published by its
number: whatever is lost on the way, the same post is published again, and never a second one. It
needs the role of an author.
"""

from __future__ import annotations

import base64
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from soptui.channels.connecting import Plugin, Question, server_address
from soptui.channels.contract import Absent, Receipt, quiet
from soptui.channels.posting import Posting
from soptui.channels.social import MB, Network
from soptui.channels.text import clean, code_part, slug
from soptui.channels.website.dates import published_line
from soptui.channels.wire import Gone, Verdict, Wire, plainly
from soptui.channels.wordpress_blocks import BEGUN, Piece, content, marker, notes_in, plain
from soptui.channels.wordpress_library import Document, Library, file_name
from soptui.errors import Refused
from soptui.i18n import N_, _
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from soptui.channels.contract import Job, Progress, Reconciled

NETWORK: Final = Network(
    "wordpress", "WordPress", text_limit=0, media_limit=50, long_edge=1920,
    hosts=(), keeps=("p",), kinds=frozenset(Kind),
    max_bytes=2 * MB,  # what PHP takes where nobody has told it otherwise
    social=False, plays_sound=True,
)  # fmt: skip
STATUSES: Final = "publish,future,draft,pending,private"
NAMESAKES: Final = 9
"""WordPress gives a second post of one address a number: `…-2`. So many are looked at."""
NEEDED: Final = {"publish_posts", "upload_files", "edit_published_posts"}
"""What the account must be allowed to: what the role of an author holds."""


class WordPress(Posting):
    """One account on one site: `situs.example`, or a folder of it. A post's handle is its short
    address there, `situs.example/?p=41`.
    """

    def __init__(self, network: Network, wire: Wire, site: str) -> None:
        super().__init__(network, wire)
        self._library = Library(wire)
        self._call_sign = f"{site}/?p="

    def check(self) -> str:
        """What the account is called: `@dinas`. Raises as the wire does, Refused too where it may
        not publish.
        """
        try:
            account = self._wire.ask("GET", "users/me", params={"context": "edit"}).data
            may = {name for name, given in account["capabilities"].items() if given}
        except (Refused, TypeError, KeyError) as problem:  # another page, or one that leads on
            raise Refused(
                _("No WordPress answers at this address."),
                remedy=_("Open the site in a browser and copy the address that stands there; its "
                         "permalinks must not be “plain”."),
            ) from problem  # fmt: skip
        if not may >= NEEDED:
            raise Refused(
                _("{account} may not publish on this site.").format(account=account["username"]),
                remedy=_("Give it the role of an author, then try again."),
            )
        return f"@{account['username']}"

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        post, *others = self._ours(job) or self._begin(job)
        for other in others:
            if other["status"] == "draft":
                self._drop(other)
        if post["status"] == "publish":
            return self._receipt(post)
        return self._bring_out(job, post, progress, status="publish")

    def reconcile(self, job: Job) -> Reconciled:
        mark = marker(job.key)
        for wanted in ({"slug": _slugs(job)}, {"search": f"soptui:{job.key}"}):
            for post in self._posts(**wanted):
                if post["status"] == "publish" and mark in post["content"]["raw"]:
                    return self._receipt(post)
        return Absent()

    @property
    def corrects(self) -> bool:
        return True

    def correct(self, job: Job, earlier: Receipt, progress: Progress = quiet) -> Receipt:
        number = self._number(earlier)
        if not number:
            return super().correct(job, earlier, progress)
        for post in self._posts(include=number):
            if post["status"] == "publish":
                return self._bring_out(job, post, progress)
        raise Refused(
            _("The post is not on the site any more; nothing was changed."),
            remedy=_("See on the site who took it down."),
        )

    @property
    def withdraws(self) -> bool:
        return True

    def withdraw(self, job: Job, earlier: Receipt) -> None:
        """The post becomes a draft, which stays in the site's own records; its files are deleted,
        for they could be read at their addresses whatever becomes of the post.
        """
        number = self._number(earlier)
        if not number:
            super().withdraw(job, earlier)
        for post in self._posts(include=number, status=f"{STATUSES},trash"):
            if post["status"] != "trash":
                self._wire.ask("POST", f"posts/{post['id']}", json={"status": "draft"})
            for file in self._library.attached(job.manifest.item, post["id"]).values():
                self._library.delete(file)

    def _posts(self, **wanted: str) -> list[Document]:
        """The posts of that description that the account may edit, with their sources."""
        looked = {"status": STATUSES, "context": "edit", "per_page": "100", **wanted}
        found: list[Document] = self._wire.ask("GET", "posts", params=looked).data
        return found

    def _number(self, earlier: Receipt) -> str:
        """The number of that post; empty where the handle names none of this site."""
        number = earlier.handle.removeprefix(self._call_sign)
        return number if number != earlier.handle and number.isdecimal() else ""

    def _receipt(self, post: Document) -> Receipt:
        return Receipt(url=str(post["link"]), handle=f"{self._call_sign}{post['id']}")

    def _ours(self, job: Job) -> list[Document]:
        """What is there of this delivery: what is published first, then the oldest. A draft may be
        one that an earlier round began.
        """
        found = [
            post
            for post in self._posts(slug=_slugs(job))
            if marker(job.key) in post["content"]["raw"]
            or (post["status"] == "draft" and BEGUN in post["content"]["raw"])
        ]
        return sorted(found, key=lambda post: (post["status"] != "publish", post["id"]))

    def _begin(self, job: Job) -> list[Document]:
        """Make a draft; what is there of this delivery then: another station may have been here."""
        draft = {"slug": _slug(job), "status": "draft", "content": marker(job.key),
                 **_headline(job)}  # fmt: skip
        made = self._wire.ask("POST", "posts", json=draft).data
        found = self._ours(job)
        if not found:
            self._drop(made)
            raise Refused(
                _("The site does not find again what it was given; nothing was published."),
                remedy=_("One of its plug-ins may change addresses or comments in a text."),
            )
        return found

    def _drop(self, draft: Document) -> None:
        with contextlib.suppress(Gone):
            self._wire.ask("DELETE", f"posts/{draft['id']}", params={"force": "true"})

    def _bring_out(self, job: Job, post: Document, progress: Progress, **status: str) -> Receipt:
        """Let the post say what was approved; files that it does not show any more are deleted."""
        attached = self._library.attached(job.manifest.item, post["id"])
        files = list(self.files(job))
        pieces = []
        for done, (entry, rendition, path) in enumerate(files, start=1):
            name = file_name(job.manifest.item, rendition)
            file = attached.pop(name, None) or self._library.upload(
                post["id"], name, path, rendition.media_type
            )
            pages = sum(one.channel == self.name for one in entry.renditions)
            pieces.append(self._library.describe(file, entry, rendition.place if pages > 1 else 0))
            progress(done, len(files) + 1)
        receipt = self._say(job, post, pieces, status)
        for unused in attached.values():
            self._library.delete(unused)
        progress(len(files) + 1, len(files) + 1)
        return receipt

    def _say(
        self, job: Job, post: Document, pieces: list[Piece], status: Mapping[str, str]
    ) -> Receipt:
        pictures = (one.number for one in pieces if one.entry.kind in {Kind.PHOTO, Kind.DOCUMENT})
        notes = notes_in(post["content"]["raw"])
        if (note := _note(job)) and note not in notes:
            notes.insert(0, note)
        said = {"content": content(job.key, job.manifest, pieces, notes),
                "featured_media": next(pictures, 0), **_headline(job), **status}  # fmt: skip
        shown = self._wire.commit("POST", f"posts/{post['id']}", json=said).data
        if shown["status"] != "publish":
            raise Refused(
                _("The site keeps the post back as “{status}”.").format(status=shown["status"]),
                remedy=_("Publish it there, or let its rules allow this account to."),
            )
        return self._receipt(shown)


def judge(answer: httpx.Response) -> Verdict:
    """What a no of WordPress means: of a file that it never takes it says 500, to a stranger who
    asks for drafts 400.
    """
    verdict = plainly(answer)
    if b'"rest_upload_' in answer.content:
        return replace(verdict, status=413)
    return replace(verdict, status=401) if b'"rest_forbidden_status' in answer.content else verdict


def _slug(job: Job) -> str:
    """The post's part of the address: `pelatihan-las-041`. It stays when a title is corrected."""
    return f"{slug(job.manifest.title)}-{code_part(job.manifest.item)}"


def _slugs(job: Job) -> str:
    namesakes = (f"-{number}" for number in range(2, NAMESAKES + 1))
    return ",".join(_slug(job) + ending for ending in ("", *namesakes))


def _note(job: Job) -> str:
    """What readers are told of a correction; the same whenever it is said again."""
    reason = " ".join(clean(job.manifest.reason).split())
    return reason and f"Diralat {published_line(job.published_at)}: {reason}"


def _headline(job: Job) -> dict[str, str]:
    return {"title": plain(job.manifest.title), "excerpt": plain(job.manifest.lead)}


def _connect(
    settings: Mapping[str, str], secret: str, transport: httpx.BaseTransport | None
) -> WordPress:
    pair = base64.b64encode(f"{settings['user']}:{secret}".encode()).decode()
    address = server_address(settings["server"])
    wire = Wire(NETWORK.label, f"{address}/wp-json/wp/v2/", transport=transport, judge=judge,
                headers={"Authorization": f"Basic {pair}"})  # fmt: skip
    return WordPress(NETWORK, wire, address.partition("://")[2])


PLUGIN: Final = Plugin(
    NETWORK,
    (
        Question("server", N_("Server"), "https://dinas.example"),
        Question("user", N_("User"), N_("with the role of an author")),
        Question("secret", N_("Application password"), N_("Users, Profile, Application Passwords"),
                 secret=True),
    ),
    _connect,
    page=lambda settings, _account: f"{server_address(settings['server'])}/",
)  # fmt: skip
