"""Files lent to networks: whole, exactly what was approved, and gone when they are not needed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from soptui.channels.disk import FILE_MODE
from soptui.channels.website.lending import FOLDER, Lending, require_public
from soptui.errors import StorageError, Unreachable
from soptui.sop.manifest import RenditionEntry
from tests.channels.making import FailingDisk
from tests.channels.standins_meta import public_site

DATA = b"jpeg approved"
SHA256 = hashlib.sha256(DATA).hexdigest()
FILE = RenditionEntry("instagram", "picture", 1, SHA256, "image/jpeg", 10, 10)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    path = tmp_path / "shelf"
    path.write_bytes(DATA)
    return path


def lending(tmp_path: Path, shelf: Path, base: str = "https://contoh.example/situs") -> Lending:
    return Lending(tmp_path / "site", base, lambda _sha256: shelf)


def test_a_file_is_lent_and_taken_back(tmp_path: Path, shelf: Path) -> None:
    here = lending(tmp_path, shelf)
    place = tmp_path / "site" / FOLDER / "instagram" / f"{SHA256}.jpg"
    for _twice in range(2):
        assert here.lend(FILE) == f"https://contoh.example/situs/{FOLDER}/instagram/{SHA256}.jpg"
        assert place.read_bytes() == DATA
    assert place.stat().st_mode & 0o777 == FILE_MODE
    for _twice in range(2):
        here.take_back(FILE)
        assert not place.exists()


def test_what_is_lent_to_another_network_stays(tmp_path: Path, shelf: Path) -> None:
    here, other = lending(tmp_path, shelf), replace(FILE, channel="threads")
    assert here.lend(FILE) != here.lend(other)
    here.take_back(FILE)
    assert (tmp_path / "site" / FOLDER / "threads" / f"{SHA256}.jpg").read_bytes() == DATA


def test_a_film_keeps_its_ending(tmp_path: Path, shelf: Path) -> None:
    film = RenditionEntry("threads", "video", 1, SHA256, "video/mp4", 0, 0)
    assert lending(tmp_path, shelf).lend(film).endswith(".mp4")


def test_a_disk_that_stops_leaves_no_half_file(tmp_path: Path, shelf: Path) -> None:
    site = tmp_path / "site"
    broken = Lending(site, "https://x.y", lambda _: shelf, disk=FailingDisk(0, OSError(28, "full")))
    with pytest.raises(StorageError, match="full"):
        broken.lend(FILE)
    assert list((site / FOLDER / "instagram").iterdir()) == []


def test_the_public_address_must_show_the_same_bytes(tmp_path: Path, shelf: Path) -> None:
    with public_site(tmp_path / "site") as base:
        address = lending(tmp_path, shelf, base).lend(FILE)
        require_public(address, SHA256, None)
        (tmp_path / "site" / FOLDER / "instagram" / f"{SHA256}.jpg").write_bytes(
            b"jpeg of somebody else"
        )
        with pytest.raises(Unreachable, match="does not show yet the files"):
            require_public(address, SHA256, None)
        lending(tmp_path, shelf, base).take_back(FILE)
        with pytest.raises(Unreachable):
            require_public(address, SHA256, None)
    with pytest.raises(Unreachable):
        require_public(address, SHA256, None)


@pytest.mark.parametrize("status", [301, 403, 404, 500])
def test_another_answer_than_the_file_is_none(status: int) -> None:
    moved = httpx.MockTransport(
        lambda _request: httpx.Response(status, content=DATA, headers={"location": "/x"})
    )
    with pytest.raises(Unreachable):
        require_public("https://contoh.example/a.jpg", SHA256, moved)
