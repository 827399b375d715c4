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
from soptui.channels.website.address import short_folder
from soptui.channels.website.article import Article, Correction, month_of
from soptui.channels.website.listing import Listing
from soptui.channels.website.withdrawn import Withdrawn

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

    def find(self, item: str) -> Article | Withdrawn | None:
        """What stands of the item, whatever title and month it came out under."""
        folder = self._index.folder(item)
        return articles.read(self._site, folder) if folder else None

    def shows(self, article: Article) -> bool:
        """Whether everything that leads to `article` stands on the disk."""
        return self._short(article.item).exists() and self._listing.shows(article)

    def put_in_order(self) -> None:
        """What every page leads to, before there is any page; and what a crash, a hand or another
        look of the site left behind, month by month.
        """
        for name, data in self._pages.assets().items():
            self._disk.put(self._site / name, data)
        changed = self._listing.changed()
        if not changed and self._listing.stand():
            return
        drawn, gone = False, set[str]()
        for month in changed:
            found = list(articles.of_month(self._site, month))
            for standing in found:
                drawn |= self._draw(standing, durable=False)
            gone |= self._index.replace(month, found)
        if drawn:
            self._disk.flush()
        written = self._listing.write()
        for month in written:
            for standing in articles.of_month(self._site, month):
                self._drop_unused(standing)
        for item in gone:
            if self._index.folder(item) is None:
                shutil.rmtree(self._short(item).parent, ignore_errors=True)
        self._index.settle(written, self._pages.look)

    def publish(
        self, job: Job, standing: Article | Withdrawn | None, progress: Progress
    ) -> Article:
        """Build the article out of sight, then let it appear in one step."""
        work = self._site / WORK
        shutil.rmtree(work, ignore_errors=True)  # what a crash left; the lock keeps others out
        work.mkdir(mode=0o700)
        draft = work / "article"
        draft.mkdir()
        try:
            article = self._build(job, standing, draft, progress)
            (draft / articles.PAGE).write_bytes(self._pages.article(article))
            (draft / articles.DATA).write_bytes(article.dump())
            self._index.unsettle(month_of(article.folder))
            if standing is None:
                self._disk.place(draft, self._site / article.folder)
            else:
                self._correct(draft, article)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        self._disk.put(self._short(article.item), self._pages.short(article))
        self._index.note(article)
        return article

    def withdraw(self, job: Job, standing: Article) -> Withdrawn:
        """Leave of the article that it was there: its data first, which a crash is made good by."""
        left = Withdrawn(
            folder=standing.folder,
            item=standing.item,
            title=standing.manifest.title,
            revision=max(standing.revision, job.revision),
            published_at=standing.published_at,
            updated_at=job.published_at,
            reason=job.manifest.reason,
        )
        self._index.unsettle(month_of(left.folder))
        self._disk.put(self._site / left.folder / articles.DATA, left.dump())
        self._draw(left)
        self._index.note(left)
        return left

    def finish(self, standing: Article | Withdrawn) -> None:
        """Let the lists say of it what is so now, and take away what it does not show."""
        written = self._listing.write()
        self._drop_unused(standing)
        self._index.settle(written, self._pages.look)

    def _build(
        self, job: Job, standing: Article | Withdrawn | None, draft: Path, progress: Progress
    ) -> Article:
        figures = []
        entries = job.manifest.media
        for figure in media.lay_out(entries, job.shelf, draft):
            figures.append(figure)
            progress(len(figures), len(entries) + 2)
        known = standing.corrections if isinstance(standing, Article) else ()
        said = (
            (Correction(job.published_at, job.manifest.reason),)
            if standing and job.manifest.reason
            else ()
        )
        new = articles.new_folder(job.manifest, job.published_at)
        return Article(
            folder=standing.folder if standing else new,
            manifest=articles.public(job.manifest),
            digest=job.manifest.digest,
            revision=job.revision,
            published_at=standing.published_at if standing else job.published_at,
            updated_at=job.published_at,
            figures=tuple(figures),
            corrections=known + said,
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

    def _draw(self, standing: Article | Withdrawn, *, durable: bool = True) -> bool:
        """The page, and that of the short address, as the data says them now; whether they said
        something else.
        """
        if isinstance(standing, Article):
            page = self._pages.article(standing)
        else:
            page = self._pages.withdrawn(standing)
        short = self._pages.short(standing)
        path = self._site / standing.folder / articles.PAGE
        changed = self._disk.put(path, page, durable=durable)
        return self._disk.put(self._short(standing.item), short, durable=durable) or changed

    def _drop_unused(self, standing: Article | Withdrawn) -> None:
        """Media that are not on the page any more, once no list shows them."""
        home = self._site / standing.folder
        for path in home.glob(f"{articles.MEDIA}/*"):
            if path.relative_to(home).as_posix() not in standing.files():
                path.unlink()

    def _short(self, item: str) -> Path:
        return self._site / short_folder(item) / articles.PAGE
