"""Stand-ins for Facebook Pages, Instagram and Threads. They are OURS, NOT META'S: nobody outside
has a server of Meta's to test against. They enforce what developers.facebook.com said, as read on
2026-11-27:

- a token in `Authorization: Bearer`; a wrong one is code 190, an expired one 190 with subcode 463;
- /debug_token tells when a token ends; a Page has a category, a person has none;
- a Page's photos are JPEGs of at most 4 MB, uploaded with `published=false`, and are attached once
  (subcode 1366051: posted already); posts made by the app can be changed and deleted;
- a container takes a JPEG (at most 8 MB) from a public address, which is fetched here too; captions
  have at most 2,200 characters, texts of Threads 500, alternative texts 1,000; a carousel has 2 to
  10 (Threads: 20) children, each finished and unused; only a parent is published;
- a container says IN_PROGRESS, FINISHED, PUBLISHED, EXPIRED (after a day) or ERROR; publishing one
  that is not finished is 9007/2207027, one that expired, or was published, 24/2207008;
- 100 posts a day on Instagram, 250 on Threads (9/2207042), as the limit's own address tells;
- posts of Threads can be deleted, those of Instagram neither changed nor deleted here;
- what is not there is 100/33; limits of calls are codes 4, 17, 32 and 613 with HTTP 400 and a time
  in `X-Business-Use-Case-Usage`, in minutes.

What they do not know: review of apps, policies, spam, the look of a post, and Meta's moods.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.channels.standins import TOKEN, Handler, World

_AS_HTTP = {401: 190, 403: 200, 422: 100, 429: 4, 500: 1, 503: 2}
"""The code that goes with a status the tests ask for; other numbers are codes, with HTTP 400."""
_JPEG = (b"\xff\xd8\xff", b"jpeg ")
"""How a JPEG begins, and how one of the tests' renderer does."""


@dataclass
class MetaWorld(World):
    """`fail` is answered by the call that publishes (a token that does not work, by any), `early`
    by the next calls of any kind; both hold statuses of HTTP, or codes of Meta's.
    """

    early: list[int] = field(default_factory=list)
    regained: int = 0
    """Minutes until calls are taken again, as the header tells."""
    token_ends: int = 0
    mute: bool = False
    """Whether it does not say when a token ends."""
    person: bool = False
    """Whether the token is a person's, not a Page's."""
    quota: int = 0
    """Posts of this day that are not listed here."""
    blind: bool = False
    """Whether it cannot reach the office's website."""
    broken: bool = False
    """Whether it cannot work on a file."""
    listed: bool = False
    """Whether an account is told in a list of one, as Instagram's guide shows it."""


class MetaStandIn(Handler, BaseHTTPRequestHandler):
    """What the three have in common."""

    world: MetaWorld
    world_type = MetaWorld
    me = "100"

    @property
    def parts(self) -> list[str]:
        """`/100/feed` → [`100`, `feed`]."""
        return [part for part in urlsplit(self.path).path.split("/") if part]

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.path).query))

    def no(self, code: int, subcode: int = 0, status: int = 400) -> None:
        error = {"message": "as documented", "type": "OAuthException", "code": code,
                 "error_subcode": subcode, "fbtrace_id": "x"}  # fmt: skip
        self.answer(status, {"error": error})

    def missing(self) -> None:
        self.no(100, 33)

    def told(self, numbers: list[int]) -> bool:
        """Say no as the tests want it."""
        if not numbers:
            return False
        number = numbers.pop(0)
        self.no(_AS_HTTP.get(number, number), 0, number if number in _AS_HTTP else 400)
        return True

    def further_headers(self, status: int) -> dict[str, str]:
        times = [{"estimated_time_to_regain_access": n} for n in (0, self.world.regained)]
        usage = {"x-business-use-case-usage": json.dumps({"100": times})}
        return usage if self.world.regained else {}

    def stops(self) -> bool:
        """Whether the call has had its answer: no token that works, or told to say no."""
        self.world.calls.append(f"{self.command} {urlsplit(self.path).path}")
        if self.headers.get("authorization") != f"Bearer {TOKEN}":
            self.no(190, 463, 401)
            return True
        barred = self.world.fail[:1] in ([401], [403])
        return self.told(self.world.fail if barred else self.world.early)

    def do_GET(self) -> None:
        if self.stops():
            return
        if self.parts == ["debug_token"] and self.world.mute:
            self.no(100)
        elif self.parts == ["debug_token"]:
            valid = self.query["input_token"] == TOKEN
            self.answer(200, {"data": {"is_valid": valid, "expires_at": self.world.token_ends}})
        elif self.parts == ["me"]:
            self.tell_me()
        else:
            self.read()

    def do_POST(self) -> None:
        fields, files = self.body()
        if not self.stops():
            self.write(fields, files)

    def do_DELETE(self) -> None:
        if self.stops():
            return
        found = [post for post in self.world.posts if post["id"] == self.parts[0]]
        if not found or not self.deletes:
            self.missing()
            return
        self.world.posts.remove(found[0])
        self.answer(200, {"success": True})

    deletes = True

    def tell_me(self) -> None:
        raise NotImplementedError

    def read(self) -> None:
        raise NotImplementedError

    def write(self, fields: dict[str, Any], files: dict[str, bytes]) -> None:
        raise NotImplementedError

    def listed(self) -> list[dict[str, Any]]:
        """The newest first, as many as asked for."""
        return list(reversed(self.world.posts))[: int(self.query.get("limit", 25))]


class FacebookStandIn(MetaStandIn):
    """developers.facebook.com/docs/pages-api/posts."""

    def tell_me(self) -> None:
        if self.world.person and "category" in self.query["fields"]:
            self.no(100)
        else:
            self.answer(200, {"id": self.me, "name": "Dinas Contoh", "category": "Government"})

    def read(self) -> None:
        if self.parts == [self.me, "feed"]:
            self.answer(200, {"data": self.listed()})
        elif self.parts[0] in self.world.media:
            self.answer(200, {"id": self.parts[0]})
        else:
            self.missing()

    def write(self, fields: dict[str, Any], files: dict[str, bytes]) -> None:
        if self.parts == [self.me, "photos"]:
            self._photo(fields, files["source"])
        elif self.parts == [self.me, "feed"]:
            self._post(fields)
        else:
            self._change(fields)

    def _photo(self, fields: dict[str, Any], source: bytes) -> None:
        fits = source.startswith(_JPEG) and len(source) <= 4_000_000
        if not fits or fields.get("published") != "false":
            self.no(100, 1366046)
            return
        number = str(len(self.world.media) + 1)
        self.world.media[number] = {"alt": fields.get("alt_text_custom", ""), "used": False}
        self.answer(200, {"id": number})

    def _post(self, fields: dict[str, Any]) -> None:
        attached = [value for name, value in fields.items() if name.startswith("attached_media[")]
        photos = [self.world.media.get(json.loads(value)["media_fbid"]) for value in attached]
        if self.told(self.world.fail):
            return
        if None in photos or not (photos or fields.get("message")):
            self.no(100)
        elif any(photo["used"] for photo in photos if photo):
            self.no(100, 1366051)
        else:
            for photo in filter(None, photos):
                photo["used"] = True
            number = len(self.world.posts) + 7
            post = {"id": f"{self.me}_{number}", "message": fields["message"],
                    "created_time": self.world.now,
                    "permalink_url": f"https://www.facebook.com/{self.me}/posts/{number}",
                    "photos": len(photos)}  # fmt: skip
            self.world.posts.append(post)
            wanted = self.query.get("fields", "id").split(",")
            self.answer(200, {name: post[name] for name in wanted}, committing=True)

    def _change(self, fields: dict[str, Any]) -> None:
        for post in self.world.posts:
            if post["id"] == self.parts[0]:
                post["message"] = fields["message"]
                self.answer(200, {"success": True})
                return
        self.missing()


class ContainerStandIn(MetaStandIn):
    """What Instagram and Threads have in common."""

    me = "200"
    containers, publish, quota = "media", "media_publish", "content_publishing_limit"
    status, text, listing = "status_code", "caption", "media"
    longest, most, a_day, takes_texts = 2200, 10, 100, False
    address = "https://www.instagram.com/p/{n}/"

    def tell_me(self) -> None:
        account = {"user_id": self.me, "id": self.me, "username": "dinas"}
        self.answer(200, {"data": [account]} if self.world.listed else account)

    def read(self) -> None:
        name = self.parts[0]
        if self.parts == [self.me, self.quota]:
            config = {"quota_total": self.a_day, "quota_duration": 86400}
            usage = {"quota_usage": len(self.world.posts) + self.world.quota, "config": config}
            self.answer(200, {"data": [usage]})
        elif self.parts == [self.me, self.listing]:
            self.answer(200, {"data": self.listed()})
        elif name in self.world.media:
            self.answer(200, {"id": name, self.status: self._status(name)})
        else:
            found = [post for post in self.world.posts if post["id"] == name]
            self.answer(200, found[0]) if found else self.missing()

    def write(self, fields: dict[str, Any], files: dict[str, bytes]) -> None:
        if self.parts == [self.me, self.containers]:
            self._contain(fields)
        else:
            self._publish(fields["creation_id"])

    def _status(self, name: str) -> str:
        still = self.world.working > 0
        self.world.working -= still
        return "IN_PROGRESS" if still else str(self.world.media[name]["status"])

    def _contain(self, fields: dict[str, Any]) -> None:
        children = [one for one in fields.get("children", "").split(",") if one]
        too_long = len(fields.get(self.text, "")) > self.longest
        if too_long or len(fields.get("alt_text", "")) > 1000:
            self.no(100, 2207010)
        elif fields.get("media_type") == "TEXT" and not self.takes_texts:
            self.no(100)
        elif fields.get("media_type") == "CAROUSEL" and not self._fit(children):
            self.no(-1, 2207028)
        elif not self._fetched(fields, carousel=bool(children)):
            self.no(9004, 2207052)
        else:
            for child in children:
                self.world.media[child]["status"] = "USED"
            number = str(len(self.world.media) + 9001)
            status = "ERROR" if self.world.broken else "FINISHED"
            self.world.media[number] = {**fields, "status": status, "children": children}
            self.answer(200, {"id": number})

    def _fit(self, children: list[str]) -> bool:
        known = [self.world.media.get(child, {}) for child in children]
        return 2 <= len(known) <= self.most and all(
            child.get("status") == "FINISHED" and child.get("is_carousel_item") == "true"
            for child in known
        )

    def _fetched(self, fields: dict[str, Any], *, carousel: bool) -> bool:
        """Whether what the container names can be fetched, as Meta's servers do; and is what it
        should be.
        """
        if carousel:
            return True
        if "video_url" in fields:
            return self._get(fields["video_url"])[4:8] == b"ftyp"
        data = self._get(fields.get("image_url", ""))
        return data.startswith(_JPEG) and len(data) <= 8_000_000

    def _get(self, address: str) -> bytes:
        if self.world.blind:
            return b""
        try:
            return httpx.get(address, trust_env=False).raise_for_status().content
        except (httpx.HTTPError, httpx.InvalidURL):
            return b""

    def _publish(self, name: str) -> None:
        container = self.world.media.get(name, {})
        if self.told(self.world.fail):
            return
        if self.world.working:
            self.no(9007, 2207027)
        elif container.get("status") != "FINISHED" or container.get("is_carousel_item") == "true":
            self.no(24, 2207008)
        elif len(self.world.posts) + self.world.quota >= self.a_day:
            self.no(9, 2207042)
        else:
            container["status"] = "PUBLISHED"
            number = str(len(self.world.posts) + 17)
            files = len(container["children"]) or int("image_url" in container)
            self.world.posts.append({"id": number, self.text: container.get(self.text, ""),
                                     "timestamp": self.world.now, "files": files,
                                     "permalink": self.address.format(n=number)})  # fmt: skip
            self.answer(200, {"id": number}, committing=True)


class InstagramStandIn(ContainerStandIn):
    """developers.facebook.com/docs/instagram-platform/content-publishing."""

    deletes = False


class ThreadsStandIn(ContainerStandIn):
    """developers.facebook.com/docs/threads/posts."""

    containers, publish, quota = "threads", "threads_publish", "threads_publishing_limit"
    status, text, listing = "status", "text", "threads"
    longest, most, a_day, takes_texts = 500, 20, 250, True
    address = "https://www.threads.com/@dinas/post/{n}"

    def _fetched(self, fields: dict[str, Any], *, carousel: bool) -> bool:
        if fields.get("media_type") == "TEXT":
            return bool(fields.get("text"))
        return super()._fetched(fields, carousel=carousel)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_anything: object) -> None:
        """Quiet."""


@contextmanager
def public_site(folder: Path) -> Iterator[str]:
    """The office's website, served from `folder` on the loopback; its address."""
    folder.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
