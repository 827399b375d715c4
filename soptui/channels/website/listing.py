"""Everything that leads to articles: front page, archive, search, feed, sitemaps.

A new article touches its month's last page and those that show the newest; the others stay as they
are, and are not even drawn.
"""

from __future__ import annotations

import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

from soptui.channels.website import search, sitemap
from soptui.channels.website.article import month_folders, month_of
from soptui.channels.website.pages import FEED_LENGTH, FRONT_LENGTH
from soptui.channels.website.parts import full_parts, month_page, parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from soptui.channels.disk import Disk
    from soptui.channels.website.article import Article
    from soptui.channels.website.catalogue import Catalogue, Month
    from soptui.channels.website.entry import Entry, Listed
    from soptui.channels.website.pages import Pages
    from soptui.channels.website.parts import Part

FRONT = "index.html"
ARCHIVE = "arsip/index.html"
SEARCH = "cari/index.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


class Listing:
    """The lists of one site as `pages` draws them, each file replaced in one step."""

    def __init__(self, site: Path, disk: Disk, index: Catalogue, pages: Pages) -> None:
        self._site = site
        self._disk = disk
        self._index = index
        self._pages = pages

    def changed(self) -> list[str]:
        """Months that are not as their pages say, oldest first."""
        listed = {month for month, _folder in month_folders(self._site / "arsip")}
        return self._index.changed(self._pages.look, listed)

    def stand(self) -> bool:
        """Whether there is a front page."""
        return (self._site / FRONT).exists()

    def write(self) -> list[str]:
        """Write what is not in order, what leads to a page after it; the months it was about."""
        unsettled = self._index.unsettled()
        months = self._index.months()
        counts = {month.name: month.live for month in months}
        for month in unsettled:
            if month in counts:
                self._write_month(month, list(counts))
        self._write_top(months)
        for month in unsettled:
            self._drop_beyond(month, counts.get(month, 0))
        return unsettled

    def shows(self, article: Article) -> bool:
        """Whether the lists lead to `article`, and nothing is left to be done about them."""
        month = month_of(article.folder)
        link = f"{article.folder}/index.html"
        count = len(self._index.of_month(month))
        pages = (self._site / part.path for part in parts(month, count, "", ""))
        return (
            self.stand()
            and month not in self.changed()
            and any(link in page.read_text("utf-8") for page in pages)
        )

    def _write_month(self, month: str, live: list[str]) -> None:
        listed = self._index.of_month(month)
        place = live.index(month)
        newer = live[place - 1] if place else ""
        older = live[place + 1] if place + 1 < len(live) else ""
        for part in parts(month, len(listed), newer, older):
            self._write_part(part, listed[part.start : part.stop][::-1])
        lines = (one.found for one in reversed(listed))
        self._put(search.shard_path(month), search.shard(month, lines))
        address = self._pages.address
        if address.base:
            places = ((address.page(one.folder), one.stamp) for one in listed)
            self._put(sitemap.name_of(month), sitemap.month_map(places))

    def _write_part(self, part: Part, shown: list[Listed]) -> None:
        texts = [repr(part), *(one.document for one in shown)]
        self._show(part.path, texts, lambda: self._pages.month(part, _opened(shown)))

    def _write_top(self, months: list[Month]) -> None:
        pages, address = self._pages, self._pages.address
        names = [month.name for month in months]
        newest = _opened(self._index.newest(max(FRONT_LENGTH, FEED_LENGTH)))
        self._put(FEED, pages.feed(newest[:FEED_LENGTH]))
        self._show(ARCHIVE, names, lambda: pages.archive(names))
        self._show(SEARCH, names, lambda: pages.search(names))
        self._put(FRONT, pages.front(newest[:FRONT_LENGTH], names[0] if names else ""))
        if address.base:
            maps = ((address.file(sitemap.name_of(month.name)), month.stamp) for month in months)
            self._put(SITEMAP, sitemap.map_of_maps(maps))
        else:  # a map needs absolute addresses
            for path in self._site.glob("sitemap*.xml"):
                path.unlink()
        self._put(ROBOTS, pages.robots())

    def _drop_beyond(self, month: str, count: int) -> None:
        """Take away the pages that the month does not need any more, and nothing leads to."""
        home = (self._site / month_page(month)).parent
        if not count:
            shutil.rmtree(home, ignore_errors=True)
            for path in (sitemap.name_of(month), search.shard_path(month)):
                (self._site / path).unlink(missing_ok=True)
        for folder in home.glob("[0-9]*"):
            if folder.name.isdecimal() and int(folder.name) > full_parts(count):
                shutil.rmtree(folder, ignore_errors=True)

    def _show(self, path: str, shown: list[str], draw: Callable[[], bytes]) -> None:
        """Draw the page, unless it shows just that already."""
        mark = sha256("\0".join([self._pages.look, *shown]).encode()).hexdigest()
        if not self._index.is_drawn(path, mark):
            self._put(path, draw())
            self._index.drawn(path, mark)

    def _put(self, path: str, data: bytes) -> None:
        self._disk.put(self._site / path, data)


def _opened(listed: list[Listed]) -> list[Entry]:
    return [one.entry for one in listed]
