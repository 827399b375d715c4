"""A stand-in for WordPress, labelled so: a small server that keeps the rules of its REST API.

It is no WordPress; `tests/real` runs the same against one. What it enforces: who may publish, that
a second post of one address gets `-2`, that a file's words are kept by a second call alone, that
drafts and the files of drafts are nobody's to see.
"""

from __future__ import annotations

import base64
import json
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.channels.standins import TOKEN, Handler

USER = "dinas"
API = "/wp-json/wp/v2/"
AUTHOR = ("edit_posts", "publish_posts", "edit_published_posts", "upload_files", "delete_posts")
FORBIDDEN = {"code": "rest_invalid_param",
             "data": {"details": {"status": {"code": "rest_forbidden_status"}}}}  # fmt: skip
"""What a stranger is told who asks for drafts."""
CONTRIBUTOR = ("edit_posts", "delete_posts")


class WordPressStandIn(Handler, BaseHTTPRequestHandler):
    """developer.wordpress.org/rest-api/reference: users/me, posts, media."""

    capabilities: tuple[str, ...] = AUTHOR

    def do_GET(self) -> None:
        if not self._let_in():
            return
        kind, query = self._kind(), dict(parse_qsl(urlsplit(self.path).query))
        if kind == "users":
            may = dict.fromkeys(self.capabilities, True)
            self.answer(200, {"username": USER, "capabilities": may})
        elif kind == "media":
            files = self.world.media.values()
            self.answer(200, [one for one in files if str(one["post"]) == query["parent"]])
        else:
            found = [one for one in self.world.pages.values() if _fits(one, query)]
            self.answer(200, list(reversed(found)))  # the newest first

    def do_POST(self) -> None:
        fields, files = self.body()
        publishes = fields.get("status") == "publish"
        if not self._let_in(publishes=publishes):
            return
        if publishes and "publish_posts" not in self.capabilities:
            self.answer(403, {"code": "rest_cannot_publish"})
        elif self._kind() == "media":
            self._keep_file(fields, files)
        else:
            self._keep_post(fields, publishes=publishes)

    def do_DELETE(self) -> None:
        if not self._let_in():
            return
        if self._kind() == "media":
            gone = self.world.media.pop(self._number(), None)
        else:
            gone = self.world.pages.pop(int(self._number()), None)
            self._show()
        self.answer(*((200, {"deleted": True}) if gone else (404, {"code": "rest_invalid_id"})))

    def _keep_post(self, fields: dict[str, Any], *, publishes: bool) -> None:
        pages, number = self.world.pages, self._number()
        if number and int(number) not in pages:
            self.answer(404, {"code": "rest_post_invalid_id"})
            return
        post = pages.get(int(number)) if number else None
        if post is None:
            new = self._new_number()
            post = pages[new] = {"id": new, "slug": self._free(fields["slug"]), "status": "draft"}
        said = {name: value for name, value in fields.items() if name != "slug"}
        if "content" in said:
            said["content"] = {"raw": said["content"]}
        post.update(said)
        place = f"2026/11/{post['slug']}/" if post["status"] == "publish" else f"?p={post['id']}"
        post["link"] = f"https://situs.example/{place}"
        self._show()
        self.answer(200 if number else 201, post, committing=publishes)

    def _keep_file(self, fields: dict[str, Any], files: dict[str, bytes]) -> None:
        media, number = self.world.media, self._number()
        if number:
            media[number].update(fields)
            self.answer(200, media[number])
            return
        new = str(self._new_number())
        address = f"https://situs.example/wp-content/uploads/{fields['slug']}.jpg"
        media[new] = {"id": int(new), "slug": fields["slug"], "post": fields["post"],
                      "source_url": address, "size": len(files["file"])}  # fmt: skip
        self.answer(201, media[new])

    def _show(self) -> None:
        """What visitors see."""
        found = self.world.pages.values()
        self.world.posts[:] = [post for post in found if post["status"] == "publish"]

    def _free(self, slug: str) -> str:
        taken = {post["slug"] for post in self.world.pages.values()}
        names = [slug, *(f"{slug}-{number}" for number in range(2, 99))]
        return next(name for name in names if name not in taken)

    def _new_number(self) -> int:
        return 1 + max(map(int, [40, *self.world.pages, *self.world.media]))

    def _kind(self) -> str:
        return urlsplit(self.path).path.removeprefix(API).split("/")[0]

    def _number(self) -> str:
        return urlsplit(self.path).path.removeprefix(API).partition("/")[2]

    def _let_in(self, *, publishes: bool = False) -> bool:
        """What is told to fail fails where it is published; a password that does not work works
        nowhere.
        """
        self.world.calls.append(f"{self.command} {urlsplit(self.path).path.removeprefix(API)}")
        told = self.world.fail[:1]
        if told and (publishes or told[0] in {401, 403}):
            self.answer(self.world.fail.pop(0), {"code": "as_told"})
            return False
        if not self.path.startswith(API):
            self.answer(404, {"code": "rest_no_route"})
            return False
        pair = base64.b64encode(f"{USER}:{TOKEN}".encode()).decode()
        if self.headers.get("authorization") != f"Basic {pair}":
            drafts = self.command == "GET" and self._kind() == "posts"
            self.answer(*((400, FORBIDDEN) if drafts else (401, {"code": "rest_not_logged_in"})))
            return False
        return True


def _fits(post: dict[str, Any], query: dict[str, str]) -> bool:
    if "include" in query and str(post["id"]) not in query["include"].split(","):
        return False
    if "slug" in query and post["slug"] not in query["slug"].split(","):
        return False
    statuses = query.get("status", "publish").split(",")
    return post["status"] in statuses and query.get("search", "") in json.dumps(post["content"])
