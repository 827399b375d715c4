"""From photos in the inbox to a page that a browser opens and a feed reader reads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from soptui.sop.roles import Role
from tests.e2e import steps
from tests.e2e.conftest import ANSWERS, Office, sign_in
from tests.terminal import REPOSITORY, Terminal, terminal

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.mark.e2e
def test_from_the_inbox_to_the_browser(office: Office, tmp_path: Path) -> None:
    with terminal("--home", str(office.home), "--inbox", str(office.inbox)) as at:
        sign_in(at, Role.REPORTER)
        office.drop_photos()
        steps.make_coverage(at)
        steps.narrate(at)
        steps.hand_over(at)
        steps.change_person(at, Role.WEB_MANAGER)
        steps.select(at)
        steps.submit(at)
        steps.change_person(at, Role.HEAD)
        steps.unlock(at)
        steps.approve(at)
        steps.change_person(at, Role.WEB_MANAGER)
        steps.paste_address(at)
        at.press("Esc")
        at.wait_for("5 Selesai 1")
    _check_item(office)
    page = _check_site(office)
    _check_in_browser(page, tmp_path)


def _check_item(office: Office) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "soptui", "--home", str(office.home), "show", "001", "--json"],
        capture_output=True, check=True, text=True, cwd=REPOSITORY,
    )  # fmt: skip
    item = json.loads(answer.stdout)
    assert item["state"] == "published"
    assert {entry["channel"]: entry["state"] for entry in item["deliveries"]} == {
        "website": "published",
        "instagram": "published",
    }


def _check_site(office: Office) -> Path:
    site = office.home / "site"
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [steps.TITLE]
    pictures = sorted(site.rglob("*.jpg"))
    assert pictures
    for picture in pictures:
        with Image.open(picture) as image:
            told = image.getexif()
            assert not told.get_ifd(IFD.GPSInfo), f"{picture.name} still says where it was taken"
            assert not told.get_ifd(IFD.Exif), f"{picture.name} still says when it was taken"
            assert not {Base.Make, Base.Model} & set(told), f"{picture.name} names its camera"
        assert f"<photoshop:Headline>{steps.TITLE}<".encode() in picture.read_bytes()
    (page,) = site.glob("20*/*/*/index.html")
    return page


def _check_in_browser(page: Path, tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: the page was not opened in a browser")
    answer = subprocess.run(
        [CHROMIUM, *CHROMIUM_OPTIONS, f"--user-data-dir={tmp_path / 'chromium'}", "--dump-dom",
         page.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert f"{steps.TITLE}</h1>" in answer.stdout
    assert 'alt="Peserta mengelas"' in answer.stdout


@pytest.mark.e2e
def test_killed_in_every_step_it_goes_on_where_it_was(office: Office) -> None:
    office.drop_photos()

    def lives(role: Role, *acts: object) -> None:
        """One life of the program: it begins with `role` at the board and ends by `kill -9`."""
        with terminal("--home", str(office.home), "--inbox", str(office.inbox)) as at:
            sign_in(at, role)
            for act in acts:
                act(at)  # type: ignore[operator]
            at.kill()

    def half_narrated(at: Terminal) -> None:
        at.press(ANSWERS[0])
        at.wait_for("1 dari 6", "Draf tersimpan")

    def the_draft_is_there(at: Terminal) -> None:
        at.press("Enter")
        at.wait_for(ANSWERS[0], "1 dari 6")
        steps.answer_from(at, 2)

    def selected_already(at: Terminal) -> None:
        at.press("Enter")
        at.wait_for("F5 Gambar  ● lengkap", "F7 Kanal  ● lengkap")

    lives(Role.REPORTER, steps.make_coverage, half_narrated)
    lives(Role.REPORTER, the_draft_is_there, steps.hand_over)
    lives(Role.WEB_MANAGER, steps.select)
    lives(Role.WEB_MANAGER, selected_already, steps.submit)
    lives(Role.HEAD, steps.unlock)
    lives(Role.HEAD, steps.unlock, steps.approve)
    lives(Role.WEB_MANAGER, steps.paste_address)
    office.ingest()
    _check_item(office)
    _check_site(office)
