from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from soptui.channels.website.channel import Website
from tests.browser import CHROMIUM, Browser, browser
from tests.channels.making import NASTY, WHEN, Originals
from tests.channels.website.pagetools import Page
from tests.channels.website.serving import serving

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


def shard(path: Path) -> list[list[str]]:
    text = path.read_text("ascii")
    found = re.fullmatch(r'soptui_shard\("\d{4}-\d\d",(\[.*\])\);\n', text, re.S)
    assert found, text
    articles: list[list[str]] = json.loads(found[1])
    return articles


def publish(website: Website, originals: Originals, month: int, title: str, body: str) -> None:
    moment = WHEN.replace(month=month)
    website.deliver(originals.job(f"L-{month:02}", title=title, body=body, lead="Bantul.",
                                  published_at=moment))  # fmt: skip


@pytest.fixture
def filled(website: Website, site: Path, originals: Originals) -> Path:
    """Articles in November, July and March."""
    publish(website, originals, 3, "Pelatihan Las Dibuka", "Peserta belajar mengelas pipa.")
    publish(website, originals, 7, "Bursa Kerja", "Sebanyak 40 perusahaan hadir di Café Kota.")
    publish(website, originals, 11, "Sertifikat <b>Juru</b> Las", "Diserahkan kepada peserta.")
    return site


def test_a_shard_has_the_words_of_its_month_and_no_more(filled: Path) -> None:
    (article,) = shard(filled / "cari/2026-07.js")
    folder, title, lead, date, words = article
    assert (filled / folder / "index.html").is_file()
    assert (title, lead, date) == ("Bursa Kerja", "Bantul.", "Kamis (23/7/2026)")
    assert words == "sebanyak perusahaan hadir cafe kota tim humas"


def test_a_new_article_touches_one_shard(
    website: Website, filled: Path, originals: Originals
) -> None:
    before = {path: path.stat().st_mtime_ns for path in (filled / "cari").iterdir()}
    website.deliver(originals.job("L-9", published_at=WHEN + timedelta(hours=1)))
    changed = {path.name for path, was in before.items() if path.stat().st_mtime_ns != was}
    assert changed == {"2026-11.js"}
    assert [title for _, title, *_ in shard(filled / "cari/2026-11.js")] == [
        "Bursa Kerja Dibuka", "Sertifikat <b>Juru</b> Las"]  # fmt: skip


def test_a_shard_is_ascii_and_holds_no_harm(
    website: Website, site: Path, originals: Originals
) -> None:
    website.deliver(originals.job(title=NASTY, lead=NASTY + "\u2028", body=NASTY + "</script>"))
    ((_, title, *_),) = shard(site / "cari/2026-11.js")
    assert "\u202e" not in title


def test_only_the_search_page_has_a_script(filled: Path) -> None:
    for path in filled.rglob("*.html"):
        scripts = [one for one in Page(path).all("script") if "src" in one]
        searches = path == filled / "cari/index.html"
        assert bool(scripts) == searches
        policy = next(one["content"] for one in Page(path).all("meta") if "http-equiv" in one)
        allowed = policy.removeprefix("script-src ").partition(";")[0]
        if path.match("20*/*/*/index.html"):
            assert re.fullmatch(r"'sha256-[\w+/=]+'", allowed)  # of its data
        else:
            assert allowed == ("'self' file:" if searches else "'none'")


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def served(filled: Path) -> Iterator[str]:
    with serving(filled) as base:
        yield base


def results(window: Browser) -> list[str]:
    found: list[str] = window.ask(
        "[...document.querySelectorAll('#hasil a')].map((link) => link.textContent)"
    )
    return found


def search(window: Browser, words: str) -> list[str]:
    """Type it as a person does and wait for the answer."""
    window.ask("document.getElementById('kata').select()")
    window.type(words)
    window.press("Enter", 13, "\r")
    window.wait_for("/ditemukan|cocok/.test(document.querySelector('.status').textContent)")
    return results(window)


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize("way", ["file", "http"])
def test_it_finds_from_a_folder_and_from_a_server(
    request: pytest.FixtureRequest, window: Browser, filled: Path, way: str
) -> None:
    base = filled.as_uri() if way == "file" else request.getfixturevalue("served")
    window.open(f"{base}/cari/index.html")
    assert window.ask("document.activeElement.id") == "kata"
    assert search(window, "las") == ["Sertifikat <b>Juru</b> Las", "Pelatihan Las Dibuka"]
    assert search(window, "LAS peserta pipa") == ["Pelatihan Las Dibuka"]
    assert search(window, "café") == ["Bursa Kerja"]
    assert search(window, "tidakada") == []
    assert window.ask("document.querySelector('.status').textContent") == (
        "Tidak ada berita yang cocok."
    )
    window.open(f"{base}/cari/index.html?q=bursa%20kerja")
    window.wait_for("document.querySelector('#hasil a')")
    window.follow("document.querySelector('#hasil a').click()")
    assert window.ask("document.querySelector('h1').textContent") == "Bursa Kerja"


@needs_chromium
@pytest.mark.browser
def test_it_can_be_walked_by_keyboard_and_narrowed_to_a_year(
    window: Browser, website: Website, filled: Path, originals: Originals
) -> None:
    moment = WHEN.replace(year=2024)
    website.deliver(originals.job("L-old", title="Las Lama", published_at=moment))
    window.open(f"{filled.as_uri()}/cari/index.html")
    search(window, "las")
    walked = []
    for _step in range(4):
        window.press("Tab", 9)
        walked.append(window.ask("document.activeElement.textContent.trim().split('\\n')[0]"))
    assert walked == ["Semua", "Cari", "Sertifikat <b>Juru</b> Las", "Pelatihan Las Dibuka"]
    window.ask("const year = document.getElementById('tahun'); year.value = '2024';"
               " year.dispatchEvent(new Event('change'))")  # fmt: skip
    window.wait_for("document.querySelectorAll('#hasil a').length === 1")
    assert results(window) == ["Las Lama"]


@needs_chromium
@pytest.mark.browser
def test_it_asks_before_it_goes_far_back(
    window: Browser, website: Website, site: Path, originals: Originals
) -> None:
    for number in range(14):
        moment = WHEN.replace(year=2025 + number // 12, month=number % 12 + 1)
        job = originals.job(f"L-{number}", title=f"Las {number}", published_at=moment)
        website.deliver(job)
    window.open(f"{site.as_uri()}/cari/index.html")
    assert len(search(window, "las")) == 12
    status = "document.querySelector('.status').textContent"
    assert window.ask(status) == "12 berita ditemukan, sampai Maret 2025."
    assert window.ask("document.getElementById('lagi').hidden") is False
    window.ask("document.getElementById('lagi').click()")
    window.wait_for(f"{status} === '14 berita ditemukan.'")
    assert window.ask("document.activeElement.textContent") == "Las 1"
    assert window.ask("document.getElementById('lagi').hidden") is True


@needs_chromium
@pytest.mark.browser
def test_a_month_that_cannot_be_read_is_said(window: Browser, filled: Path) -> None:
    (filled / "cari/2026-07.js").unlink()
    window.open(f"{filled.as_uri()}/cari/index.html")
    assert len(search(window, "las")) == 2
    assert window.ask("document.querySelector('.status').textContent") == (
        "2 berita ditemukan. Sebagian daftar tidak dapat dibuka."
    )


@needs_chromium
@pytest.mark.browser
def test_without_scripts_it_leads_to_the_archive(filled: Path) -> None:
    with browser() as window:
        window.without_scripts()
        window.open(f"{filled.as_uri()}/cari/index.html")
        assert window.ask("document.querySelector('form').checkVisibility()") is False
        link = window.ask("document.querySelector('noscript a').getAttribute('href')")
        assert (filled / "cari" / link).resolve() == (filled / "arsip/index.html").resolve()
