"""The website before those who judge by the letter: axe-core for readers of every kind, and the Nu
HTML checker. It runs where `SOPTUI_CHECKERS` names a folder in which npm put both.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from soptui.channels.website.channel import Website
from soptui.sop.material import Kind
from soptui.sop.office import Office
from soptui.sop.purpose import Purpose
from tests.browser import CHROMIUM, Browser, browser
from tests.channels.making import WHEN, Originals

FOLDER = os.environ.get("SOPTUI_CHECKERS", "")
MODULES = Path(FOLDER) / "node_modules"
OFFICE = Office("Dinas Contoh", "Pemerintah Kabupaten Bantul", "Bantul", "Jl. Contoh 1\nBantul",
                "Telepon (0274) 123456", "https://contoh.example")  # fmt: skip
PAGES = {
    "front": "index.html",
    "archive": "arsip/index.html",
    "month": "arsip/2026/11/index.html",
    "search": "cari/index.html?q=bursa",
    "photos": "2026/11/*-l-foto/index.html",
    "film": "2026/11/*-l-film/index.html",
    "sound": "2026/11/*-l-suara/index.html",
    "document": "2026/11/*-l-surat/index.html",
    "corrected": "2026/11/*-l-ralat/index.html",
    "withdrawn": "2026/11/*-l-cabut/index.html",
}
OWN_SCRIPT = "Resource violates Content Security Policy (meta tag): external script “../search.js”"
"""To the checker a file has no origin; the tests of the search show that browsers run it."""
WIDTHS = (390, 1280)

pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="no axe-core and Nu HTML checker here (SOPTUI_CHECKERS)"),
    pytest.mark.browser,
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with everything that a page can have."""
    root = tmp_path_factory.mktemp("website")
    (root / "originals").mkdir()
    originals, website = Originals(root / "originals"), Website(root / "site")
    wide, tall = originals.real_photo(1600, 900), originals.real_photo(900, 1600)
    of = {
        "foto": [wide, tall, originals.real_photo(800, 800)],
        "film": [originals.add(b"v", Kind.VIDEO, "Cuplikan", "Peserta mengelas")],
        "suara": [originals.add(b"s", Kind.AUDIO, "Wawancara", "Wawancara kepala balai")],
        "surat": [originals.add(b"d", Kind.DOCUMENT, "Surat edaran", "Surat edaran")],
        "ralat": [tall],
        "cabut": [wide],
        "polos": [],
    }
    for number, (name, media) in enumerate(of.items()):
        moment = WHEN + timedelta(minutes=number)
        job = originals.job(f"L-{name}", title=f"Bursa Kerja {name}", media=media, office=OFFICE,
                            event_date="2026-11-20", published_at=moment)  # fmt: skip
        receipt = website.deliver(job)
        if name == "ralat":
            changed = originals.job(f"L-{name}", title="Bursa Kerja", media=media, office=OFFICE,
                                    purpose=Purpose.CORRECTION, reason="Jumlah peserta 40.",
                                    revision=2, published_at=moment)  # fmt: skip
            website.correct(changed, receipt)
        if name == "cabut":
            website.withdraw(job, receipt)
    return root / "site"


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with browser() as opened:
        yield opened


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_everybody_can_use_it(
    site: Path, window: Browser, page: str, width: int, dark: bool
) -> None:
    pattern, _, query = PAGES[page].partition("?")
    (path,) = site.glob(pattern)
    window.prefer_dark(dark)
    window.open(path.as_uri() + (f"?{query}" if query else ""), width=width)
    if query:
        window.wait_for("document.querySelectorAll('#hasil a').length")
    window.ask((MODULES / "axe-core/axe.min.js").read_text("utf-8"))
    found = json.loads(window.ask("axe.run().then((all) => JSON.stringify(all))"))
    assert len(found["passes"]) > 20
    assert [_told(one) for one in found["violations"]] == []
    assert window.ask("document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java here")
def test_it_is_valid_html(site: Path) -> None:
    checker = MODULES / "vnu-jar/build/dist/vnu.jar"
    pages = [str(path) for path in site.rglob("*.html")]
    assert len(pages) > 2 * len(PAGES) - 4  # short addresses too
    answer = subprocess.run(
        ["java", "-jar", str(checker), "--format", "json", *pages],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    found = [(one["message"], one.get("url", "")) for one in json.loads(answer.stderr)["messages"]]
    assert [one for one in found if not one[0].startswith(OWN_SCRIPT)] == []


def _told(violation: dict[str, Any]) -> str:
    places = [node["html"][:120] for node in violation["nodes"]]
    return f"{violation['impact']} {violation['id']}: {violation['help']} at {places}"
