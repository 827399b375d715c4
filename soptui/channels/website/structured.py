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
    publisher = _publisher(office, address)
    byline = clean(manifest.byline)
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": clean(manifest.title),
        "description": clean(manifest.lead or manifest.title),
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "datePublished": stamp(article.published_at),
        "dateModified": stamp(article.updated_at),
        "author": {"@type": "Person", "name": byline} if byline else publisher,
        "publisher": publisher,
    }
    if article.corrections:
        document["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": clean(one.reason),
                "datePublished": stamp(one.at),
            }
            for one in article.corrections
        ]
    if address.base:
        page = address.page(article.folder)
        document |= {"url": page, "mainEntityOfPage": page, "image": _images(article, address)}
    return json.dumps(document).translate(_UNSAFE)


def _publisher(office: Office, address: Address) -> dict[str, Any]:
    publisher: dict[str, Any] = {"@type": "GovernmentOrganization", "name": clean(office.name)}
    if address.base:
        logo = {"@type": "ImageObject", "url": address.file("icon.svg")}
        publisher |= {"url": address.file(""), "logo": logo}
    return publisher


def _images(article: Article, address: Address) -> list[dict[str, Any]]:
    """Every picture in its largest size, with its size in pixels and its caption."""
    return [
        {
            "@type": "ImageObject",
            "url": address.file(f"{article.folder}/{picture[-1].file}"),
            "width": picture[-1].width,
            "height": picture[-1].height,
            "caption": clean(figure.caption or figure.words),
        }
        for figure in article.figures
        for picture in figure.pictures
    ]
