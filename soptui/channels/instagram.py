"""Instagram, for professional accounts (Instagram API with Instagram Login).

Captions can be changed, and posts taken down, by a person only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from soptui.channels.connecting import Plugin, Question
from soptui.channels.containers import Words
from soptui.channels.fetching import Fetching
from soptui.channels.graph import VERSION, wire_to
from soptui.channels.social import NETWORKS
from soptui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

API: Final = f"https://graph.instagram.com/{VERSION}"


class Instagram(Fetching):
    """One professional account; a film that stands alone is a reel."""

    words: ClassVar = Words(
        containers="media", publish="media_publish", posts="media",
        quota="content_publishing_limit", status="status_code", text="caption",
        picture="", film="REELS",
    )  # fmt: skip
    identifier: ClassVar = "user_id"


def _connect(
    settings: Mapping[str, str], secret: str, transport: httpx.BaseTransport | None
) -> Instagram:
    network = NETWORKS["instagram"]
    wire = wire_to(network, settings.get("server") or API, secret, transport)
    return Instagram(network, wire, secret, transport)


PLUGIN: Final = Plugin(
    NETWORKS["instagram"],
    (
        Question("secret", N_("Access token"),
                 N_("developers.facebook.com, the office's app, Instagram"), secret=True),
    ),
    _connect,
    fetches=True,
)  # fmt: skip
