from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from soptui.channels.contract import Absent, Mode, Receipt
from soptui.channels.disk import Disk
from soptui.channels.website.channel import Website
from soptui.errors import InvalidInput, Refused, StorageError
from tests.channels.making import OFFICE, WHEN, FailingDisk, Originals, tree
from tests.channels.website.pagetools import broken_links

STEPS = 32
"""More writes and moves than one delivery makes."""


class Halt(BaseException):
    """The power goes: nothing catches this."""


def test_delivering_again_changes_nothing(
    site: Path, originals: Originals, website: Website
) -> None:
    job = originals.job(media=[originals.photo()])
    assert website.reconcile(job) == Absent()
    receipt = website.deliver(job)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert Website(site).deliver(job) == receipt
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert website.reconcile(job) == receipt


def test_a_later_try_keeps_the_first_date_and_address(
    site: Path, originals: Originals, website: Website
) -> None:
    receipt = website.deliver(originals.job())
    later = originals.job(published_at=WHEN + timedelta(days=40))
    assert website.deliver(later) == receipt
    assert len(list(site.glob("2*/*/*"))) == 1


@pytest.mark.parametrize("stop", [Halt(), OSError(errno.ENOSPC, "full")])
def test_wherever_it_stops_the_site_is_whole_and_the_next_try_completes_it(
    tmp_path: Path, originals: Originals, stop: BaseException
) -> None:
    first, second = originals.job("L-1"), originals.job("L-2", media=[originals.photo()])
    finished = 0
    for after in range(STEPS):
        site = tmp_path / f"site-{after}"
        website = Website(site)
        website.deliver(first)
        broken = Website(site, disk=FailingDisk(after, stop))
        try:
            broken.deliver(second)
            finished += 1
        except (Halt, StorageError):
            visible = list(site.glob("2026/11/*/index.html"))
            assert len(visible) in (1, 2)
            assert broken_links(site) == []
        website.deliver(second)
        assert isinstance(website.reconcile(second), Receipt)
        assert len(list(site.glob("2026/11/*"))) == 2
        assert (site / "index.html").read_text().count("-l-2/index.html") == 1
        assert not list(site.rglob(".*.new"))
    assert 0 < finished < STEPS


PLACED = 10
"""The move that lets the article appear: before it, four drawings and scripts, six first lists."""

KILLED = """
import os, signal, sys
from pathlib import Path
from soptui.channels.disk import Disk
from soptui.channels.website.channel import Website
from tests.channels.making import Originals

class Dies(Disk):
    left = int(sys.argv[2])
    def move(self, source, dest):
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        super().move(source, dest)

originals = Originals(Path(sys.argv[1]) / "originals")
job = originals.job("L-2", media=[originals.photo()])
Website(Path(sys.argv[1]) / "site", disk=Dies()).deliver(job)
"""


@pytest.mark.parametrize("moves", range(20))
def test_killed_in_the_middle_there_is_exactly_one_article_in_the_end(
    tmp_path: Path, site: Path, originals: Originals, website: Website, moves: int
) -> None:
    arguments = [sys.executable, "-c", KILLED, str(tmp_path), str(moves)]
    killed = subprocess.run(arguments, cwd=Path(__file__).parents[3], capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(list(site.glob("2026/11/*"))) == (1 if moves > PLACED else 0)
    assert moves < 8 or broken_links(site) == []  # earlier, not even the frame stands
    if (site / ".work").exists():
        assert stat.S_IMODE((site / ".work").stat().st_mode) == 0o700
    job = originals.job("L-2", media=[originals.photo()])
    assert website.reconcile(job) == Absent()
    website.deliver(job)
    assert len(list(site.glob("2026/11/*"))) == 1
    assert not (site / ".work").exists()
    assert isinstance(website.reconcile(job), Receipt)


def test_a_correction_keeps_the_address(site: Path, originals: Originals, website: Website) -> None:
    old, new = originals.photo("lama"), originals.photo("baru")
    first = originals.job(media=[old])
    receipt = website.deliver(first)
    tomorrow = WHEN + timedelta(days=1)
    ralat = originals.job(title="Ralat", media=[new], revision=2, published_at=tomorrow)
    assert website.deliver(ralat) == receipt
    files = tree(site / receipt.handle)
    assert not [name for name in files if old.renditions[0].sha256[:16] in name]
    assert [name for name in files if new.renditions[0].sha256[:16] in name]
    page = files["index.html"].decode()
    assert "Diperbarui" in page
    assert "Senin (23/11/2026)" in page
    assert broken_links(site) == []
    assert website.reconcile(first) == Absent()
    with pytest.raises(Refused):
        website.deliver(first)


def test_a_correction_that_stops_halfway_is_completed(tmp_path: Path, originals: Originals) -> None:
    first = originals.job(media=[originals.photo("lama")])
    ralat = originals.job(title="Ralat", media=[originals.photo("baru")], revision=2)
    for after in range(STEPS):
        site = tmp_path / f"site-{after}"
        website = Website(site)
        website.deliver(first)
        try:
            disk = FailingDisk(after, Halt())
            Website(site, disk=disk).deliver(ralat)
        except Halt:
            assert broken_links(site) == []
        receipt = website.deliver(ralat)
        assert website.reconcile(ralat) == receipt
        assert (site / "index.html").read_text().count(">Ralat<") == 1
        assert broken_links(site) == []


def test_a_full_disk_is_said_in_plain_words(site: Path, originals: Originals) -> None:
    disk = FailingDisk(4, OSError(errno.ENOSPC, "full"))
    with pytest.raises(StorageError, match="disk is full") as failure:
        Website(site, disk=disk).deliver(originals.job())
    assert failure.value.remedy


def test_a_file_that_is_not_on_the_shelf_leaves_nothing_half(
    site: Path, originals: Originals, website: Website
) -> None:
    photo = originals.photo()
    job = originals.job(media=[photo])
    originals.files[photo.renditions[0].sha256].unlink()
    with pytest.raises(StorageError):
        website.deliver(job)
    assert not list(site.glob("2*"))


def test_everybody_may_read_it_whatever_the_umask(
    site: Path, originals: Originals, website: Website
) -> None:
    before = os.umask(0o077)
    try:
        website.deliver(originals.job(media=[originals.photo()]))
    finally:
        os.umask(before)
    for path in (site, *site.rglob("*")):
        if path.name not in (".lock", ".catalogue.db"):
            assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_two_publishers_take_turns(site: Path, originals: Originals) -> None:
    jobs = [originals.job(f"L-{n}", media=[originals.photo(str(n))]) for n in range(6)]
    workers = [
        threading.Thread(target=Website(site, disk=Disk()).deliver,
                         args=(job,))
        for job in jobs
    ]  # fmt: skip
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    reader = Website(site)
    assert all(isinstance(reader.reconcile(job), Receipt) for job in jobs)
    assert broken_links(site) == []


def test_progress_ends_at_the_total(originals: Originals, website: Website) -> None:
    told: list[tuple[int, int]] = []
    media = [originals.photo("a"), originals.photo("b")]
    website.deliver(originals.job(media=media), lambda *step: told.append(step))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_problems_are_found_before_anything_is_written(
    site: Path, originals: Originals, website: Website
) -> None:
    assert website.problems(originals.job()) == []
    office = OFFICE.__class__(name="Dinas", website="javascript:alert(1)")
    found = website.problems(originals.job(title=" ", lead="", body="", office=office))
    assert len(found) == 3
    assert not site.exists()


def test_it_publishes_by_itself(originals: Originals, website: Website) -> None:
    assert website.mode is Mode.AUTO
    with pytest.raises(Refused):
        website.prepare(originals.job())
    with pytest.raises(InvalidInput):
        website.accept_url(originals.job(), "https://contoh.example/")
