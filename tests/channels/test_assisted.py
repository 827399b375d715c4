from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from soptui.channels import kit
from soptui.channels.assisted import Assisted
from soptui.channels.contract import CannotSay, Mode
from soptui.channels.known import networks
from soptui.channels.social import NETWORKS
from soptui.errors import Refused, StorageError
from soptui.sop.manifest import ChannelText
from soptui.sop.material import Kind
from tests.channels.making import NASTY, FailingDisk, Originals, tree


def instagram(tmp_path: Path) -> Assisted:
    return Assisted(NETWORKS["instagram"], tmp_path / "kits")


def test_a_kit_has_everything_in_order(tmp_path: Path, originals: Originals) -> None:
    media = [
        originals.photo("a", "Satu", "Alt satu"),
        originals.add(b"v", Kind.VIDEO, "Dua", "Alt dua"),
        originals.add(b"s", Kind.AUDIO, "Suara", ""),
        originals.add(b"d", Kind.DOCUMENT, "Surat", "Surat edaran"),
    ]
    told: list[tuple[int, int]] = []
    folder = instagram(tmp_path).prepare(
        originals.job(media=media), lambda *step: told.append(step)
    )

    assert folder == tmp_path / "kits/l-0001-bursa-kerja-dibuka/instagram"
    assert sorted(tree(folder)) == [
        "01-foto.jpg", "02-video.mp4", "03-rekaman-suara.mp4", "04-halaman-1.jpg",
        "05-halaman-2.jpg",
        kit.CHECKLIST, kit.ALT_TEXTS, kit.TEXT,
    ]  # fmt: skip
    assert (folder / kit.TEXT).read_text() == "Bursa kerja!\n"
    alt = (folder / kit.ALT_TEXTS).read_text()
    assert alt.index("01-foto.jpg") < alt.index("Alt satu") < alt.index("02-video.mp4")
    assert "Surat edaran (halaman 2 dari 2)" in alt
    checklist = (folder / kit.CHECKLIST).read_text()
    assert checklist.index("[ ] 1.") < checklist.index("tempel tautan di soptui")
    assert "Lampirkan 5 berkas" in checklist
    assert told[-1] == (5, 5)


def test_a_kit_for_another_website_has_the_whole_release(
    tmp_path: Path, originals: Originals
) -> None:
    job = originals.job(media=[originals.photo()], channels=(ChannelText("wordpress", ""),))
    folder = Assisted(networks()["wordpress"], tmp_path / "kits").prepare(job)
    text = (folder / kit.TEXT).read_text()
    manifest = job.manifest
    assert text == f"{manifest.title}\n\n{manifest.lead}\n\n{manifest.body}\n"
    assert (folder / "01-foto.jpg").is_file()


def test_what_the_network_does_not_get_is_said(tmp_path: Path, originals: Originals) -> None:
    channel = Assisted(NETWORKS["x"], tmp_path / "kits")
    media = [originals.photo("1", "Pertama"), replace(originals.photo("9", "Akhir"), renditions=())]
    folder = channel.prepare(originals.job(media=media))
    assert [name for name in tree(folder) if name.endswith(".jpg")] == ["01-foto.jpg"]
    assert "foto: Akhir" in (folder / kit.CHECKLIST).read_text()


def test_a_real_picture_is_sized_and_carries_no_place(tmp_path: Path, originals: Originals) -> None:
    channel = Assisted(NETWORKS["instagram"], tmp_path / "kits")
    folder = channel.prepare(originals.job(media=[originals.real_photo(2000, 1000)]))
    with Image.open(folder / "01-foto.jpg") as picture:
        assert picture.size == (1440, 754)  # 2:1 is too wide there
        assert not picture.getexif()
    assert b"RAHASIA" not in (folder / "01-foto.jpg").read_bytes()


def test_text_is_inert(tmp_path: Path, originals: Originals) -> None:
    job = originals.job(title=NASTY, channels=(ChannelText("instagram", NASTY),))
    folder = instagram(tmp_path).prepare(job)
    for name in (kit.TEXT, kit.CHECKLIST):
        text = (folder / name).read_text()
        assert "alert(1)" in text
        assert not set(text) & set("\u202e\u2066\x00\x07")
    assert folder.is_relative_to(tmp_path / "kits")


def test_rebuilding_replaces_the_whole_kit(tmp_path: Path, originals: Originals) -> None:
    channel = instagram(tmp_path)
    channel.prepare(originals.job(media=[originals.photo("a"), originals.photo("b")]))
    folder = channel.prepare(originals.job(media=[originals.photo("a")]))
    assert "02-foto.jpg" not in tree(folder)
    assert sorted(path.name for path in folder.parent.iterdir()) == [".lock", "instagram"]


@pytest.mark.parametrize("after", [0, 1])
def test_a_full_disk_leaves_no_half_kit(tmp_path: Path, originals: Originals, after: int) -> None:
    job = originals.job(media=[originals.photo()])
    kept = tree(instagram(tmp_path).prepare(job))
    disk = FailingDisk(after, OSError(errno.ENOSPC, "full"))
    broken = Assisted(NETWORKS["instagram"], tmp_path / "kits", disk=disk)
    with pytest.raises(StorageError):
        broken.prepare(job)
    folder = tmp_path / "kits/l-0001-bursa-kerja-dibuka/instagram"
    assert tree(folder) == kept
    assert instagram(tmp_path).prepare(job) == folder
    assert sorted(path.name for path in folder.parent.iterdir()) == [".lock", "instagram"]


def test_an_old_kit_survives_a_file_that_is_not_on_the_shelf(
    tmp_path: Path, originals: Originals
) -> None:
    photo = originals.photo()
    job = originals.job(media=[photo])
    folder = instagram(tmp_path).prepare(job)
    before = tree(folder)
    for one in photo.renditions:
        originals.files[one.sha256].unlink(missing_ok=True)
    with pytest.raises(StorageError):
        instagram(tmp_path).prepare(job)
    assert tree(folder) == before


def test_nobody_can_say_what_stands_there_and_nothing_is_sent(
    tmp_path: Path, originals: Originals
) -> None:
    channel = instagram(tmp_path)
    assert channel.mode is Mode.ASSISTED
    assert channel.reconcile(originals.job()) == CannotSay()
    with pytest.raises(Refused):
        channel.deliver(originals.job())
