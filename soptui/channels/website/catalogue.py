"""Where every article stands, and which pages are in order: a small database in the site.

It saves reading and drawing all for each new article. The articles' folders are the truth: a month
that is not in order (a crash, a restored backup, a folder taken away by hand, no database at all)
is read anew from them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from soptui.channels.website.article import Article, changed_at, month_of, months_on_disk
from soptui.channels.website.entry import Listed, entry_of, moment_of, stamp_of
from soptui.channels.website.search import line
from soptui.errors import StorageError
from soptui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from soptui.channels.website.withdrawn import Withdrawn

FILE = ".catalogue.db"
VERSION = 3
_NEVER = 0
"""No folder was changed then: the month is not in order."""

_TABLES = """
create table month (
    name text primary key,
    seen integer not null default 0,   -- when its folder changed last, as its pages say it
    look text not null default '',     -- how the site looked when they were written
    live integer not null default 0,   -- articles that readers can see
    updated text not null default ''   -- the last change of one of them
) without rowid;
create table entry (
    folder text primary key,
    month text not null,
    item text not null,
    published_at text not null,
    updated_at text not null,
    live integer not null,             -- whether readers can see it
    document text not null,            -- an `Entry`; empty for what was taken down
    found text not null                -- its line in the search, likewise
) without rowid;
create view listed as
    select folder, updated_at, document, found, month, published_at, item from entry
    where live;
create index entry_item on entry (item);
create index entry_moment on entry (published_at, item) where live;
create index entry_month on entry (month);
create table page (
    path text primary key,
    shown text not null,               -- a digest of what it shows
    seen integer not null              -- when the file was written
) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Month:
    """A month that has articles: `2026/11`, how many, and when one changed last (RFC 3339)."""

    name: str
    live: int
    stamp: str


class Catalogue:
    """Called inside `catalogue(…)`, by one process at a time.

    What is noted counts once it is settled: a crash before that leaves the month to be read anew.
    """

    def __init__(self, site: Path, link: sqlite3.Connection) -> None:
        self._site = site
        self._link = link

    def folder(self, item: str) -> str | None:
        """Where the item's article is, whatever title and month it came out under."""
        ask = "select folder from entry where item = ? order by folder"
        row = self._link.execute(ask, (item,)).fetchone()
        return str(row[0]) if row else None

    def newest(self, count: int) -> list[Listed]:
        """The last `count` articles, newest first."""
        ask = "select * from listed order by published_at desc, item desc limit ?"
        return self._listed(ask, count)

    def of_month(self, month: str) -> list[Listed]:
        """A month's articles, oldest first."""
        ask = "select * from listed where month = ? order by published_at, item"
        return self._listed(ask, month)

    @cached_property
    def _on_disk(self) -> dict[str, int]:
        return months_on_disk(self._site)

    def changed(self, look: str, listed: Collection[str]) -> list[str]:
        """Months that are not as their pages say, oldest first; `listed` are those with pages."""
        ask = "select name, seen, look, live from month"
        known = {name: rest for name, *rest in self._link.execute(ask)}
        return [
            name for name in sorted({*known, *self._on_disk})
            if (row := known.get(name)) is None
            or row[:2] != [self._on_disk.get(name), look] or (row[2] and name not in listed)
        ]  # fmt: skip

    def months(self) -> list[Month]:
        """Those that have articles, newest first."""
        ask = "select name, live, updated from month where live > 0 order by name desc"
        return [
            Month(name, live, stamp_of(updated)) for name, live, updated in self._link.execute(ask)
        ]

    def unsettled(self) -> list[str]:
        """Months whose pages have to be looked through, oldest first."""
        ask = "select name from month where seen = ? order by name"
        return [name for (name,) in self._link.execute(ask, (_NEVER,))]

    def unsettle(self, month: str) -> None:
        """Say, before its articles are touched, that its pages will not be in order."""
        self._unsettle(month)
        self._link.commit()

    def settle(self, months: list[str], look: str) -> None:
        """Say that the pages of `months` are in order as their folders are now."""
        for month in months:
            changed = changed_at(self._site / month)
            if changed is None:
                self._link.execute("delete from month where name = ?", (month,))
            else:
                change = "update month set seen = ?, look = ? where name = ?"
                self._link.execute(change, (changed, look, month))
        self._link.commit()

    def note(self, standing: Article | Withdrawn) -> None:
        """Take what stands in its folder as it is now."""
        self._note(standing)
        self._count(month_of(standing.folder))

    def replace(self, month: str, found: list[Article | Withdrawn]) -> set[str]:
        """Take this as all that is in the month; the items that are not there any more."""
        self._unsettle(month)
        link = self._link
        before = {item for (item,) in
                  link.execute("select item from entry where month = ?", (month,))}  # fmt: skip
        link.execute("delete from entry where month = ?", (month,))
        for standing in found:
            self._note(standing)
        self._count(month)
        return before - {standing.item for standing in found}

    def is_drawn(self, path: str, shown: str) -> bool:
        """Whether the page stands there as it was written, and shows just that."""
        ask = "select seen from page where path = ? and shown = ?"
        row = self._link.execute(ask, (path, shown)).fetchone()
        return row is not None and row[0] == changed_at(self._site / path)

    def drawn(self, path: str, shown: str) -> None:
        """The page was written, and shows that."""
        row = (path, shown, changed_at(self._site / path))
        self._link.execute("insert or replace into page values (?, ?, ?)", row)

    def _listed(self, ask: str, about: object) -> list[Listed]:
        return [Listed(*row[:4]) for row in self._link.execute(ask, (about,))]

    def _unsettle(self, month: str) -> None:
        change = "insert into month (name) values (?) on conflict do update set seen = ?"
        self._link.execute(change, (month, _NEVER))

    def _note(self, standing: Article | Withdrawn) -> None:
        if isinstance(standing, Article):
            shown = (True, entry_of(standing).dump(), line(standing))
        else:
            shown = (False, "", "")
        moments = (moment_of(standing.published_at), moment_of(standing.updated_at))
        row = (standing.folder, month_of(standing.folder), standing.item, *moments, *shown)
        self._link.execute("insert or replace into entry values (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _count(self, month: str) -> None:
        """Count the month; when it comes or goes, its neighbours lead elsewhere."""
        link = self._link
        (before,) = link.execute("select live from month where name = ?", (month,)).fetchone()
        ask = "select count(*), coalesce(max(updated_at), '') from entry where month = ? and live"
        live, updated = link.execute(ask, (month,)).fetchone()
        change = "update month set live = ?, updated = ? where name = ?"
        link.execute(change, (live, updated, month))
        if bool(before) != bool(live):
            for ask in ("select max(name) from month where live > 0 and name < ?",
                        "select min(name) from month where live > 0 and name > ?"):  # fmt: skip
                (neighbour,) = link.execute(ask, (month,)).fetchone()
                if neighbour:
                    self._unsettle(neighbour)


@contextmanager
def catalogue(site: Path) -> Iterator[Catalogue]:
    """The catalogue of the site, made anew where it is missing or broken. Raises StorageError."""
    path = site / FILE
    try:
        with closing(_open(path)) as link:
            yield Catalogue(site, link)
    except sqlite3.OperationalError as error:  # the disk is full, read-only, gone
        raise StorageError(
            _("The list of the website's articles cannot be written."),
            remedy=_("Check that the disk has space and the folder may be written to."),
        ) from error
    except sqlite3.DatabaseError as error:
        _remove(path)
        raise StorageError(
            _("The list of the website's articles was damaged and is made anew."),
            remedy=_("Try again."),
        ) from error


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _checked(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # not a database, or one of another version
        _remove(path)
        return _checked(path)


def _checked(path: Path) -> sqlite3.Connection:
    link = sqlite3.connect(path)
    try:
        link.execute("pragma secure_delete = on")  # what was taken down is not left in the file
        (version,) = link.execute("pragma user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError(version)
        if version == 0:
            path.chmod(0o600)  # pages are for readers, this is not
            link.executescript(f"begin; {_TABLES} pragma user_version = {VERSION}; commit;")
    except sqlite3.Error:
        link.close()
        raise
    return link


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
