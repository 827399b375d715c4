from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from soptui.channels.contract import Absent, Receipt
from soptui.channels.disk import Disk
from soptui.channels.website.catalogue import FILE, catalogue
from soptui.channels.website.channel import Website
from soptui.channels.website.parts import SIZE
from soptui.errors import StorageError
from tests.channels.making import NASTY, OFFICE, WHEN, Originals
from tests.channels.website.pagetools import Page, broken_links

MANY = 26


def publish_many(website: Website, originals: Originals) -> None:
    """Oldest last, so that order cannot come from arrival."""
    for number in reversed(range(MANY)):
        moment = WHEN + timedelta(hours=number)
        website.deliver(
            originals.job(f"L-{number:04}", title=f"Berita {number}", published_at=moment)
        )


def publish_in(website: Website, originals: Originals, *months: int) -> None:
    """One article in each of these months of 2026."""
    for month in months:
        moment = WHEN.replace(month=month)
        website.deliver(
            originals.job(f"L-{month:04}", title=f"Berita {month}", published_at=moment)
        )


def titles(path: Path) -> list[str]:
    return [text for text in Page(path).text("a") if text.startswith("Berita ")]


def month_titles(site: Path) -> list[str]:
    """All of November, newest first, from the month's own page and its parts."""
    home = site / "arsip/2026/11"
    parts = sorted(home.glob("*/index.html"), reverse=True)
    return [title for page in (home / "index.html", *parts) for title in titles(page)]


def neighbours(path: Path) -> dict[str, str]:
    found = {link["rel"]: link["href"] for link in Page(path).all("a") if "rel" in link}
    return {rel: href.rpartition("arsip/")[2].removesuffix("/index.html")
            for rel, href in found.items()}  # fmt: skip


def test_the_front_page_has_the_newest_and_the_month_has_all(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_many(website, originals)
    newest_first = [f"Berita {number}" for number in reversed(range(MANY))]
    assert titles(site / "index.html") == newest_first[:13]
    assert month_titles(site) == newest_first
    assert broken_links(site) == []


def test_months_lead_to_their_neighbours_in_whatever_order_they_come(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_in(website, originals, 11, 3, 7)
    assert neighbours(site / "arsip/2026/03/index.html") == {"next": "2026/07"}
    assert neighbours(site / "arsip/2026/07/index.html") == {"next": "2026/11", "prev": "2026/03"}
    assert neighbours(site / "arsip/2026/11/index.html") == {"prev": "2026/07"}
    assert Page(site / "arsip/index.html").text("a")[-4:] == [
        "November 2026", "Juli 2026", "Maret 2026", "Langganan berita (Atom)"]  # fmt: skip
    assert broken_links(site) == []


def test_a_new_article_touches_only_its_month_and_the_newest(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_in(website, originals, 3, 7, 11)
    website.deliver(originals.job("L-0100", published_at=WHEN))
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    receipt = website.deliver(originals.job("L-0101", published_at=WHEN + timedelta(hours=1)))
    changed = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.stat().st_mtime_ns != before.get(path)
    }
    assert changed - {".lock", ".catalogue.db"} == {
        f"{receipt.handle}/index.html", f"{receipt.handle}/article.json",
        "index.html", "feed.xml", "sitemap.xml", "sitemap-2026-11.xml", "arsip/2026/11/index.html",
        "cari/2026-11.js", "b/l-0101/index.html",
    }  # fmt: skip


def test_a_full_part_of_a_month_never_changes(
    website: Website, site: Path, originals: Originals
) -> None:
    home = site / "arsip/2026/11"
    for number in range(2 * SIZE + 5):
        moment = WHEN + timedelta(minutes=number)
        title = f"Berita {number}"
        website.deliver(originals.job(f"L-{number}", title=title, published_at=moment))
        if number == 2 * SIZE:
            before = (home / "1/index.html").stat().st_mtime_ns
    assert (home / "1/index.html").stat().st_mtime_ns == before
    assert titles(home / "1/index.html") == [f"Berita {n}" for n in reversed(range(SIZE))]
    assert len(titles(home / "index.html")) == SIZE + 5
    assert neighbours(home / "1/index.html") == {"next": "2026/11"}
    assert neighbours(home / "index.html") == {"prev": "2026/11/1"}
    oldest = originals.job("L-0", title="Berita 0", published_at=WHEN)
    assert isinstance(website.reconcile(oldest), Receipt)
    for number in range(6):
        shutil.rmtree(next(site.glob(f"2026/11/*-l-{number}")))
    website.deliver(originals.job("L-10", title="Berita 10", published_at=WHEN))
    assert not (home / "1").exists()
    assert broken_links(site) == []


def test_the_feed_is_valid_and_holds_the_newest_twenty(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_many(website, originals)
    ET.parse(site / "feed.xml")  # noqa: S314  we wrote it
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == OFFICE.name
    assert [entry.title for entry in feed.entries] == [f"Berita {n}" for n in range(25, 5, -1)]
    assert len({entry.id for entry in feed.entries}) == 20
    for entry in feed.entries:
        folder = entry.link.removeprefix("https://contoh.example/")
        assert folder != entry.link
        assert (site / folder / "index.html").is_file()
        assert entry.published
        assert entry.updated


def test_the_feed_brings_the_picture_and_its_words(
    website: Website, site: Path, originals: Originals
) -> None:
    website.deliver(originals.job(media=[originals.photo("a", "Pembukaan", "Orang")]))
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not feed.bozo
    (entry,) = feed.entries
    (picture,) = entry.enclosures
    assert picture.type == "image/jpeg"
    assert (site / picture.href.removeprefix("https://contoh.example/")).is_file()
    assert picture.title == "Orang"
    assert entry.summary == "Bantul – Bursa kerja dibuka."
    assert feed.feed.author == OFFICE.name
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": "https://contoh.example/feed.xml",
        "alternate": "https://contoh.example/",
    }


def test_the_feed_survives_hostile_text(website: Website, site: Path, originals: Originals) -> None:
    office = replace(OFFICE, name=NASTY)
    website.deliver(originals.job(title=NASTY, lead="]]>" + NASTY, office=office))
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.entries[0].title_detail.type == "text/plain"


def places(path: Path) -> list[str]:
    root = ET.parse(path).getroot()  # noqa: S314  we wrote it
    found = [element.text or "" for element in root.iter() if element.tag.endswith("loc")]
    assert all(place.startswith("https://contoh.example/") for place in found)
    return [place.removeprefix("https://contoh.example/") for place in found]


def test_the_sitemaps_list_every_article(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_in(website, originals, 3, 11)
    maps = places(site / "sitemap.xml")
    assert maps == ["sitemap-2026-11.xml", "sitemap-2026-03.xml"]
    listed = [place for name in maps for place in places(site / name)]
    assert [place[:7] for place in listed] == ["2026/11", "2026/03"]
    assert all((site / place / "index.html").is_file() for place in listed)
    assert "Sitemap: https://contoh.example/sitemap.xml" in (site / "robots.txt").read_text()


@pytest.mark.parametrize("damage", [b"", b"{", b"SQLite format 3\0" + b"x" * 4000, None])
def test_a_lost_or_broken_catalogue_is_made_anew(
    website: Website, site: Path, originals: Originals, damage: bytes | None
) -> None:
    publish_in(website, originals, 3, 11)
    lists = {
        path: path.read_bytes() for path in site.rglob("*") if path.suffix in {".html", ".xml"}
    }
    (site / FILE).unlink()
    if damage is not None:
        (site / FILE).write_bytes(damage)
    job = originals.job("L-0003", title="Berita 3", published_at=WHEN.replace(month=3))
    assert website.reconcile(job) == Absent()
    website.deliver(job)
    assert {path: path.read_bytes() for path in lists} == lists
    assert isinstance(website.reconcile(job), Receipt)
    with catalogue(site) as index:
        assert [listed.entry.title for listed in index.newest(9)] == ["Berita 11", "Berita 3"]


def test_a_catalogue_that_breaks_later_is_made_anew_by_the_next_try(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_many(website, originals)
    with (site / FILE).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * ((site / FILE).stat().st_size - 4096))
    job = originals.job("L-1")
    with pytest.raises(StorageError):
        website.deliver(job)
    website.deliver(job)
    assert len(month_titles(site)) == MANY
    assert isinstance(website.reconcile(job), Receipt)


def test_what_a_hand_takes_away_or_puts_back_is_noticed(
    website: Website, site: Path, originals: Originals, tmp_path: Path
) -> None:
    publish_in(website, originals, 3, 7, 11)
    (away,) = (site / "2026/07").iterdir()
    away.rename(tmp_path / "away")
    website.deliver(originals.job("L-1"))
    assert not (site / "arsip/2026/07").exists()
    assert neighbours(site / "arsip/2026/03/index.html") == {"next": "2026/11"}
    assert broken_links(site) == []
    (tmp_path / "away").rename(away)
    website.deliver(originals.job("L-2"))
    assert titles(site / "arsip/2026/07/index.html") == ["Berita 7"]
    assert neighbours(site / "arsip/2026/03/index.html") == {"next": "2026/07"}
    shutil.rmtree(site / "arsip/2026/07")
    website.deliver(originals.job("L-3"))
    assert broken_links(site) == []


class Flushing(Disk):
    flushed = 0

    def flush(self) -> None:
        self.flushed += 1


def test_another_look_of_the_office_reaches_every_page(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_in(website, originals, 3, 7)
    office = replace(OFFICE, name="Dinas Baru")
    disk = Flushing()
    Website(site, disk=disk).deliver(originals.job(office=office))
    assert disk.flushed == 1
    Website(site, disk=disk).deliver(originals.job("L-2", office=office))
    assert disk.flushed == 1  # nothing was drawn anew
    for page in site.rglob("*.html"):
        assert "Dinas Baru" in page.read_text()
        assert OFFICE.name not in page.read_text()


def test_the_same_title_twice_is_two_articles(
    website: Website, site: Path, originals: Originals
) -> None:
    one = website.deliver(originals.job("L-1"))
    other = website.deliver(originals.job("L-11"))
    again = website.deliver(originals.job("L/1"))
    assert len({one.handle, other.handle, again.handle}) == 3
    assert len(list(site.glob("2026/11/*"))) == 3
