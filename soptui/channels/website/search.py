"""The search that needs no server: one small script a month, which the search page loads as needed.

A shard calls `soptui_shard(month, articles)`, so that it can be loaded from a plain folder too,
where a page may not fetch files. Each article is `[folder, title, lead, date, words]`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

from soptui.channels.text import clean
from soptui.channels.website.dates import published_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soptui.channels.website.article import Article

LEAD_LENGTH = 200
MOST_WORDS = 400
SHORTEST = 3
"""Letters of a word that is worth looking for."""
_COMMON = """
    ada adalah agar akan antara atau bagi bahwa bisa dalam dan dapat dari dengan hal hari hingga ini
    itu juga kami karena kata kepada kita lain lebih maka mereka namun oleh pada para pun saat
    sangat saya sebagai sebuah secara sehingga sejak selain seluruh semua seperti serta setelah
    sudah telah tersebut tidak untuk yaitu yang
"""
COMMON = frozenset(_COMMON.split())
"""Words that nobody looks for."""


def shard_name(month: str) -> str:
    """The month as the search page calls it: `2026-11`."""
    return month.replace("/", "-")


def shard_path(month: str) -> str:
    """Where a month's shard is, relative to the site."""
    return f"cari/{shard_name(month)}.js"


def line(article: Article) -> str:
    """What the search knows of an article, as JSON in ASCII: safe inside any script."""
    manifest = article.manifest
    title, lead = clean(manifest.title), " ".join(clean(manifest.lead).split())
    texts = [lead, manifest.body, manifest.byline, *(each.caption for each in article.figures)]
    shown = f"{title} {lead[:LEAD_LENGTH]}"
    words = " ".join(_words(" ".join(texts), shown))
    found = [article.folder, title, lead[:LEAD_LENGTH], published_line(article.published_at), words]
    return json.dumps(found, separators=(",", ":"))


def shard(month: str, lines: Iterable[str]) -> bytes:
    """The script of a month; `lines` newest first."""
    body = ",\n".join(lines)
    return f'soptui_shard("{shard_name(month)}",[\n{body}\n]);\n'.encode()


def _words(text: str, shown: str) -> Iterator[str]:
    """The words of `text` that are worth looking for, once each, without those in `shown`."""
    seen = {*_split(shown), *COMMON}
    count = 0
    for word in _split(text):
        if len(word) >= SHORTEST and word not in seen and count < MOST_WORDS:
            seen.add(word)
            count += 1
            yield word


def _split(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", clean(text).lower())
    return re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", plain))
