"""Pages and feed as bytes. Templates print approved text only as text.

The site speaks Indonesian, whatever language the operator's screen speaks: its readers are the
district's people. Links between pages are relative, so that the folder can lie anywhere.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from soptui.channels.website import article as articles
from soptui.channels.website import dates
from soptui.channels.website.address import Address
from soptui.channels.website.structured import news_article
from soptui.channels.website.theme import Theme, built_in
from soptui.clock import local

if TYPE_CHECKING:
    from soptui.channels.website.article import Article
    from soptui.channels.website.entry import Entry
    from soptui.channels.website.parts import Part
    from soptui.channels.website.withdrawn import Withdrawn
    from soptui.sop.office import Office

FRONT_LENGTH = 13
"""Articles on the front page: one large, and rows of two or three."""
FEED_LENGTH = 20
VERSION = 1
"""Goes up when the same templates are given something else to draw."""
NEVER = datetime.fromtimestamp(0, UTC)
"""When a feed without articles was changed: Atom wants a date."""


class Pages:
    """The site's pages for one office at one public address (`base` may be empty)."""

    def __init__(self, office: Office, base: str, theme: Theme | None = None) -> None:
        self.office = office
        self.address = Address(base)
        self._theme = theme or built_in()

    @cached_property
    def look(self) -> str:
        """What all pages depend on besides their articles; another one draws them anew."""
        office = self.office
        parts = [self.address.base, office.name, office.unit, office.place, office.address,
                 office.contact, self._theme.digest, str(VERSION)]  # fmt: skip
        return sha256("\0".join(parts).encode()).hexdigest()

    def assets(self) -> dict[str, bytes]:
        """The files that pages refer to, by their names in the site."""
        return self._theme.assets()

    def article(self, article: Article) -> bytes:
        """An article's page."""
        import markupsafe

        published = local(article.published_at).date()
        event = dates.event_day(article.manifest.event_date)
        json_ld = news_article(article, self.office, self.address)
        return self._render(
            "article.html.j2",
            root="../../../",
            article=article,
            manifest=article.manifest,
            event=event if event != published else None,
            updated=article.updated_at > article.published_at,
            json_ld=markupsafe.Markup(json_ld),  # noqa: S704  escaped by news_article
            json_ld_hash=b64encode(sha256(json_ld.encode()).digest()).decode(),
        )

    def withdrawn(self, withdrawn: Withdrawn) -> bytes:
        """The page of an article that was taken down."""
        return self._render("withdrawn.html.j2", root="../../../", withdrawn=withdrawn)

    def short(self, standing: Article | Withdrawn) -> bytes:
        """The page of a short address, which leads on; networks that look at it see the article."""
        article = standing if isinstance(standing, articles.Article) else None
        return self._render("short.html.j2", root="../../", folder=standing.folder, article=article)

    def front(self, newest: list[Entry], month: str) -> bytes:
        """The front page: the newest articles, newest first, and the month of the first."""
        return self._render("index.html.j2", root="", entries=newest, month=month)

    def month(self, part: Part, entries: list[Entry]) -> bytes:
        """A part of a month's articles, newest first."""
        return self._render("month.html.j2", root="../" * part.depth, part=part, entries=entries)

    def archive(self, months: list[str]) -> bytes:
        """All months that have articles, newest first."""
        years = [(year, list(part)) for year, part in groupby(months, lambda name: name[:4])]
        return self._render("archive.html.j2", root="../", years=years)

    def search(self, months: list[str]) -> bytes:
        """The page that searches all `months`, newest first."""
        years = list(dict.fromkeys(name[:4] for name in months))
        return self._render("search.html.j2", root="../", months=months, years=years)

    def feed(self, newest: list[Entry]) -> bytes:
        """The newest articles as an Atom feed (RFC 4287)."""
        updated = max((entry.updated_at for entry in newest), default=NEVER)
        return self._render("feed.xml.j2", entries=newest, updated=updated)

    def robots(self) -> bytes:
        """Everybody may read everything, and here is the map."""
        lines = ["User-agent: *", "Allow: /"]
        if self.address.base:
            lines += ["", f"Sitemap: {self.address.file('sitemap.xml')}"]
        return "\n".join([*lines, ""]).encode()

    def _render(self, template: str, **values: Any) -> bytes:
        return self._theme.render(template, office=self.office, address=self.address, **values)
