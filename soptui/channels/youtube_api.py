"""What is asked of YouTube's Data API (developers.google.com/youtube/v3/docs)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from soptui.channels.wire import Gone
from soptui.errors import Refused
from soptui.i18n import _

if TYPE_CHECKING:
    from soptui.channels.wire import Wire

VIDEOS: Final = "/youtube/v3/videos"
LOOKED_THROUGH: Final = 50
"""Own videos that are looked through for one that was uploaded: as many as one page has."""


class YouTubeApi:
    """The videos of one channel. Documents are as the API gives them; raises as the wire does."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def channel(self, part: str) -> dict[str, Any]:
        """The account's own. Raises Refused where it has none."""
        for channel in self._list("/youtube/v3/channels", part=part, mine="true"):
            return channel
        raise Refused(
            _("This Google account has no YouTube channel."),
            remedy=_("Sign in to the account that owns the channel, then connect once more."),
        )

    def video(self, video: str) -> dict[str, Any]:
        """The video with that id. Raises Gone where there is none."""
        for found in self._list(VIDEOS, part="snippet,status", id=video):
            return found
        raise Gone(_("YouTube does not have the video any more."))

    def tagged(self, tag: str) -> dict[str, Any] | None:
        """The newest of the last videos that carries `tag`."""
        lists = self.channel("contentDetails")["contentDetails"]["relatedPlaylists"]
        try:
            newest = self._list("/youtube/v3/playlistItems", part="contentDetails",
                                playlistId=lists["uploads"], maxResults=LOOKED_THROUGH)  # fmt: skip
        except Gone:  # nothing was ever uploaded
            return None
        ids = ",".join(one["contentDetails"]["videoId"] for one in newest)
        videos = self._list(VIDEOS, part="snippet,status", id=ids) if ids else []
        return next((one for one in videos if tag in one["snippet"].get("tags", [])), None)

    def show(self, video: str) -> bool:
        """Make it public; whether it is now. Raises Unknown too."""
        call = {"id": video, "status": status("public")}
        made = self._wire.commit("PUT", VIDEOS, params={"part": "status"}, json=call).data
        return bool(made["status"]["privacyStatus"] == "public")

    def hide(self, video: str) -> None:
        """Make it private. Raises Gone where it is not there."""
        call = {"id": video, "status": status("private")}
        self._wire.ask("PUT", VIDEOS, params={"part": "status"}, json=call)

    def rewrite(self, video: str, snippet: dict[str, Any]) -> None:
        """Let it have other words; all of them are replaced. Raises Unknown too."""
        call = {"id": video, "snippet": snippet}
        self._wire.commit("PUT", VIDEOS, params={"part": "snippet"}, json=call)

    def _list(self, path: str, **wanted: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._wire.ask("GET", path, params=wanted).data["items"]
        return found


def status(privacy: str) -> dict[str, Any]:
    """All that is said of who sees a video; never left out, for without it everybody would."""
    return {"privacyStatus": privacy, "selfDeclaredMadeForKids": False}
