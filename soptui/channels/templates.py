"""How a channel's first text is composed where the office has not said otherwise.

Indonesian whatever the screen speaks: it is what the public reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORT: Final = "{judul}\n\n{ringkasan}\n\n{tautan}\n\n{tagar}"
_LONG: Final = "{judul}\n\n{ringkasan}\n\nSelengkapnya: {tautan}\n\n{tagar}"
_UNLINKED: Final = "{judul}\n\n{ringkasan}\n\n{tagar}"

BUILT_IN: Final = {
    "bluesky": _SHORT,
    "mastodon": _SHORT,
    "threads": _SHORT,
    "x": _SHORT,
    "tiktok": _UNLINKED,  # an address there can neither be pressed nor copied
}
"""By network; the others have `_LONG`."""


def built_in(channel: str) -> str:
    """The template of a channel about which the office has said nothing."""
    return BUILT_IN.get(channel, _LONG)


def template_of(channel: str, own: Mapping[str, str]) -> str:
    """The template in force; `own` are the office's."""
    return own.get(channel) or built_in(channel)
