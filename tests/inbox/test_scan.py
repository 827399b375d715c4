from __future__ import annotations

import os
from pathlib import Path

import pytest

from soptui.inbox.watching.names import is_ignored, is_unfinished
from soptui.inbox.watching.scan import MISSING, Form, Scan, batch_of, scan


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "THUMBS.DB", "@eaDir", "._IMG_1.JPG", "System Volume Information",
     "desktop.ini", ".gitkeep", ".IMG_1.JPG.x7Ga2f", "a.jpg.part", "a.tmp", "a.crdownload",
     "a.jpg~", "A.PART"],
)  # fmt: skip
def test_46_leftovers_and_unfinished_copies_are_passed_over_and_counted(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    found = scan(tmp_path)
    assert (found.sightings, found.ignored) == ({}, 1)


@pytest.mark.parametrize("name", [b".a.jpg.x7Ga2f", b"a.jpg.part", b"a.crdownload", b"a.jpg~"])
def test_unfinished_names_are_those_that_may_become_another(name: bytes) -> None:
    assert is_unfinished(name)


@pytest.mark.parametrize("name", [b"a.jpg", b"._a.jpg", b"Thumbs.db", b"desktop.ini"])
def test_other_names_are_not_unfinished(name: bytes) -> None:
    assert not is_unfinished(name)


@pytest.mark.parametrize("name", [b"part.jpg", b"-rf", b"a.b.jpg", b"tmp", b"IMG~1.JPG"])
def test_names_that_only_look_like_it_are_seen(name: bytes) -> None:
    assert not is_ignored(name)


def test_a_tree_is_walked_and_its_top_folder_is_the_batch(tmp_path: Path) -> None:
    (tmp_path / "card/DCIM/100").mkdir(parents=True)
    (tmp_path / "card/DCIM/100/a.jpg").write_bytes(b"abc")
    (tmp_path / "loose.jpg").write_bytes(b"")
    found = scan(tmp_path).sightings
    assert {path: (seen.batch, seen.stamp.size) for path, seen in found.items()} == {
        b"card/DCIM/100/a.jpg": ("card", 3),
        b"loose.jpg": ("", 0),
    }


def test_links_are_seen_but_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.jpg").write_bytes(b"x")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "folder").symlink_to(outside)
    (inbox / "loop").symlink_to(inbox)
    (inbox / "file.jpg").symlink_to(outside / "secret.jpg")
    (inbox / "broken").symlink_to("nowhere")
    os.mkfifo(inbox / "pipe")
    forms = {path: seen.form for path, seen in scan(inbox).sightings.items()}
    assert forms == {
        b"folder": Form.LINK, b"loop": Form.LINK, b"file.jpg": Form.LINK, b"broken": Form.LINK,
        b"pipe": Form.SPECIAL,
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [b"a\nb.jpg", b"[red]x[b].jpg", b"\xff\xfe.jpg", b"-rf.jpg", b"\x1b[31m.jpg", b"e" * 255],
)
def test_any_name_is_kept_byte_for_byte(tmp_path: Path, name: bytes) -> None:
    (tmp_path / os.fsdecode(name)).write_bytes(b"x")
    assert set(scan(tmp_path).sightings) == {name}


def test_a_batch_that_cannot_be_decoded_is_escaped() -> None:
    assert batch_of(b"kart\xff/a.jpg") == "kart\\xff"


def test_a_missing_inbox_is_a_finding(tmp_path: Path) -> None:
    assert scan(tmp_path / "nowhere").problem == MISSING
    (tmp_path / "file").write_bytes(b"")
    assert scan(tmp_path / "file").problem == MISSING


def test_what_was_not_looked_at_does_not_count_as_gone() -> None:
    assert Scan(devices={1}).would_show(b"card/a.jpg", 1)
    assert not Scan(devices={1}).would_show(b"card/a.jpg", 2)
    assert not Scan(devices={1}, unread=[b"card"]).would_show(b"card/a.jpg", 1)
    assert not Scan(devices={1}, problem=MISSING).would_show(b"a.jpg", 1)


def test_another_folder_under_the_same_name_is_noticed(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    before = scan(inbox).identity
    inbox.rename(tmp_path / "old")
    inbox.mkdir()
    assert scan(inbox).identity != before


def test_a_file_renamed_into_place_is_known_by_its_inode(tmp_path: Path) -> None:
    part, apple = tmp_path / "a.jpg.part", tmp_path / "._a.jpg"
    part.write_bytes(b"x")
    apple.write_bytes(b"x")
    (tmp_path / "plain.jpg").write_bytes(b"x")
    status = part.stat()
    key = (status.st_dev, status.st_ino)
    first = scan(tmp_path)
    assert first.unfinished == {key}
    part.rename(tmp_path / "a.jpg")
    second = scan(tmp_path, first)
    assert second.unfinished == {key}
    assert second.sightings[b"a.jpg"].stamp.inode == key[1]
    third = scan(tmp_path, second)
    assert third.unfinished == {key}
    (tmp_path / "a.jpg").unlink()
    assert scan(tmp_path, third).unfinished == set()


def test_while_the_inbox_is_away_what_is_known_is_kept(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.jpg.part").touch()
    first = scan(inbox)
    inbox.rename(tmp_path / "away")
    away = scan(inbox, first)
    (tmp_path / "away" / "a.jpg.part").rename(tmp_path / "away" / "a.jpg")
    (tmp_path / "away").rename(inbox)
    assert scan(inbox, away).unfinished == first.unfinished


def test_folders_that_were_read_are_told_and_what_did_not_change_is_the_same_object(
    tmp_path: Path,
) -> None:
    (tmp_path / "card").mkdir()
    (tmp_path / ".trash").mkdir()
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / "card" / name).touch()
    first = scan(tmp_path)
    statuses = [tmp_path.stat(), (tmp_path / "card").stat()]
    assert first.folders == {(status.st_dev, status.st_ino) for status in statuses}
    (tmp_path / "card" / "b.jpg").write_bytes(b"grown")
    second = scan(tmp_path, first)
    assert second.sightings[b"card/a.jpg"] is first.sightings[b"card/a.jpg"]
    assert second.sightings[b"card/b.jpg"].stamp.size == 5
