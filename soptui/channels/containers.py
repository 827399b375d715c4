"""Containers, in which Instagram and Threads take what is to be published.

Nobody sees a container; one call publishes it, once. It is good for a day, and says for itself
whether it was published (developers.facebook.com/docs/instagram-platform/content-publishing,
…/docs/threads/posts; as read on 2026-11-27).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.graph import LOOKED_THROUGH
from soptui.channels.wire import Gone
from soptui.errors import Refused, Unreachable
from soptui.i18n import _

if TYPE_CHECKING:
    from soptui.channels.wire import Wire

PAUSE_S: Final = 5.0
"""Between two looks at what is still being worked on."""
LOOKS: Final = 12
"""How often a container is looked at in one try; the next one goes on with the same container."""
QUOTA_PAUSE_S: Final = 3600.0
READY: Final = frozenset({"FINISHED", "IN_PROGRESS"})
"""Says of a container that it was not published and still can be."""
PUBLISHED: Final = "PUBLISHED"


@dataclass(frozen=True, slots=True)
class Words:
    """What a network calls the same things: edges, fields, and the types of a picture and of a
    film that stands alone.
    """

    containers: str
    publish: str
    posts: str
    quota: str
    status: str
    text: str
    picture: str
    film: str


class Containers:
    """Those of one network. `me` is the account's identifier."""

    def __init__(self, wire: Wire, words: Words, *, wait: Callable[[float], None] = time.sleep):
        self._wire, self._words, self.wait = wire, words, wait

    def create(self, me: str, fields: Mapping[str, str]) -> str:
        """A new one; its identifier."""
        said = {name: text for name, text in fields.items() if text}
        reply = self._wire.ask("POST", f"/{me}/{self._words.containers}", data=said)
        return str(reply.data["id"])

    def status(self, container: str) -> str:
        """`FINISHED`, `IN_PROGRESS`, `PUBLISHED`, `EXPIRED`, `ERROR`; empty where there is none."""
        field = self._words.status
        try:
            told = self._wire.ask("GET", f"/{container}", params={"fields": field}).data
        except Gone:
            return ""
        return str(told[field])

    def finish(self, container: str) -> None:
        """Wait until the network has worked on it.

        Raises Unreachable where that takes long, Refused where it cannot, Unknown where it was
        published before.
        """
        for _look in range(LOOKS):
            status = self.status(container)
            if status == "FINISHED":
                return
            if status == PUBLISHED:
                raise self._wire.unknown()
            if status not in READY:
                raise Refused(
                    _("{channel} could not work on the files; nothing was posted.").format(
                        channel=self._wire.label
                    ),
                    remedy=_("See whether the files keep its rules; then try again."),
                )
            self.wait(PAUSE_S)
        raise Unreachable(
            _("{channel} takes very long to work on a file; nothing was posted.").format(
                channel=self._wire.label
            ),
            remedy=_("It is tried again by itself."),
        )

    def publish(self, me: str, container: str) -> str:
        """The one call that cannot be taken back; the post's identifier."""
        path = f"/{me}/{self._words.publish}"
        reply = self._wire.commit("POST", path, data={"creation_id": container})
        return str(reply.data["id"])

    def require_quota(self, me: str) -> None:
        """Raise Unreachable where the account has as many posts as a day may have."""
        path, asked = f"/{me}/{self._words.quota}", {"fields": "quota_usage,config"}
        told = self._wire.ask("GET", path, params=asked).data["data"][0]
        if told["quota_usage"] >= told["config"]["quota_total"]:
            raise Unreachable(
                _("{channel} takes no more posts today; nothing was sent.").format(
                    channel=self._wire.label
                ),
                remedy=_("It is tried again by itself."),
                retry_after=QUOTA_PAUSE_S,
            )

    def permalink(self, post: str) -> str:
        """Where a post stands."""
        told = self._wire.ask("GET", f"/{post}", params={"fields": "permalink"}).data
        return str(told["permalink"])

    def posts(self, me: str) -> list[dict[str, Any]]:
        """The account's newest: `id`, the text, `permalink`, `timestamp`."""
        fields = f"id,{self._words.text},permalink,timestamp"
        asked = {"fields": fields, "limit": str(LOOKED_THROUGH)}
        found: list[dict[str, Any]] = self._wire.ask(
            "GET", f"/{me}/{self._words.posts}", params=asked
        ).data["data"]
        return found
