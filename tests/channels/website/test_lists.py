from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser

from soptui.channels.contract import Absent, Receipt
from soptui.channels.website.channel import Website
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


def titles(path: Path) -> list[str]:
    return [text for text in Page(path).text("a") if text.startswith("Berita ")]


def test_index_pages_hold_twelve_each_newest_first(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_many(website, originals)
    pages = [site / "index.html", site / "page/2/index.html", site / "page/3/index.html"]
    shown = [titles(page) for page in pages]
    assert [len(page) for page in shown] == [12, 12, 2]
    assert [title for page in shown for title in page] == [
        f"Berita {number}" for number in reversed(range(MANY))
    ]
    assert not (site / "page/4").exists()
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


def test_the_feed_survives_hostile_text(website: Website, site: Path, originals: Originals) -> None:
    office = replace(OFFICE, name=NASTY)
    website.deliver(originals.job(title=NASTY, lead="]]>" + NASTY, office=office))
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.entries[0].title_detail.type == "text/plain"


def test_the_sitemap_lists_every_page(website: Website, site: Path, originals: Originals) -> None:
    publish_many(website, originals)
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314  we wrote it
    places = [element.text or "" for element in root.iter() if element.tag.endswith("loc")]
    assert len(places) == MANY + 1
    assert all((site / place.removeprefix("https://contoh.example/")).is_dir() for place in places)
    assert "Sitemap: https://contoh.example/sitemap.xml" in (site / "robots.txt").read_text()


def test_a_lost_or_broken_catalogue_is_made_anew(
    website: Website, site: Path, originals: Originals
) -> None:
    publish_many(website, originals)
    whole = (site / "site.json").read_bytes()
    index = (site / "index.html").read_bytes()
    job = originals.job("L-0000", title="Berita 0", published_at=WHEN)
    for damage in (b"", b"{", b'{"version": 1, "entries": [{}]}', None):
        if damage is None:
            (site / "site.json").unlink()
        else:
            (site / "site.json").write_bytes(damage)
        assert website.reconcile(job) == Absent()
        website.deliver(job)
        assert (site / "site.json").read_bytes() == whole
        assert (site / "index.html").read_bytes() == index
        assert isinstance(website.reconcile(job), Receipt)


def test_the_same_title_twice_is_two_articles(
    website: Website, site: Path, originals: Originals
) -> None:
    one = website.deliver(originals.job("L-1"))
    other = website.deliver(originals.job("L-11"))
    again = website.deliver(originals.job("L/1"))
    assert len({one.handle, other.handle, again.handle}) == 3
    assert len(list(site.glob("2026/11/*"))) == 3
