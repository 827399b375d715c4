"""Stand-ins for Mastodon and Telegram, labelled so: small servers that keep the documented rules.

They are no Mastodon and no Telegram. What they enforce is what their documentation says: who may
post, how long a text is, how many files, that a key makes a post once. `drop` lets them lose an
answer after they have done what was asked, as a broken line does.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "rahasia-token-123"


@dataclass
class World:
    """What stands there, and how the server misbehaves next."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Posts of a site by number, drafts too; `posts` are those that visitors see."""
    keeps_keys: bool = True
    drop: int = 0
    """So many answers of committing calls are lost after they were done."""
    fail: list[int] = field(default_factory=list)
    """Status codes to answer with, before anything is done."""
    retry_after: str = ""
    working: int = 0
    """So often a file is still being worked on when it is asked for."""
    calls: list[str] = field(default_factory=list)
    now: str = "2026-11-23T02:00:30.000Z"
    committed: Callable[[], None] = lambda: None
    """Called once something was done, before it is answered."""


class Handler(BaseHTTPRequestHandler):
    """What they have in common."""

    world: World
    world_type: type[World] = World
    disable_nagle_algorithm = True  # an answer is written in two pieces

    def log_message(self, *_anything: object) -> None:
        """Quiet."""

    def body(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """The fields and the files of a request, however it was encoded."""
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            return json.loads(raw or b"{}"), {}
        if kind.startswith("multipart/"):
            head = f"Content-Type: {kind}\r\n\r\n".encode()
            parts = BytesParser(policy=HTTP).parsebytes(head + raw)
            fields, files = {}, {}
            for part in parts.iter_parts():
                name = str(part.get_param("name", header="content-disposition"))
                content = part.get_payload(decode=True)
                if part.get_filename():
                    files[name] = content
                else:
                    fields[name] = content.decode()
            return fields, files
        return {key: values[0] for key, values in parse_qs(raw.decode()).items()}, {}

    def answer(self, status: int, document: object, *, committing: bool = False) -> None:
        if committing:
            self.world.committed()
        if committing and self.world.drop:
            self.world.drop -= 1
            self.connection.close()
            return
        raw = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(raw)))
        for name, value in self.further_headers(status).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def further_headers(self, status: int) -> dict[str, str]:
        told = status == 429 and self.world.retry_after
        return {"retry-after": self.world.retry_after} if told else {}

    def refuses(self) -> bool:
        self.world.calls.append(f"{self.command} {urlsplit(self.path).path}")
        if self.world.fail:
            self.answer(self.world.fail.pop(0), {"error": "as told"})
            return True
        return False


class MastodonStandIn(Handler):
    """docs.joinmastodon.org: accounts, media and statuses."""

    def do_GET(self) -> None:
        if self.refuses() or not self._signed():
            return
        path = urlsplit(self.path).path
        if path == "/api/v1/accounts/verify_credentials":
            self.answer(200, {"id": "7", "acct": "dinas"})
        elif path.startswith("/api/v1/media/"):
            still = self.world.working > 0
            self.world.working -= still
            self.answer(206 if still else 200, self.world.media[path.rpartition("/")[2]])
        else:
            self.answer(200, list(reversed(self.world.posts)))

    def do_PUT(self) -> None:
        fields, _files = self.body()
        if self.refuses() or not self._signed():
            return
        post = self._found()
        if post is None:
            self.answer(404, {"error": "Record not found"})
        else:
            post.update(content=_html(fields["status"]), media=fields["media_ids"])
            self.answer(200, post, committing=True)

    def do_DELETE(self) -> None:
        if self.refuses() or not self._signed():
            return
        post = self._found()
        if post is None:
            self.answer(404, {"error": "Record not found"})
        else:
            self.world.posts.remove(post)
            self.answer(200, post, committing=True)

    def _found(self) -> dict[str, Any] | None:
        number = self.path.rpartition("/")[2]
        return next((post for post in self.world.posts if post["id"] == number), None)

    def do_POST(self) -> None:
        fields, files = self.body()
        if self.refuses() or not self._signed():
            return
        if self.path == "/api/v2/media":
            number = str(len(self.world.media) + 1)
            kind = "video" if is_film(files["file"]) else "image"
            self.world.media[number] = {"id": number, "size": len(files["file"]), "type": kind,
                                        "description": fields.get("description", "")}  # fmt: skip
            self.answer(202 if self.world.working else 200, self.world.media[number])
            return
        key = self.headers.get("idempotency-key", "")
        if self.world.keeps_keys and key in self.world.keys:
            self.answer(200, self.world.keys[key], committing=True)
        elif len(fields["status"]) > 500 or not self._fits(fields["media_ids"]):
            self.answer(422, {"error": "Validation failed"})
        else:
            post = self._post(fields)
            self.world.keys[key] = post
            self.answer(200, post, committing=True)

    def _fits(self, ids: list[str]) -> bool:
        """Four pictures, or one film."""
        kinds = [self.world.media[number]["type"] for number in ids]
        return len(kinds) <= 4 and ("video" not in kinds or len(kinds) == 1)

    def _post(self, fields: dict[str, Any]) -> dict[str, Any]:
        number = str(len(self.world.posts) + 100)
        post = {"id": number, "url": f"https://sosial.example/@dinas/{number}",
                "content": _html(fields["status"]), "created_at": self.world.now,
                "media": fields["media_ids"]}  # fmt: skip
        self.world.posts.append(post)
        return post

    def _signed(self) -> bool:
        if self.headers.get("authorization") == f"Bearer {TOKEN}":
            return True
        self.answer(401, {"error": "The access token is invalid"})
        return False


def _html(status: str) -> str:
    text = status.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{part}</p>" for part in text.split("\n\n")).replace("\n", "<br />")


class TelegramStandIn(Handler):
    """core.telegram.org/bots/api: getMe, getChatMember, sendMessage, sendPhoto, sendVideo,
    sendMediaGroup, editMessageText, editMessageCaption, deleteMessages.
    """

    administrator = True

    def do_GET(self) -> None:
        if self.refuses() or not self._signed():
            return
        status = "administrator" if self.administrator else "left"
        answers = {"getMe": {"id": 5}, "getChatMember": {"status": status}}
        name = urlsplit(self.path).path.rpartition("/")[2]
        self.answer(200, {"ok": True, "result": answers[name]})

    def do_POST(self) -> None:
        fields, files = self.body()
        if self.refuses() or not self._signed():
            return
        method = self.path.rpartition("/")[2]
        if method == "deleteMessages":
            gone = [
                post for post in self.world.posts if post["message_id"] in fields["message_ids"]
            ]
            self.world.posts[:] = [post for post in self.world.posts if post not in gone]
            self.answer(200, {"ok": True, "result": True}, committing=True)
            return
        if method.startswith("editMessage"):
            self._edit(method, fields)
            return
        text = fields.get("text") or fields.get("caption") or ""
        group = json.loads(fields["media"]) if method == "sendMediaGroup" else []
        if group:
            text = group[0]["caption"]
        if not self._fits(method, group, files):
            self.answer(400, {"ok": False, "description": "Bad Request: wrong media"})
            return
        if not text or len(text) > (1024 if files else 4096) or fields["chat_id"] != "@dinas":
            self.answer(400, {"ok": False, "description": "Bad Request"})
            return
        number = 10 * len(self.world.posts) + 41
        self.world.posts.append({"message_id": number, "text": text, "files": len(files),
                                 "kinds": list(kinds_of(files).values())})  # fmt: skip
        group = [{"message_id": number + place} for place in range(len(files) or 1)]
        result = group if method == "sendMediaGroup" else group[0]
        self.answer(200, {"ok": True, "result": result}, committing=True)

    def _fits(self, method: str, group: list[dict[str, Any]], files: dict[str, bytes]) -> bool:
        """Whether every file is what the call says it is, and none too heavy for a bot."""
        named = {one["media"][9:]: one["type"] for one in group}
        single = {"sendPhoto": {"photo": "photo"}, "sendVideo": {"video": "video"},
                  "sendMessage": {}}  # fmt: skip
        right = 2 <= len(group) <= 10 if group else method in single
        return (
            right
            and kinds_of(files) == single.get(method, named)
            and all(len(content) <= 50_000_000 for content in files.values())
        )

    def _edit(self, method: str, fields: dict[str, Any]) -> None:
        number = fields["message_id"]
        post = next((one for one in self.world.posts if one["message_id"] == number), None)
        text = fields.get("text") or fields.get("caption")
        if post is None or (method == "editMessageCaption") != bool(post["files"]):
            self.answer(400, {"ok": False, "description": "Bad Request: message to edit not found"})
        elif post["text"] == text:
            self.answer(400, {"ok": False, "description": "Bad Request: message is not modified"})
        else:
            post["text"] = text
            self.answer(200, {"ok": True, "result": {"message_id": number}}, committing=True)

    def _signed(self) -> bool:
        if self.path.startswith(f"/bot{TOKEN}/"):
            return True
        self.answer(401, {"ok": False, "description": "Unauthorized"})
        return False


def is_film(content: bytes) -> bool:
    """Whether it begins as an MP4."""
    return content[4:8] == b"ftyp"


def kinds_of(files: dict[str, bytes]) -> dict[str, str]:
    """What each file of a request is, as Telegram calls it."""
    return {name: "video" if is_film(content) else "photo" for name, content in files.items()}


@contextmanager
def serving(handler: type[Handler]) -> Iterator[tuple[str, World]]:
    """The stand-in on the loopback: its address, and its world."""
    world = handler.world_type()
    made = type("Serving", (handler,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", 0), made)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", world
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
