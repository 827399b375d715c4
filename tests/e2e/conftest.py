from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from soptui.clock import SystemClock
from soptui.desk.context import Desk
from soptui.desk.setup import SUGGESTED, NewPerson, first_run
from soptui.paths import Home
from soptui.sop.office_hours import CLOSED, HoursVersion, parse_day
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import STATION, Role
from soptui.store.database import open_store
from tests import samples
from tests.terminal import REPOSITORY, Terminal

PIN = "481526"
PASSPHRASE = "kantor contoh bantul"
NAMES = {
    Role.REPORTER: "Siti",
    Role.WEB_MANAGER: "Budi",
    Role.HEAD: "Kepala",
    Role.ADMIN: "Admin",
}
ORDER = list(NAMES)
ANSWERS = (
    "Pelatihan las dibuka",
    "Kepala Dinas dan peserta",
    "Senin pagi",
    "BLK Bantul",
    "Kebutuhan industri",
    "Berlatih 30 hari",
)


@dataclass
class Office:
    """An office on disk, and how its people work at a terminal."""

    home: Path
    inbox: Path

    def drop_photos(self, count: int = 2) -> None:
        """Copy photos in, as a card reader does: whole, in a folder."""
        card = self.inbox / "KARTU"
        card.mkdir(exist_ok=True)
        for number in range(count):
            taken = datetime(2026, 11, 23, 2, number, tzinfo=UTC)
            samples.jpeg(card / f"IMG_000{number}.JPG", size=(640, 480), captured=taken, gps=True,
                         colour=(40 * number, 90, 160))  # fmt: skip

    def ingest(self) -> None:
        """Let the station take in what is there, without a screen."""
        subprocess.run(
            [sys.executable, "-m", "soptui", "--home", str(self.home), "--inbox",
             str(self.inbox), "station", "--until-idle"],
            check=True, timeout=60, cwd=REPOSITORY,
        )  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office that is always open."""
    return make_office(tmp_path)


def make_office(tmp_path: Path) -> Office:
    """An office that is always open, below `tmp_path`."""
    home, inbox = Home(tmp_path / "home"), tmp_path / "inbox"
    home.make()
    inbox.mkdir()
    store = open_store(home.database)
    desk = Desk(store, SystemClock(), home, load_procedure(), STATION)
    always = parse_day("00.00-23.59")
    people = [
        NewPerson(name, role, PIN, PASSPHRASE if role is Role.HEAD else "")
        for role, name in NAMES.items()
    ]
    with store.connection():
        first_run(
            desk, SUGGESTED, HoursVersion(date(2020, 1, 1), (always,) * 6 + (CLOSED,)), people
        )
    return Office(home.root, inbox)


def sign_in(at: Terminal, role: Role) -> None:
    """Choose the name, type the PIN, stand at the board."""
    at.wait_for("Siapa Anda", NAMES[role])
    at.press(*["Down"] * ORDER.index(role), "Enter")
    at.wait_for(f"PIN {NAMES[role]}")
    at.press(PIN, "Enter")
    at.wait_for("LANGKAH", "KOTAK MASUK")


def sign_out(at: Terminal) -> None:
    """Back to the entrance."""
    at.press("F4")
    at.wait_for("Siapa Anda")
