"""The built-in website: the one channel that needs no account, no network and no other program."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from soptui.channels.contract import Absent, ByProgram, CannotSay, Receipt, quiet
from soptui.channels.disk import Disk, exclusive, storage_errors
from soptui.channels.website import article as articles
from soptui.channels.website import catalogue, listing, media
from soptui.channels.website.address import Address, base_of
from soptui.channels.website.article import Article
from soptui.channels.website.pages import Pages
from soptui.errors import Refused
from soptui.i18n import N_, _
from soptui.sop.step2_selection import WEBSITE

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.channels.contract import Job, Progress, Reconciled

LABEL = N_("Website")
WORK = ".work"
LOCK = ".lock"


class Website(ByProgram):
    """Static pages in a folder that any web server can serve, or that is copied to one."""

    name = WEBSITE

    def __init__(
        self,
        site: Path,
        *,
        base_url: str = "",
        disk: Disk | None = None,
    ) -> None:
        self._site = site
        self._base_url = base_url
        self._disk = disk or Disk()

    @property
    def label(self) -> str:
        return _(LABEL)

    def problems(self, job: Job) -> list[str]:
        manifest = job.manifest
        website = self._base_url or job.office.website
        found = []
        if not manifest.title.strip():
            found.append(_("The title is empty."))
        if not (manifest.lead.strip() or manifest.body.strip()):
            found.append(_("The text is empty."))
        if website and not base_of(website):
            found.append(_("The website's address in the settings is not a web address."))
        return found

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        with storage_errors():
            self._disk.folder(self._site)
            with exclusive(self._site / LOCK):
                return self._deliver(job, progress)

    def reconcile(self, job: Job) -> Reconciled:
        try:
            article = articles.find(self._site, job.manifest.item)
            if article is None or article.manifest.digest != job.manifest.digest:
                return Absent()
            listed = listing.shows(self._site, article)
        except OSError:
            return CannotSay()
        return self._receipt(article, job) if listed else Absent()

    def _deliver(self, job: Job, progress: Progress) -> Receipt:
        """The article first, then what links to it: no reader ever meets a dead link."""
        total = len(job.manifest.media) + 2
        pages = Pages(job.office, self._base(job))
        listing.write_frame(self._site, self._disk, pages)
        article = articles.find(self._site, job.manifest.item)
        if article is not None and article.revision > job.revision:
            raise Refused(
                _("A newer correction of this release is already on the website; it was kept.")
            )
        if article is None or article.manifest.digest != job.manifest.digest:
            article = self._publish(job, article, pages, progress)
        progress(total - 1, total)
        listing.write(self._site, self._disk, pages, catalogue.current(self._site, article))
        self._drop_unused(article)
        progress(total, total)
        return self._receipt(article, job)

    def _publish(self, job: Job, old: Article | None, pages: Pages, progress: Progress) -> Article:
        """Build the article out of sight, then let it appear in one step."""
        work = self._site / WORK
        shutil.rmtree(work, ignore_errors=True)  # what a crash left; the lock keeps others out
        work.mkdir(mode=0o700)
        draft = work / "article"
        draft.mkdir()
        try:
            article = self._build(job, old, draft, progress)
            (draft / articles.PAGE).write_bytes(pages.article(article))
            (draft / articles.DATA).write_bytes(article.dump())
            if old is None:
                self._disk.place(draft, self._site / article.folder)
            else:
                self._correct(draft, article)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return article

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

    def _drop_unused(self, article: Article) -> None:
        """Media that a correction took off the page, once no list shows them any more."""
        home = self._site / article.folder
        for path in home.glob(f"{articles.MEDIA}/*"):
            if path.relative_to(home).as_posix() not in article.files():
                path.unlink()

    def _base(self, job: Job) -> str:
        return base_of(self._base_url or job.office.website)

    def _receipt(self, article: Article, job: Job) -> Receipt:
        page = Address(self._base(job)).page(article.folder)
        local = (self._site / article.folder / articles.PAGE).resolve().as_uri()
        return Receipt(url=page or local, handle=article.folder)
