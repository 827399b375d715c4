"""What one more article costs the website, with very many there and with few."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from soptui.channels.disk import Disk
from soptui.channels.website.address import base_of
from soptui.channels.website.article import DATA, PAGE, Article, Figure, Variant, new_folder
from soptui.channels.website.channel import Website
from soptui.channels.website.pages import Pages
from soptui.sop.material import Kind
from tests.benchmarks.measures import Figure as Line
from tests.channels.making import OFFICE, Originals

FEW, MANY = 10, 10_000
MONTHS = 120
"""Ten years: 83 articles a month."""
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RUNS = 41
WORDS = ("pelatihan", "las", "bagi", "pencari", "kerja", "di", "balai", "latihan", "Bantul")


class Counting(Disk):
    """How many files were written, and how many bytes."""

    files = 0
    size = 0

    def write(self, path: Path, data: bytes) -> None:
        self.files += 1
        self.size += len(data)
        super().write(path, data)


def figures() -> list[Line]:
    """Deliver one article to a site of 10,000 and to one of 10, in turns."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "originals").mkdir()
        originals = Originals(root / "originals")
        sites = [root / "few", root / "many"]
        for site, count in zip(sites, (FEW, MANY), strict=True):
            _fill(site, originals, count)
        _deliver(sites[0], originals, 0), _deliver(sites[1], originals, 0)
        runs = [[_deliver(site, originals, run) for site in sites] for run in range(1, RUNS + 1)]
    ratio = statistics.median(many[0] / few[0] for few, many in runs)
    few, many = (statistics.median(run[place][0] for run in runs) for place in (0, 1))
    detail = f"{1000 * many:.1f} ms against {1000 * few:.1f} ms (medians of {RUNS})"
    written = runs[-1][1][1].files / runs[-1][0][1].files
    sizes = [f"{run.files} of {run.size / 1e3:.0f} kB" for _seconds, run in runs[-1][::-1]]
    return [
        Line("one more article, 10,000 there / 10", ratio, "×", 1.2, detail),
        Line("files written for it", written, "×", 1.2, " against ".join(sizes)),
    ]


def _deliver(site: Path, originals: Originals, run: int) -> tuple[float, Counting]:
    disk = Counting()
    job = originals.job(f"B-{run}", media=[originals.photo()],
                        published_at=NOW + timedelta(minutes=run))  # fmt: skip
    began = time.perf_counter()
    Website(site, disk=disk).deliver(job)
    return time.perf_counter() - began, disk


def _fill(site: Path, originals: Originals, count: int) -> None:
    """`count` articles, the last ones in this month, as they lie after their deliveries."""
    pages = Pages(OFFICE, base_of(OFFICE.website))
    variants = tuple(Variant("media/foto.jpg", edge, edge * 2 // 3) for edge in (480, 960, 1600))
    figure = Figure(Kind.PHOTO, "Peserta", "Peserta mengelas", (variants,))
    for number in range(count):
        back = number // max(count // MONTHS, FEW)
        year, month = divmod(NOW.year * 12 + NOW.month - 1 - back, 12)
        moment = datetime(year, month + 1, 1, 3, 0, tzinfo=UTC) + timedelta(minutes=number)
        title = f"Pelatihan ke-{number} {' '.join(WORDS[: number % 7 + 1])}"
        body = " ".join(WORDS * 12) + f" {number}"
        manifest = replace(originals.job(f"A-{number}").manifest, title=title, body=body)
        article = Article(
            new_folder(manifest, moment), manifest, manifest.digest, 1, moment, moment, (figure,)
        )
        folder = site / article.folder
        folder.mkdir(parents=True)
        (folder / DATA).write_bytes(article.dump())
        (folder / PAGE).write_bytes(pages.article(article))
