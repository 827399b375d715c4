from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest

from soptui.channels.contract import Absent, Job, Receipt
from soptui.channels.disk import Disk
from soptui.channels.website.channel import Website
from soptui.errors import Refused
from soptui.sop.purpose import Purpose
from tests.channels.making import WHEN, FailingDisk, Originals, tree
from tests.channels.website.pagetools import Page, broken_links
from tests.channels.website.test_delivery import Halt

REASON = "Jumlah peserta 40, bukan 400."
STEPS = 40
"""More writes and moves than one takedown makes."""


def first(originals: Originals) -> Job:
    return originals.job(media=[originals.photo("lama")], body="Rahasia yang keliru.")


def correction(originals: Originals, revision: int = 2, reason: str = REASON) -> Job:
    return originals.job(title=f"Versi {revision}", revision=revision, reason=reason,
                         purpose=Purpose.CORRECTION,
                         published_at=WHEN + timedelta(days=revision - 1))  # fmt: skip


def takedown(originals: Originals) -> Job:
    return originals.job(media=[originals.photo("lama")], body="Rahasia yang keliru.",
                         reason="Memuat data pribadi.", purpose=Purpose.TAKEDOWN,
                         published_at=WHEN + timedelta(days=2))  # fmt: skip


def test_a_correction_says_when_and_why(website: Website, site: Path, originals: Originals) -> None:
    earlier = website.deliver(first(originals))
    assert website.corrects
    second = correction(originals)
    assert website.correct(second, earlier) == earlier
    third = correction(originals, 3, "Nama diperbaiki.")
    assert website.correct(third, earlier) == earlier
    page = Page(site / earlier.handle / "index.html")
    assert [text.strip() for text in page.text("p") if "." in text][:2] == [
        ": Nama diperbaiki.", f": {REASON}"]  # fmt: skip
    assert page.text("time")[1:3] == ["Rabu (25/11/2026)", "Selasa (24/11/2026)"]
    assert "Diperbarui" not in (site / earlier.handle / "index.html").read_text()
    document = json.loads(page.text("script")[0])
    assert [one["text"] for one in document["correction"]] == [REASON, "Nama diperbaiki."]
    assert document["dateModified"] == "2026-11-25T02:00:00Z"
    assert website.reconcile(third) == earlier
    assert website.reconcile(second) == Absent()


def test_a_correction_done_again_changes_nothing(
    website: Website, site: Path, originals: Originals
) -> None:
    earlier = website.deliver(first(originals))
    website.correct(correction(originals), earlier)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    website.correct(correction(originals), earlier)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert (site / earlier.handle / "index.html").read_text().count("Diralat") == 1


def test_what_is_not_there_is_not_corrected(website: Website, originals: Originals) -> None:
    with pytest.raises(Refused):
        website.correct(correction(originals), Receipt("", ""))
    assert website.reconcile(correction(originals)) == Absent()


def test_a_takedown_leaves_that_it_was_there_and_nothing_else(
    website: Website, site: Path, originals: Originals
) -> None:
    earlier = website.deliver(first(originals))
    other = website.deliver(originals.job("L-2", title="Lain"))
    assert website.withdraws
    website.withdraw(takedown(originals), earlier)
    page = Page(site / earlier.handle / "index.html")
    assert page.text("h1") == ["Bursa Kerja Dibuka"]
    assert page.text("time") == ["Senin (23/11/2026)", "Rabu (25/11/2026)"]
    assert "Alasan: Memuat data pribadi." in page.text("p")
    assert page.meta("robots") == "noindex"
    assert not page.all("script")
    assert not list((site / earlier.handle).rglob("*.jpg"))
    for path, data in tree(site).items():
        assert b"keliru" not in data, path
    lists = [path for path in site.rglob("*") if path.is_file() and path.suffix in {".html", ".js",
             ".xml"} and not path.is_relative_to(site / earlier.handle)]  # fmt: skip
    leads = {path.relative_to(site).as_posix() for path in lists
             if earlier.handle in path.read_text()}  # fmt: skip
    assert leads == {"b/l-0001/index.html"}
    short = Page(site / "b/l-0001/index.html")
    assert short.meta("robots") == "noindex"
    assert short.meta("og:title") is None
    assert broken_links(site) == []
    assert website.reconcile(first(originals)) == Absent()
    assert other.handle in (site / "index.html").read_text()
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == ["Lain"]


def test_a_takedown_done_again_changes_nothing(
    website: Website, site: Path, originals: Originals
) -> None:
    earlier = website.deliver(first(originals))
    website.withdraw(takedown(originals), earlier)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    website.withdraw(takedown(originals), earlier)
    website.withdraw(originals.job("L-tak-ada"), earlier)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_was_taken_down_stays_down_until_a_newer_revision(
    website: Website, site: Path, originals: Originals
) -> None:
    earlier = website.deliver(first(originals))
    website.withdraw(takedown(originals), earlier)
    for act in (website.deliver, lambda job: website.correct(job, earlier)):
        with pytest.raises(Refused):
            act(first(originals))
    assert website.deliver(correction(originals)) == earlier
    assert Page(site / earlier.handle / "index.html").text("h1") == ["Versi 2"]
    assert broken_links(site) == []


def test_the_last_article_of_a_month_takes_its_lists_along(
    website: Website, site: Path, originals: Originals
) -> None:
    moment = WHEN.replace(month=3)
    job = originals.job("L-3", published_at=moment)
    earlier = website.deliver(job)
    website.deliver(originals.job("L-4"))
    website.withdraw(job, earlier)
    for gone in ("arsip/2026/03", "cari/2026-03.js", "sitemap-2026-03.xml"):
        assert not (site / gone).exists()
    assert "2026-03" not in (site / "cari/index.html").read_text()
    assert broken_links(site) == []


@pytest.mark.parametrize("next_one", ["the same", "another"])
def test_a_takedown_that_stops_halfway_is_completed_by_whoever_comes_next(
    tmp_path: Path, originals: Originals, next_one: str
) -> None:
    finished = 0
    for after in range(STEPS):
        site = tmp_path / f"site-{after}"
        website = Website(site)
        earlier = website.deliver(first(originals))
        try:
            broken = Website(site, disk=FailingDisk(after, Halt()))
            broken.withdraw(takedown(originals), earlier)
            finished += 1
        except Halt:
            assert broken_links(site) == []
            assert after < 2 or website.reconcile(first(originals)) == Absent()
        if next_one == "the same" or after < 2:  # until its data stand it has not begun
            website.withdraw(takedown(originals), earlier)
        website.deliver(originals.job("L-2", title="Lain"))
        assert not list(site.rglob("*.jpg"))
        assert all(b"keliru" not in data for data in tree(site).values())
        assert "Bursa Kerja Dibuka" not in (site / "index.html").read_text()
        assert broken_links(site) == []
    assert 0 < finished < STEPS


KILLED = """
import os, signal, sys
from pathlib import Path
from soptui.channels.contract import Receipt
from soptui.channels.disk import Disk
from soptui.channels.website.channel import Website
from tests.channels.making import Originals
from tests.channels.website.test_corrections import takedown

class Dies(Disk):
    left = int(sys.argv[2])
    def move(self, source, dest):
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        super().move(source, dest)

root = Path(sys.argv[1])
job = takedown(Originals(root / "originals"))
Website(root / "site", disk=Dies()).withdraw(job, Receipt("", ""))
"""


@pytest.mark.parametrize("moves", range(0, 8, 2))
def test_killed_in_the_middle_it_is_down_in_the_end(
    tmp_path: Path, site: Path, originals: Originals, website: Website, moves: int
) -> None:
    earlier = website.deliver(first(originals))
    website.deliver(originals.job("L-2", title="Lain"))
    arguments = [sys.executable, "-c", KILLED, str(tmp_path), str(moves)]
    killed = subprocess.run(arguments, cwd=Path(__file__).parents[3], capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert broken_links(site) == []
    website.withdraw(takedown(originals), earlier)
    assert not list(site.rglob("*.jpg"))
    assert all(b"keliru" not in data for data in tree(site).values())
    assert earlier.handle not in (site / "index.html").read_text()


def test_without_room_on_the_disk_the_article_stands_as_it_was(
    site: Path, originals: Originals
) -> None:
    class Full(Disk):
        def write(self, path: Path, data: bytes) -> None:
            raise OSError(28, "full")

    earlier = Website(site).deliver(first(originals))
    with pytest.raises(Exception, match="disk is full"):
        Website(site, disk=Full()).withdraw(takedown(originals), earlier)
    assert Website(site).deliver(first(originals)) == earlier
    assert Website(site).reconcile(first(originals)) == earlier
