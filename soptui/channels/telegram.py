"""A Telegram channel, by a bot that may post there (core.telegram.org/bots/api).

A bot cannot read what stands in a channel: after a lost answer nobody but a person can say.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.connecting import Plugin, Question
from soptui.channels.contract import CannotSay, Receipt, quiet
from soptui.channels.limits import MP4
from soptui.channels.posting import Posting
from soptui.channels.recipes import SUFFIXES
from soptui.channels.social import NETWORKS
from soptui.channels.wire import Wire
from soptui.errors import Refused
from soptui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import httpx

    from soptui.channels.contract import Job, Progress, Reconciled
    from soptui.channels.social import Network
    from soptui.sop.manifest import MediaEntry, RenditionEntry

API: Final = "https://api.telegram.org"
PATIENCE_S: Final = 300.0
"""It answers only when it has worked on all files; asked again, it would post them twice."""


class Telegram(Posting):
    """One channel `@name`; the wire's address holds the bot's token."""

    def __init__(self, network: Network, wire: Wire, chat: str) -> None:
        super().__init__(network, wire)
        self._chat = chat if chat.startswith("@") else f"@{chat}"

    def check(self) -> str:
        """What the channel is called. Raises Refused when the bot may not post there."""
        me = self._wire.ask("GET", "getMe").data["result"]
        call = {"chat_id": self._chat, "user_id": me["id"]}
        member = self._wire.ask("GET", "getChatMember", params=call).data["result"]
        if member["status"] not in {"administrator", "creator"}:
            raise Refused(
                _("The bot may not post in {chat}.").format(chat=self._chat),
                remedy=_("Make it an administrator of the channel, then try again."),
            )
        return self._chat

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        progress(0, 1)
        sent = self._send(self.text(job), list(self.files(job)))
        progress(1, 1)
        numbers = [str(message["message_id"]) for message in sent]
        return Receipt(url=f"https://t.me/{self._chat[1:]}/{numbers[0]}",
                       handle=self.noted(job, ",".join(numbers)))  # fmt: skip

    @property
    def corrects(self) -> bool:
        return True

    def correct(self, job: Job, earlier: Receipt, progress: Progress = quiet) -> Receipt:
        """Edit the text; other pictures are Refused, for a group's cannot be exchanged at once."""
        numbers, pictures = self.noted_in(earlier)
        if not numbers or pictures != self.pictures(job):
            return super().correct(job, earlier, progress)
        message = {"chat_id": self._chat, "message_id": int(numbers.partition(",")[0])}
        what, text = ("Caption", "caption") if any(self.files(job)) else ("Text", "text")
        edited = {**message, text: self.text(job)}
        answer = self._wire.answer("POST", f"editMessage{what}", json=edited)
        if not answer.is_success and "not modified" not in answer.text:
            raise self._wire.failure(answer, committing=False)
        progress(1, 1)
        return earlier

    @property
    def withdraws(self) -> bool:
        return True

    def withdraw(self, job: Job, earlier: Receipt) -> None:
        """Delete every message of it. A bot may do so for two days; then it is Refused."""
        numbers, _pictures = self.noted_in(earlier)
        if not numbers:
            super().withdraw(job, earlier)
        messages = {"chat_id": self._chat, "message_ids": [int(one) for one in numbers.split(",")]}
        self._wire.ask("POST", "deleteMessages", json=messages)

    def _send(self, text: str, files: list[tuple[MediaEntry, RenditionEntry, Path]]) -> list[Any]:
        """One call, whatever goes with the text: there is nothing half sent. Its messages."""
        if not files:
            message = {"chat_id": self._chat, "text": text}
            return [self._wire.commit("POST", "sendMessage", json=message).data["result"]]
        with contextlib.ExitStack() as opened:
            upload = {
                f"file{number}": (f"{number}{SUFFIXES.get(rendition.media_type, '.jpg')}",
                                  opened.enter_context(path.open("rb")), rendition.media_type)
                for number, (_entry, rendition, path) in enumerate(files)
            }  # fmt: skip
            told = [_told(rendition) for _entry, rendition, _path in files]
            if len(files) == 1:
                kind = str(told[0].pop("type"))
                data = {"chat_id": self._chat, "caption": text, **told[0]}
                return [self._wire.commit("POST", f"send{kind.title()}", data=data,
                                          files={kind: upload["file0"]},
                                          timeout=PATIENCE_S).data["result"]]  # fmt: skip
            group = [{**one, "media": f"attach://{name}"}
                     for one, name in zip(told, upload, strict=True)]  # fmt: skip
            group[0]["caption"] = text
            data = {"chat_id": self._chat, "media": json.dumps(group)}
            sent: list[Any] = self._wire.commit("POST", "sendMediaGroup", data=data, files=upload,
                                                timeout=PATIENCE_S).data["result"]  # fmt: skip
            return sent

    def reconcile(self, _job: Job) -> Reconciled:
        return CannotSay()


def _told(rendition: RenditionEntry) -> dict[str, Any]:
    """What Telegram has to know of a file; without its size it shows a film as a square."""
    if rendition.media_type != MP4:
        return {"type": "photo"}
    return {"type": "video", "width": rendition.width, "height": rendition.height,
            "supports_streaming": True}  # fmt: skip


def _connect(
    settings: Mapping[str, str], secret: str, transport: httpx.BaseTransport | None
) -> Telegram:
    network = NETWORKS["telegram"]
    base = f"{settings.get('server') or API}/bot{secret}/"
    return Telegram(network, Wire(network.label, base, transport=transport), settings["chat"])


PLUGIN: Final = Plugin(
    NETWORKS["telegram"],
    (
        Question("chat", N_("Channel"), "@dinas"),
        Question("secret", N_("Token of the bot"), N_("from @BotFather"), secret=True),
    ),
    _connect,
    page=lambda _settings, account: f"https://t.me/s/{account.removeprefix('@')}",
)  # fmt: skip
