"""Index, feed and sitemap: everything that links to articles."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from soptui.channels.website import catalogue
from soptui.channels.website.pages import (
    ASSETS,
    FEED_LENGTH,
    PER_PAGE,
    TEMPLATES,
    index_path,
    page_count,
)

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.channels.disk import Disk
    from soptui.channels.website.article import Article
    from soptui.channels.website.catalogue import Entry
    from soptui.channels.website.pages import Pages

FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


def write_frame(site: Path, disk: Disk, pages: Pages) -> None:
    """What every page leads to, before there is any page: style, drawings, index, feed."""
    for name in ASSETS:
        disk.put(site / name, (TEMPLATES / name).read_bytes())
    if not ((site / index_path(1)).exists() and (site / FEED).exists()):
        write(site, disk, pages, catalogue.current(site))


def write(site: Path, disk: Disk, pages: Pages, entries: list[Entry]) -> None:
    """Make every list anew; each is replaced in one step, the catalogue last."""
    disk.put(site / FEED, pages.feed(entries))
    count = page_count(len(entries))
    for number in range(count, 0, -1):  # from the oldest: a page leads only to pages that stand
        disk.put(site / index_path(number), pages.index(entries, number))
    if pages.address.base:
        disk.put(site / SITEMAP, pages.sitemap(entries))
    else:  # a map needs absolute addresses
        (site / SITEMAP).unlink(missing_ok=True)
    disk.put(site / ROBOTS, pages.robots())
    disk.put(site / catalogue.FILE, catalogue.dump(entries))
    _drop_pages_beyond(site, count)


def shows(site: Path, article: Article) -> bool:
    """Whether the lists on the disk lead to `article` as it is now."""
    entries = catalogue.stored(site)
    entry = catalogue.entry_of(article)
    if entry not in entries:
        return False
    position = entries.index(entry)
    index = site / index_path(position // PER_PAGE + 1)
    link = f"{article.folder}/index.html"
    if link not in index.read_text("utf-8"):
        return False
    return position >= FEED_LENGTH or article.folder in (site / FEED).read_text("utf-8")


def _drop_pages_beyond(site: Path, count: int) -> None:
    """Index pages that are no longer needed."""
    for folder in (site / "page").glob("[0-9]*"):
        if folder.name.isdigit() and int(folder.name) > count:
            shutil.rmtree(folder, ignore_errors=True)
