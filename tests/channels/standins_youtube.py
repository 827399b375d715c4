"""A stand-in for Google's consent and YouTube's Data API, labelled so. It is no YouTube.

It enforces what the documentation says, as read on 2026-11-27: which scopes a device without a
browser is given and which call needs which; that a session takes parts of 256 KiB in their order
and says how much it has; that a video is public unless it is said to be private; which properties
an update has to name; lengths of title and description; quotas, and a consent that is taken back.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from soptui.channels.oauth import Grant
from tests.channels.standins import TOKEN, Handler, World

CLIENT_ID = "kantor.apps.googleusercontent.com"
REFRESH = "1//rahasia"
GRAIN = 256 * 1024
DEVICE_SCOPES = {"youtube", "youtube.readonly"}
"""Of YouTube's; `youtube.upload` is not among them."""
WRITES = {"youtube", "youtube.force-ssl", "youtubepartner"}
PREFIX = "https://www.googleapis.com/auth/"


@dataclass
class Session:
    """An upload under way."""

    about: dict[str, Any]
    size: int
    data: bytearray = field(default_factory=bytearray)
    video: str = ""


@dataclass
class YouTubeWorld(World):
    """Videos, sessions and tokens; `posts` are the videos that everybody sees."""

    videos: dict[str, dict[str, Any]] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    base: str = ""
    scope: str = ""
    said: list[str] = field(default_factory=lambda: ["authorization_pending", "yes"])
    """What is answered when the program asks whether the person has said yes; the last stays."""
    interval: float = 5
    """Seconds that the program has to let pass between asking."""
    access: str = ""
    """The one token that works now."""
    issued: int = 0
    renewed: int = 0
    revoked: bool = False
    ends_in: int = 0
    """Seconds until the consent ends; 0 where nothing is said."""
    drop_token: int = 0
    """So many new tokens are made and their answers lost."""
    break_part: int = 0
    """The part of that number is cut off in its middle."""
    drop_last: int = 0
    """So many answers to the last part are lost."""
    quota: bool = True
    audited: bool = True
    parts: int = 0

    def token(self) -> str:
        self.issued += 1
        self.access = f"ya29.rahasia-{self.issued}"
        return self.access


def granted(world: YouTubeWorld) -> str:
    """What the program keeps once a person has said yes."""
    world.scope = PREFIX + "youtube"
    return Grant(TOKEN, REFRESH, world.token()).to_text()


class YouTubeStandIn(Handler, BaseHTTPRequestHandler):
    """oauth2.googleapis.com and www.googleapis.com in one."""

    world: YouTubeWorld
    world_type = YouTubeWorld

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(datetime.fromisoformat(self.world.now), usegmt=False)

    # Requests

    def do_GET(self) -> None:
        path, query = self._called()
        if self.refuses() or not self._allowed():
            return
        answers = {"channels": self._channels, "playlistItems": self._items, "videos": self._videos}
        answers[path.rpartition("/")[2]](query)

    def do_POST(self) -> None:
        path, query = self._called()
        if path == "/device/code":
            self._begin_consent(self._form())
        elif path == "/token":
            self._token(self._form())
        else:
            self._begin_upload(query, json.loads(self._raw()))

    def do_PUT(self) -> None:
        path, query = self._called()
        if path.startswith("/upload/"):
            self._part(query["upload_id"])
            return
        document = json.loads(self._raw())
        if not self.refuses() and self._allowed(WRITES):
            self._update(query["part"], document)

    def _called(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        return parts.path, dict(parse_qsl(parts.query))

    def _raw(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", 0)))

    def _form(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(self._raw().decode()).items()}

    def _no(self, status: int, reason: str, message: str = "") -> None:
        error = {"code": status, "message": message, "errors": [{"reason": reason}]}
        self.answer(status, {"error": error})

    def _allowed(self, scopes: set[str] = WRITES | {"youtube.readonly"}) -> bool:
        signed = self.headers.get("authorization", "")
        if not self.world.access or signed != f"Bearer {self.world.access}":
            self._no(401, "authError", "Invalid Credentials")
        elif self.world.scope.removeprefix(PREFIX) not in scopes:
            self._no(403, "insufficientPermissions")
        elif not self.world.quota:
            self._no(403, "quotaExceeded", "You have exceeded your quota.")
        else:
            return True
        return False

    # Consent

    def _begin_consent(self, form: dict[str, str]) -> None:
        if self.refuses():
            return
        scopes = {scope.removeprefix(PREFIX) for scope in form["scope"].split()}
        if form.get("client_id") != CLIENT_ID:
            self.answer(401, {"error": "invalid_client"})
        elif not scopes <= DEVICE_SCOPES:
            self.answer(400, {"error": "invalid_scope"})
        else:
            self.world.scope = form["scope"]
            self.answer(200, {"device_code": "AH-1", "user_code": "GQVQ-JKEC", "expires_in": 1800,
                              "verification_url": "https://www.google.com/device",
                              "interval": self.world.interval})  # fmt: skip

    def _token(self, form: dict[str, str]) -> None:
        if self.refuses():
            return
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, TOKEN):
            self.answer(401, {"error": "invalid_client"})
        elif form["grant_type"] == "refresh_token":
            self._renew(form["refresh_token"])
        else:
            said = self.world.said[0] if len(self.world.said) == 1 else self.world.said.pop(0)
            status = {"yes": 200, "authorization_pending": 428}.get(said, 403)
            given = {"refresh_token": REFRESH} if status == 200 else {"error": said}
            self._grant(status, given)

    def _renew(self, refresh_token: str) -> None:
        if self.world.revoked or refresh_token != REFRESH:
            self.answer(400, {"error": "invalid_grant"})
            return
        self.world.renewed += 1
        self._grant(200, {})

    def _grant(self, status: int, given: dict[str, Any]) -> None:
        if status == 200:
            given |= {"access_token": self.world.token(), "expires_in": 3599,
                      "scope": self.world.scope, "token_type": "Bearer"}  # fmt: skip
            if self.world.ends_in:
                given["refresh_token_expires_in"] = self.world.ends_in
            self.world.committed()
            if self.world.drop_token:
                self.world.drop_token -= 1
                self.connection.close()
                return
        self.answer(status, given)

    # Uploads

    def _begin_upload(self, query: dict[str, str], about: dict[str, Any]) -> None:
        if self.refuses() or not self._allowed(WRITES | {"youtube.upload"}):
            return
        if query != {"uploadType": "resumable", "part": "snippet,status"}:
            self._no(400, "badRequest")
        elif (reason := _unfit(about["snippet"])) or "X-Upload-Content-Type" not in self.headers:
            self._no(400, reason or "badRequest")
        else:
            number = f"AEnB{len(self.world.sessions)}"
            size = int(self.headers["X-Upload-Content-Length"])
            self.world.sessions[number] = Session(about, size)
            host = self.headers["host"]
            self._reply(200, location=f"http://{host}{self.path}&upload_id={number}")

    def _part(self, number: str) -> None:
        session, data = self.world.sessions.get(number), self._cut()
        if self.refuses() or not self._allowed(WRITES | {"youtube.upload"}):
            return
        if session is None:
            self._no(404, "notFound")
            return
        if data is None:  # the line broke: what had come in whole grains is kept
            session.data += self.half[: len(self.half) // GRAIN * GRAIN]
            self.connection.close()
            return
        where = re.fullmatch(r"bytes (?:\*|(\d+)-(\d+))/(\d+)", self.headers["content-range"])
        assert where is not None
        assert int(where[3]) == session.size
        last = where[1] is not None and int(where[2]) + 1 == session.size
        if where[1] is not None and not session.video:
            fits = int(where[1]) == len(session.data) and int(where[2]) - int(where[1]) + 1 == len(
                data
            )
            if not fits or (len(data) % GRAIN and not last):
                self._no(400, "badContent")
                return
            session.data += data
        if len(session.data) < session.size:
            told = f"bytes=0-{len(session.data) - 1}" if session.data else ""
            self._reply(308, range=told)
        else:
            self._made(session, last=last)

    def _cut(self) -> bytes | None:
        """The body; None where this part is to break in its middle."""
        length = int(self.headers.get("content-length", 0))
        self.world.parts += bool(length)
        if length and self.world.break_part and self.world.parts == self.world.break_part:
            self.world.break_part = 0
            self.half = self.rfile.read(length // 2)
            return None
        return self.rfile.read(length)

    def _made(self, session: Session, *, last: bool) -> None:
        if not session.video:
            session.video = f"vid{len(self.world.videos):08d}"
            about = json.loads(json.dumps(session.about))
            about["status"].setdefault("privacyStatus", "public")  # so since 2 November 2026
            video = {"id": session.video, "bytes": len(session.data), **about}
            self.world.videos[session.video] = video
            self._seen(video)
        if last and self.world.drop_last:
            self.world.drop_last -= 1
            self.connection.close()
            return
        self.answer(201, self.world.videos[session.video])

    def _reply(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("content-length", "0")
        self.end_headers()

    # Videos

    def _update(self, part: str, document: dict[str, Any]) -> None:
        video = self.world.videos.get(document["id"])
        if video is None:
            self._no(404, "videoNotFound")
            return
        if part == "snippet":
            if reason := _unfit(document["snippet"]) or ("categoryId" not in document["snippet"]):
                self._no(400, str(reason))
                return
            video["snippet"] = document["snippet"]
        else:
            public = document["status"]["privacyStatus"] == "public" and not self.world.audited
            video["status"] = {**document["status"], **({"privacyStatus": "private"} if public
                                                        else {})}  # fmt: skip
        self._seen(video)
        self.answer(200, video, committing=True)

    def _seen(self, video: dict[str, Any]) -> None:
        public = video["status"]["privacyStatus"] == "public"
        if public and video not in self.world.posts:
            self.world.posts.append(video)
        elif not public and video in self.world.posts:
            self.world.posts.remove(video)

    def _channels(self, query: dict[str, str]) -> None:
        assert query["mine"] == "true"
        lists = {"relatedPlaylists": {"uploads": "UU1"}}
        channel = {"id": "UC1", "snippet": {"title": "Dinas Contoh", "customUrl": "@dinas"},
                   "contentDetails": lists}  # fmt: skip
        self.answer(200, {"items": [channel]})

    def _items(self, query: dict[str, str]) -> None:
        if query["playlistId"] != "UU1" or not self.world.videos:
            self._no(404, "playlistNotFound")
            return
        newest = list(reversed(self.world.videos))[: int(query["maxResults"])]
        self.answer(200, {"items": [{"contentDetails": {"videoId": one}} for one in newest]})

    def _videos(self, query: dict[str, str]) -> None:
        wanted = query["id"].split(",")
        found = [self.world.videos[one] for one in wanted if one in self.world.videos]
        self.answer(200, {"items": found})


def _unfit(snippet: dict[str, Any]) -> str:
    title, words = snippet.get("title", ""), snippet.get("description", "")
    if not title or len(title) > 100 or set("<>") & set(title):
        return "invalidTitle"
    if len(words.encode()) > 5000 or set("<>") & set(words):
        return "invalidDescription"
    return ""
