"""Approved text on its way out: what may harm a page or a reader's eyes is taken away."""

from __future__ import annotations

import hashlib
import re
import unicodedata

SLUG_LENGTH = 60

_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls; XML 1.0 allows only tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides: text that reads as another text
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # not characters at all
)


def clean(text: str) -> str:
    """`text` without control and direction-changing characters, lines ending in LF."""
    return _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def without_angles(text: str) -> str:
    """`text` with ‹ and › for < and >, which YouTube does not take."""
    return text.translate({ord("<"): "‹", ord(">"): "›"})


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, which blank lines part; single line breaks become spaces."""
    blocks = re.split(r"\n\s*\n", clean(text))
    return [" ".join(block.split()) for block in blocks if block.strip()]


def slug(title: str) -> str:
    """`title` as a part of an address: a–z, 0–9, hyphens; 1 to 60 characters."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    whole = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['`]", "", folded)).strip("-")
    if len(whole) > SLUG_LENGTH:
        cut = whole[: SLUG_LENGTH + 1].rpartition("-")[0]
        whole = cut or whole[:SLUG_LENGTH]
    return whole or "berita"


def code_part(item: str) -> str:
    """The item's code as a part of a file name, different for different codes."""
    plain = re.sub(r"[^a-z0-9]+", "-", item.lower()).strip("-")[:SLUG_LENGTH]
    if plain == item.lower():
        return plain
    mark = hashlib.sha256(item.encode()).hexdigest()[:8]
    return f"{plain}-{mark}" if plain else mark
