"""The built-in website: the one channel that needs no account, no network and no other program."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeGuard

from soptui.channels.contract import Absent, ByProgram, CannotSay, Receipt, quiet
from soptui.channels.disk import Disk, exclusive, storage_errors
from soptui.channels.limits import release_problems
from soptui.channels.website import article as articles
from soptui.channels.website import catalogue
from soptui.channels.website.address import Address, base_of
from soptui.channels.website.article import Article
from soptui.channels.website.pages import Pages
from soptui.channels.website.press import Press
from soptui.channels.website.theme import Theme, built_in, read_theme
from soptui.channels.website.withdrawn import Withdrawn
from soptui.errors import Refused, StorageError
from soptui.i18n import N_, _
from soptui.sop.step2_selection import WEBSITE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soptui.channels.contract import Job, Progress, Reconciled

LABEL = N_("Website")
LOCK = ".lock"


class Website(ByProgram):
    """Static pages in a folder that any web server can serve, or that is copied to one."""

    name = WEBSITE

    def __init__(
        self,
        site: Path,
        *,
        base_url: str = "",
        theme: Path | None = None,
        disk: Disk | None = None,
    ) -> None:
        self._site = site
        self._base_url = base_url
        self._folder = theme
        self._theme = built_in()
        self._disk = disk or Disk()

    @property
    def label(self) -> str:
        return _(LABEL)

    def problems(self, job: Job) -> list[str]:
        website = self._base_url or job.office.website
        found = list(release_problems(job.manifest))
        if website and not base_of(website):
            found.append(_("The website's address in the settings is not a web address."))
        return found + self._look().problems()

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        with self._press(job) as press:
            return self._bring_out(press, press.find(job.manifest.item), job, progress)

    @property
    def corrects(self) -> bool:
        return True

    def correct(self, job: Job, _earlier: Receipt, progress: Progress = quiet) -> Receipt:
        """As `deliver`, which finds the article by its item, but of what is there already."""
        with self._press(job) as press:
            standing = press.find(job.manifest.item)
            if standing is None:
                raise Refused(
                    _("The article is not on the website any more; nothing was changed."),
                    remedy=_("Release it anew if it shall stand there again."),
                )
            return self._bring_out(press, standing, job, progress)

    @property
    def withdraws(self) -> bool:
        return True

    def withdraw(self, job: Job, _earlier: Receipt) -> None:
        with self._press(job) as press:
            standing = press.find(job.manifest.item)
            if isinstance(standing, Article):
                press.finish(press.withdraw(job, standing))

    def reconcile(self, job: Job) -> Reconciled:
        if not (self._site / catalogue.FILE).exists():
            return Absent()
        try:
            with self._held(job) as press:
                standing = press.find(job.manifest.item)
                if not (_is(standing, job) and press.shows(standing)):
                    return Absent()
                return self._receipt(standing, job)
        except (OSError, StorageError):
            return CannotSay()

    def _bring_out(
        self, press: Press, standing: Article | Withdrawn | None, job: Job, progress: Progress
    ) -> Receipt:
        total = len(job.manifest.media) + 2
        if isinstance(standing, Withdrawn) and standing.revision >= job.revision:
            raise Refused(_("This release was taken down from the website; it stays down."))
        if standing is not None and standing.revision > job.revision:
            raise Refused(
                _("A newer correction of this release is already on the website; it was kept.")
            )
        article = standing if _is(standing, job) else press.publish(job, standing, progress)
        progress(total - 1, total)
        press.finish(article)
        progress(total, total)
        return self._receipt(article, job)

    @contextmanager
    def _press(self, job: Job) -> Iterator[Press]:
        """The site, in order, to be changed."""
        with storage_errors():
            self._disk.folder(self._site)
            with self._held(job) as press:
                press.put_in_order()
                yield press

    @contextmanager
    def _held(self, job: Job) -> Iterator[Press]:
        """The site, held against others for as long as it takes."""
        pages = Pages(job.office, self._base(job), self._look())
        with exclusive(self._site / LOCK), catalogue.catalogue(self._site) as index:
            yield Press(self._site, self._disk, index, pages)

    def _look(self) -> Theme:
        """How the site looks at this moment; what was made ready for it is kept."""
        self._theme = read_theme(self._folder, self._theme)
        return self._theme

    def _base(self, job: Job) -> str:
        return base_of(self._base_url or job.office.website)

    def _receipt(self, article: Article, job: Job) -> Receipt:
        page = Address(self._base(job)).page(article.folder)
        local = (self._site / article.folder / articles.PAGE).resolve().as_uri()
        return Receipt(url=page or local, handle=article.folder)


def _is(standing: Article | Withdrawn | None, job: Job) -> TypeGuard[Article]:
    """Whether just what the job brings stands there."""
    return isinstance(standing, Article) and standing.digest == job.manifest.digest
