"""What a published picture says of itself: what is seen, who made it, whose it is.

Nothing else than the release says already; what the camera wrote is never among it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from soptui.sop.canonical import canonical, digest
from soptui.sop.inert import legible

if TYPE_CHECKING:
    from soptui.sop.office import Office

CAPTION: Final = 2000
"""Octets of a caption and of an alternative text, as IPTC-IIM has them (2:120)."""
HEADLINE: Final = 256
"""Octets of a headline (2:105)."""
NAME: Final = 128
"""Octets of everything else (2:116)."""
MARK: Final = "-m"
"""Begins that part of a recipe's name that tells its words from others."""
_WRITTEN: Final = 1
"""Goes up when the same words are written into files in another way."""


@dataclass(frozen=True, slots=True)
class PictureWords:
    """Each in one line, without anything invisible, no longer than it may be; empty: not said."""

    caption: str = ""
    alt_text: str = ""
    headline: str = ""
    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright: str = ""

    @property
    def mark(self) -> str:
        """24 hexadecimal digits that tell these words from others."""
        return _mark(self)


def picture_words(
    *, caption: str, alt_text: str, title: str, byline: str, event_date: str, office: Office
) -> PictureWords:
    """What a picture of a release says. `byline` is the release's; without one the office stands
    there. The year of `event_date` (ISO 8601) is that of the copyright.
    """
    owner, short = legible(office.name), legible(office.unit or office.name)
    author = legible(byline)
    notice = f"© {event_date[:4]} {owner}" if event_date else f"© {owner}"
    return PictureWords(
        caption=clipped(legible(caption), CAPTION),
        alt_text=clipped(legible(alt_text), CAPTION),
        headline=clipped(legible(title), HEADLINE),
        creator=clipped(author or owner, NAME),
        credit=clipped("/".join(part for part in (author, short) if part), NAME),
        source=clipped(short, NAME),
        copyright=clipped(notice, NAME) if owner else "",
    )


def without_words(recipe: str) -> str:
    """The name of a recipe without its words: files of both show the same."""
    return recipe.partition(MARK)[0]


def clipped(text: str, octets: int) -> str:
    """As much of `text` as fits into `octets` of UTF-8, ending with a whole letter."""
    return text.encode()[:octets].decode(errors="ignore").rstrip()


@lru_cache(maxsize=1024)
def _mark(words: PictureWords) -> str:
    """Kept: a screen asks for it once a recipe whenever it reads."""
    return digest(canonical({"written": _WRITTEN, **asdict(words)}))[:24]
