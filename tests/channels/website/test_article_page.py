from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import feedparser
from PIL import Image

from soptui.channels.website.address import Address
from soptui.channels.website.channel import Website
from soptui.sop.material import Kind
from soptui.sop.office import Office
from tests.channels.making import NASTY, OFFICE, Originals
from tests.channels.website.pagetools import Page, broken_links


def test_a_page_has_what_was_approved(website: Website, site: Path, originals: Originals) -> None:
    media = [
        originals.photo("a", "Pembukaan", "Orang berdiri"),
        originals.add(b"v", Kind.VIDEO, "Cuplikan", "Video acara"),
        originals.add(b"s", Kind.AUDIO, "Wawancara"),
        originals.add(b"d", Kind.DOCUMENT, "Surat", "Surat edaran"),
    ]
    receipt = website.deliver(originals.job(media=media, event_date="2022-01-12"))
    assert receipt.url == "https://contoh.example/2026/11/bursa-kerja-dibuka-l-0001/"
    page = Page(site / receipt.handle / "index.html")
    assert page.all("html") == [{"lang": "id"}]
    assert page.text("h1") == ["Bursa Kerja Dibuka"]
    assert "Senin (23/11/2026)" in page.text("time")
    assert "Rabu (12/1/2022)" in page.text("time")
    paragraphs = page.text("p")
    assert paragraphs.index("Bantul – Bursa kerja dibuka.") < paragraphs.index("Alinea satu.")
    assert paragraphs.index("Alinea satu.") < paragraphs.index("Alinea dua.")
    assert page.text("figcaption") == ["Pembukaan", "Cuplikan", "Wawancara", "Surat"]
    alt_texts = [image["alt"] for image in page.all("img") if image["alt"]]
    assert alt_texts == ["Orang berdiri", "Surat edaran, halaman 1", "Surat edaran, halaman 2"]
    assert "poster" not in page.all("video")[0]
    assert "controls" in page.all("video")[0]
    assert "controls" in page.all("audio")[0]
    assert page.meta("og:url") == receipt.url
    assert broken_links(site) == []


def test_pictures_come_in_three_sizes(website: Website, site: Path, originals: Originals) -> None:
    receipt = website.deliver(originals.job(media=[originals.photo("a"), originals.photo("b")]))
    page = Page(site / receipt.handle / "index.html")
    hero, second = (image for image in page.all("img") if image["alt"])
    widths = [part.split()[1] for part in hero["srcset"].split(",")]
    assert widths == ["480w", "960w", "1600w"]
    assert (hero["width"], hero["height"]) == ("1600", "1067")
    assert hero["sizes"]
    assert "loading" not in hero  # the first thing that readers see
    assert second["loading"] == "lazy"


def test_real_pictures_are_not_enlarged_and_carry_no_place(
    site: Path, originals: Originals
) -> None:
    job = originals.job(media=[originals.real_photo(700, 500), originals.real_photo(2000, 900)])
    receipt = Website(site).deliver(job)
    sizes = []
    for path in sorted((site / receipt.handle / "media").iterdir()):
        assert b"RAHASIA" not in path.read_bytes()
        with Image.open(path) as picture:
            assert not picture.getexif()
            sizes.append(picture.size[0])
    assert sorted(sizes) == [480, 480, 700, 960, 1600]


def test_text_is_only_ever_text(website: Website, site: Path, originals: Originals) -> None:
    evil = '</script><img src=x onerror=alert(1)>" autofocus onfocus=alert(2) ' + NASTY
    office = Office(evil, evil, evil, evil, evil, "https://contoh.example")
    media = [
        originals.photo("a", evil, evil),
        originals.add(b"v", Kind.VIDEO, evil, evil),
        originals.add(b"d", Kind.DOCUMENT, evil, evil),
    ]
    job = originals.job(
        item=evil, title=evil, lead=evil, body=evil, byline=evil, media=media, office=office
    )
    receipt = website.deliver(job)
    assert broken_links(site) == []
    for path in (site / "index.html", site / receipt.handle / "index.html"):
        page = Page(path)
        scripts = page.all("script")
        assert all(script == {"type": "application/ld+json"} for script in scripts)
        assert not any(name.startswith("on") for _, given in page.tags for name in given)
        assert not set(path.read_text()) & set("\u202e\u2066\x00\x07")
        assert "{{ 7*7 }}" in path.read_text()
        assert any("<script>alert(1)</script>" in text for text in page.text("h1") + page.text("a"))
    document = json.loads(page.text("script")[0])
    assert document["headline"].startswith("</script><img")
    assert "\u202e" not in document["headline"]


def test_search_engines_are_told_what_it_is(
    website: Website, site: Path, originals: Originals
) -> None:
    receipt = website.deliver(originals.job(media=[originals.photo()]))
    document = json.loads(Page(site / receipt.handle / "index.html").text("script")[0])
    assert document["@type"] == "NewsArticle"
    assert document["datePublished"] == "2026-11-23T02:00:00Z"
    assert document["publisher"]["name"] == OFFICE.name
    (image,) = document["image"]
    assert image["url"].startswith(receipt.url + "media/")
    assert (image["width"], image["height"], image["caption"]) == (1600, 1067, "Foto")
    assert document["url"] == document["mainEntityOfPage"] == receipt.url
    assert document["publisher"]["logo"]["url"] == "https://contoh.example/icon.svg"
    assert document["author"] == {"@type": "Person", "name": "Tim Humas"}


def test_whoever_links_to_it_shows_its_picture(
    website: Website, site: Path, originals: Originals
) -> None:
    receipt = website.deliver(originals.job(media=[originals.photo("a", "Pembukaan", "Orang")]))
    page = Page(site / receipt.handle / "index.html")
    image = page.meta("og:image") or ""
    assert (site / image.removeprefix("https://contoh.example/")).is_file()
    assert [page.meta(f"og:image:{name}") for name in ("type", "width", "height", "alt")] == [
        "image/jpeg", "1600", "1067", "Orang"]  # fmt: skip
    assert page.meta("twitter:card") == "summary_large_image"
    assert page.meta("twitter:image:alt") == "Orang"
    assert page.meta("article:modified_time") == "2026-11-23T02:00:00Z"
    (canonical,) = [link for link in page.all("link") if link["rel"] == "canonical"]
    assert canonical["href"] == page.meta("og:url") == receipt.url


def test_without_a_picture_the_card_is_small(
    website: Website, site: Path, originals: Originals
) -> None:
    receipt = website.deliver(originals.job(lead=""))
    page = Page(site / receipt.handle / "index.html")
    assert page.meta("twitter:card") == "summary"
    assert page.meta("og:image") is None
    assert page.meta("og:description") == "Bursa Kerja Dibuka"


def test_the_short_address_leads_to_the_article(
    website: Website, site: Path, originals: Originals
) -> None:
    receipt = website.deliver(originals.job("L/0001", media=[originals.photo()]))
    address = Address("https://contoh.example").short("L/0001")
    path = site / address.removeprefix("https://contoh.example/") / "index.html"
    page = Page(path)
    (refresh,) = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "refresh"]
    target = refresh.removeprefix("0; url=")
    assert (path.parent / target).resolve() == (site / receipt.handle / "index.html").resolve()
    assert page.meta("og:url") == receipt.url
    assert page.meta("og:image")
    assert page.all("a") == [{"href": target}]
    links = {link["rel"]: link["href"] for link in
             Page(site / receipt.handle / "index.html").all("link")}  # fmt: skip
    assert links["shortlink"] == address
    assert broken_links(site) == []


def test_without_an_address_nothing_is_absolute(
    website: Website, site: Path, originals: Originals
) -> None:
    office = replace(OFFICE, website="")
    receipt = website.deliver(originals.job(media=[originals.photo()], office=office))
    assert receipt.url == (site / receipt.handle / "index.html").as_uri()
    page = Page(site / receipt.handle / "index.html")
    assert page.meta("og:url") is None
    assert page.meta("og:image") is None
    assert not [link for link in page.all("link") if link["rel"] == "canonical"]
    assert not list(site.glob("sitemap*.xml"))
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert feed.entries[0].link == f"{receipt.handle}/index.html"
    for path in (*site.rglob("*.html"), *site.rglob("*.xml")):
        text = re.sub(r"http://www\.w3\.org/\S+|https://schema\.org", "", path.read_text())
        assert "://" not in text, path
    assert broken_links(site) == []


def test_every_page_can_be_walked_without_seeing_it(
    website: Website, site: Path, originals: Originals
) -> None:
    website.deliver(originals.job(media=[originals.photo()]))
    for path in site.rglob("*.html"):
        page = Page(path)
        if path.is_relative_to(site / "b"):  # it leads on at once
            continue
        assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1, path
        assert page.all("header")
        assert page.all("footer")
        assert page.all("a")[0] == {"class": "skip", "href": "#isi"}
        assert all("alt" in image for image in page.all("img"))
        assert all(nav.get("aria-label") for nav in page.all("nav"))
