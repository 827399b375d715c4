"""A YouTube channel (developers.google.com/youtube/v3/docs, as read on 2026-11-27).

A video is uploaded private, which nobody sees, and then made public: that update is the one call
that counts, and doing it again changes nothing. A tag, which only the owner sees, says which
delivery a video belongs to.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.connecting import Plugin, Question, server_address
from soptui.channels.contract import Absent, Receipt, quiet
from soptui.channels.google import judge
from soptui.channels.oauth import Consent, Grant
from soptui.channels.posting import Posting
from soptui.channels.resumable import begin, parts, send
from soptui.channels.social import NETWORKS
from soptui.channels.text import clean, without_angles
from soptui.channels.tokens import InHand, Tokens
from soptui.channels.wire import Gone, Wire
from soptui.channels.youtube_api import YouTubeApi, status
from soptui.errors import Refused
from soptui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    import httpx

    from soptui.channels.connecting import Asking
    from soptui.channels.contract import Job, Progress, Reconciled
    from soptui.channels.social import Network
    from soptui.channels.tokens import Keeper
    from soptui.sop.manifest import RenditionEntry

API: Final = "https://www.googleapis.com"
CONSENT: Final = "https://oauth2.googleapis.com"
SCOPE: Final = "https://www.googleapis.com/auth/youtube"
"""`youtube.upload` alone may not change a video, and is not given to devices without a browser."""
UPLOAD: Final = "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status"
NEWS: Final = "25"
"""YouTube's category "News & Politics"; an update of the words has to name one."""


class YouTube(Posting):
    """The channel of one Google account."""

    def __init__(self, network: Network, wire: Wire, tokens: Tokens[Grant]) -> None:
        super().__init__(network, wire)
        self._tokens = tokens
        self._api = YouTubeApi(wire)

    def keep_with(self, keeper: Keeper) -> None:
        self._tokens.keeper = keeper

    def check(self) -> str:
        """What the channel is called. Raises Refused when the account has none."""
        channel = self._api.channel("snippet")["snippet"]
        return str(channel.get("customUrl") or channel["title"])

    def expires(self) -> datetime | None:
        return self._tokens.kept().end()

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        found = list(self.files(job))
        if len(found) != 1:
            raise Refused(_("{channel} needs a video.").format(channel=self.label))
        _entry, rendition, path = found[0]
        steps = parts(path.stat().st_size) + 1
        video = self._uploaded(job, rendition, path, progress)
        if not self._api.show(video):
            raise Refused(
                _("YouTube keeps the video private."),
                remedy=_("The office's project has to pass YouTube's audit first; see its page "
                         "for developers."),
            )  # fmt: skip
        progress(steps, steps)
        return _receipt(video)

    def _uploaded(self, job: Job, rendition: RenditionEntry, path: Path, progress: Progress) -> str:
        """The id of the private video, brought up as far as it is not there."""
        if job.handle:
            with contextlib.suppress(Gone):
                return self._resumed(job, path, progress)
            # The session is forgotten; what came of it is not.
            if (found := self._api.tagged(_tag(job))) is not None:
                return str(found["id"])
        about = {"snippet": self._snippet(job, rendition.sha256), "status": status("private")}
        session = begin(self._wire, UPLOAD, about, path.stat().st_size, rendition.media_type)
        job.keep(session)
        return self._sent(job, session, path, progress)

    def _resumed(self, job: Job, path: Path, progress: Progress) -> str:
        if _is_video(job.handle):
            return str(self._api.video(job.handle)["id"])
        if not self._wire.reaches(job.handle):
            raise Gone(_("That is no address of an upload."))
        return self._sent(job, job.handle, path, progress)

    def _sent(self, job: Job, session: str, path: Path, progress: Progress) -> str:
        video = str(send(self._wire, session, path, progress)["id"])
        job.keep(video)
        return video

    def reconcile(self, job: Job) -> Reconciled:
        try:
            video = self._standing(job)
        except Gone:
            return Absent()
        if video is None or video["status"]["privacyStatus"] != "public":
            return Absent()
        return _receipt(str(video["id"]))

    def _standing(self, job: Job) -> dict[str, Any] | None:
        """The video as it is. Its id is kept before it is made public; where there is none, only a
        person can have done that.
        """
        if _is_video(job.handle):
            return self._api.video(job.handle)
        return self._api.tagged(_tag(job))

    @property
    def corrects(self) -> bool:
        return True

    def correct(self, job: Job, earlier: Receipt, progress: Progress = quiet) -> Receipt:
        """Change title and text. Raises Refused where the video itself is another one: YouTube
        exchanges none.
        """
        if not _is_video(_id_of(earlier)):
            return super().correct(job, earlier, progress)
        video = self._api.video(_id_of(earlier))
        tags = video["snippet"].get("tags", [])
        for _entry, rendition, _path in self.files(job):
            if _film_tag(rendition.sha256) not in tags and any(map(_is_film_tag, tags)):
                raise Refused(
                    _("YouTube cannot exchange the video itself; nothing was changed."),
                    remedy=_("Publish the new video as a release of its own, and take the old "
                             "one down."),
                )  # fmt: skip
        self._api.rewrite(video["id"], {**self._snippet(job, ""), "tags": tags})
        progress(1, 1)
        return earlier

    @property
    def withdraws(self) -> bool:
        return True

    def withdraw(self, job: Job, earlier: Receipt) -> None:
        """Make it private: nobody sees it, and it can be made public again by hand."""
        if not _is_video(_id_of(earlier)):
            super().withdraw(job, earlier)
        with contextlib.suppress(Gone):
            self._api.hide(_id_of(earlier))

    def _snippet(self, job: Job, sha256: str) -> dict[str, Any]:
        title = " ".join(clean(job.manifest.title).split())
        return {
            "title": without_angles(title),
            "description": without_angles(self.text(job)),
            "tags": [_tag(job), _film_tag(sha256)],
            "categoryId": NEWS,
            "defaultLanguage": "id",
        }


def _tag(job: Job) -> str:
    return "soptui-" + hashlib.sha256(job.key.encode()).hexdigest()[:20]


def _film_tag(sha256: str) -> str:
    return f"soptui-film-{sha256[:20]}"


def _is_film_tag(tag: str) -> bool:
    return tag.startswith("soptui-film-")


def _is_video(handle: str) -> bool:
    return re.fullmatch(r"[\w-]{11}", handle, re.ASCII) is not None


def _id_of(earlier: Receipt) -> str:
    """The video's id: its handle, or the end of an address that a person pasted."""
    return re.split(r"[/=]", earlier.handle or earlier.url)[-1]


def _receipt(video: str) -> Receipt:
    return Receipt(url=f"https://www.youtube.com/watch?v={video}", handle=video)


def _consent(settings: Mapping[str, str], transport: httpx.BaseTransport | None) -> Consent:
    base = server_address(settings.get("server") or CONSENT)
    wire = Wire(NETWORKS["youtube"].label, base, transport=transport)
    return Consent(wire, settings["client_id"], scope=SCOPE)


def _authorise(
    settings: Mapping[str, str],
    secret: str,
    asking: Asking,
    transport: httpx.BaseTransport | None,
) -> str:
    return _consent(settings, transport).obtain(secret, asking).to_text()


def _connect(
    settings: Mapping[str, str], secret: str, transport: httpx.BaseTransport | None
) -> YouTube:
    network, consent = NETWORKS["youtube"], _consent(settings, transport)
    tokens = Tokens(InHand(secret), Grant.parse, consent.renewed)
    base = server_address(settings.get("server") or API)
    wire = Wire(network.label, base, transport=transport, judge=judge, tokens=tokens)
    return YouTube(network, wire, tokens)


PLUGIN: Final = Plugin(
    NETWORKS["youtube"],
    (
        Question("client_id", N_("Client ID"),
                 N_("Google Cloud, Credentials: for TVs and limited input devices")),
        Question("secret", N_("Client secret"), N_("beside the client ID"), secret=True),
    ),
    _connect,
    _authorise,
)  # fmt: skip
