"""RAW files: told by content, kept as they are, shown by the picture inside."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from soptui.clock import OFFICE_ZONE
from soptui.errors import MediaError
from soptui.media import raw as inside
from soptui.media.crop import Form
from soptui.media.digest import Digest, digest
from soptui.media.glance import glance
from soptui.media.rendition import render_picture
from soptui.media.structure import is_complete
from soptui.media.types import RAW_TYPES, sniff
from soptui.sop.material import is_raw
from tests import raws

TAKEN = datetime(2026, 11, 23, 9, 30, tzinfo=OFFICE_ZONE)


def look(path: Path) -> Digest:
    return digest(path, lambda _sha256: path.with_suffix(".thumb"), lambda _sha256: True,
                  lambda _done: None)  # fmt: skip


@pytest.mark.parametrize("name", list(RAW_TYPES))
def test_every_makers_file_says_what_it_is_and_when_it_was_taken(tmp_path: Path, name: str) -> None:
    path = raws.raw(tmp_path / "a.jpg", name)
    found, seen = look(path), glance(path)
    assert found.reason == ""
    assert found.probe is not None
    assert found.probe.media_type == RAW_TYPES[name]
    assert is_raw(found.probe.media_type.mime)
    assert found.probe.captured_at == TAKEN
    assert seen is not None
    assert (seen.captured_at, seen.camera) == (TAKEN, found.probe.camera)
    assert found.probe.camera


@pytest.mark.parametrize("name", list(RAW_TYPES))
def test_a_cut_one_is_not_whole(tmp_path: Path, name: str) -> None:
    path = raws.raw(tmp_path / "a", name)
    media_type = sniff(path)
    assert media_type is not None
    assert is_complete(path, media_type)
    path.write_bytes(path.read_bytes()[:-200])
    assert not is_complete(path, media_type)


@pytest.mark.parametrize(("orientation", "upright"), [(1, True), (6, False)])
def test_it_is_shown_by_the_picture_inside_turned_as_the_camera_was(
    tmp_path: Path, orientation: int, upright: bool
) -> None:
    path = raws.raw(tmp_path / "a", orientation=orientation)
    found = look(path)
    assert found.probe is not None
    assert (found.probe.width > found.probe.height) is upright
    with Image.open(path.with_suffix(".thumb")) as image:
        assert image.size == ((320, 240) if upright else (240, 320))
    size = render_picture(path, tmp_path / "b.jpg", Form(160))
    assert size == ((160, 120) if upright else (120, 160))


def test_without_a_picture_inside_it_is_developed(tmp_path: Path) -> None:
    path = raws.raw(tmp_path / "a", inside=False)
    assert look(path).has_thumbnail
    with Image.open(path.with_suffix(".thumb")) as image:
        assert image.size == (32, 24)


def test_what_libraw_does_not_know_is_kept_without_a_picture(tmp_path: Path) -> None:
    found = look(raws.raw(tmp_path / "a", "nef"))
    assert (found.reason, found.has_thumbnail) == ("", False)


def test_without_libraw_it_is_kept_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rawpy", None)
    path = raws.raw(tmp_path / "a")
    with pytest.raises(MediaError) as raised:
        inside.shape(path)
    assert "soptui[raw]" in raised.value.remedy
    found = look(path)
    assert (found.reason, found.has_thumbnail) == ("", False)
