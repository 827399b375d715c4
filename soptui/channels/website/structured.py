"""What search engines read: schema.org NewsArticle as JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from soptui.channels.text import clean
from soptui.channels.website.dates import stamp

if TYPE_CHECKING:
    from soptui.channels.website.address import Address
    from soptui.channels.website.article import Article
    from soptui.sop.office import Office

_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'"}


def news_article(article: Article, office: Office, address: Address) -> str:
    """The JSON-LD of `article`, safe to stand inside a `<script>` element."""
    manifest = article.manifest
    publisher: dict[str, Any] = {"@type": "GovernmentOrganization", "name": clean(office.name)}
    if address.base:
        publisher["url"] = f"{address.base}/"
    byline = clean(manifest.byline)
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": clean(manifest.title),
        "description": clean(manifest.lead),
        "inLanguage": "id",
        "datePublished": stamp(article.published_at),
        "dateModified": stamp(article.updated_at),
        "author": {"@type": "Person", "name": byline} if byline else publisher,
        "publisher": publisher,
    }
    if address.base:
        document["mainEntityOfPage"] = address.page(article.folder)
        if article.cover:
            document["image"] = [address.file(f"{article.folder}/{article.cover[-1].file}")]
    return json.dumps(document).translate(_UNSAFE)
