"""Notices to messengers through Apprise, where it is installed (`soptui[apprise]`).

Apprise knows some hundred services and hides what they answer: a message was taken, or it was not.
"""

from __future__ import annotations

import logging
from importlib.util import find_spec

from soptui.notices.message import Notice
from soptui.notices.trouble import Trouble, Undelivered

logging.getLogger("apprise").disabled = True  # it logs addresses, and they hold tokens


def is_installed() -> bool:
    """Whether messengers can be told at all."""
    return find_spec("apprise") is not None


def tell_messenger(notice: Notice, url: str) -> None:
    """Send one notice to the Apprise address `url`. Raises Undelivered. Slow: a thread."""
    if not is_installed():
        raise Undelivered(Trouble.NOT_INSTALLED)
    import apprise

    # Without Apprise's own name, pictures from its site, and files of its own in somebody's home.
    quiet = apprise.AppriseAsset(app_id="soptui", app_desc="soptui", app_url="", image_url_mask="",
                                 image_url_logo="", storage_mode="memory")  # fmt: skip
    service = apprise.Apprise(asset=quiet)
    if not service.add(url) or not service.notify(
        title=notice.letter.subject, body=notice.letter.body, body_format=apprise.NotifyFormat.TEXT
    ):
        raise Undelivered(Trouble.MESSENGER)
