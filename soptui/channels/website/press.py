"""What is done to the site, in an order that leaves it whole wherever the power goes.

An article first, then what links to it; files that nothing shows any more last. Before an article
is touched its month is said to be out of order, and in order again when everything stands: what a
crash left is made good from the articles' folders by whoever comes next.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from soptui.channels.website import article as articles
from soptui.channels.website import media
from soptui.channels.website.article import Article, month_of
from soptui.channels.website.listing import Listing
from soptui.channels.website.pages import ASSETS, TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.channels.contract import Job, Progress
    from soptui.channels.disk import Disk
    from soptui.channels.website.catalogue import Catalogue
    from soptui.channels.website.pages import Pages

WORK = ".work"


class Press:
    """The site while it is held: by one process at a time, with its catalogue open."""

    def __init__(self, site: Path, disk: Disk, index: Catalogue, pages: Pages) -> None:
        self._site = site
        self._disk = disk
        self._index = index
        self._pages = pages
        self._listing = Listing(site, disk, index, pages)

    def find(self, item: str) -> Article | None:
        """The item's article, whatever title and month it came out under."""
        folder = self._index.folder(item)
        return articles.read(self._site, folder) if folder else None

    def shows(self, article: Article) -> bool:
        """Whether everything that leads to `article` stands on the disk."""
        return self._listing.shows(article)

    def put_in_order(self) -> None:
        """What every page leads to, before there is any page; and what a crash, a hand or another
        look of the site left behind, month by month.
        """
        for name in ASSETS:
            self._disk.put(self._site / name, (TEMPLATES / name).read_bytes())
        changed = self._listing.changed()
        if not changed and self._listing.stand():
            return
        for month in changed:
            found = list(articles.of_month(self._site, month))
            for article in found:
                self._draw(article)
            self._index.replace(month, found)
        written = self._listing.write()
        for month in written:
            for article in articles.of_month(self._site, month):
                self._drop_unused(article)
        self._index.settle(written, self._pages.look)

    def publish(self, job: Job, old: Article | None, progress: Progress) -> Article:
        """Build the article out of sight, then let it appear in one step."""
        work = self._site / WORK
        shutil.rmtree(work, ignore_errors=True)  # what a crash left; the lock keeps others out
        work.mkdir(mode=0o700)
        draft = work / "article"
        draft.mkdir()
        try:
            article = self._build(job, old, draft, progress)
            (draft / articles.PAGE).write_bytes(self._pages.article(article))
            (draft / articles.DATA).write_bytes(article.dump())
            self._index.unsettle(month_of(article.folder))
            if old is None:
                self._disk.place(draft, self._site / article.folder)
            else:
                self._correct(draft, article)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        self._index.note(article)
        return article

    def finish(self, article: Article) -> None:
        """Let the lists lead to `article` as it is now, and take away what it does not show."""
        written = self._listing.write()
        self._drop_unused(article)
        self._index.settle(written, self._pages.look)

    def _build(self, job: Job, old: Article | None, draft: Path, progress: Progress) -> Article:
        figures = []
        entries = job.manifest.media
        for figure in media.lay_out(entries, job.shelf, draft):
            figures.append(figure)
            progress(len(figures), len(entries) + 2)
        return Article(
            folder=old.folder if old else articles.new_folder(job.manifest, job.published_at),
            manifest=job.manifest,
            revision=job.revision,
            published_at=old.published_at if old else job.published_at,
            updated_at=job.published_at,
            figures=tuple(figures),
        )

    def _correct(self, draft: Path, article: Article) -> None:
        """Bring a correction to the old address: new media, then the page, its data as the seal."""
        home = self._site / article.folder
        self._disk.settle(draft)
        self._disk.folder(home / articles.MEDIA)
        for file in sorted(article.files()):
            self._disk.move(draft / file, home / file)
        for name in (articles.PAGE, articles.DATA):
            self._disk.move(draft / name, home / name)

    def _draw(self, article: Article) -> None:
        """The article's page as its data says it now."""
        page = self._site / article.folder / articles.PAGE
        self._disk.put(page, self._pages.article(article))

    def _drop_unused(self, article: Article) -> None:
        """Media that a correction took off the page, once no list shows them any more."""
        home = self._site / article.folder
        for path in home.glob(f"{articles.MEDIA}/*"):
            if path.relative_to(home).as_posix() not in article.files():
                path.unlink()
