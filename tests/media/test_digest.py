from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from soptui.media.digest import Digest, digest
from soptui.sop.material import Doubt, Kind
from tests import samples


def look(path: Path, *, known: bool = False, lenient: bool = False) -> Digest:
    return digest(
        path, lambda sha256: path.parent / f"{sha256}.jpg", lambda _sha256: not known,
        lambda _done: None, lenient=lenient,
    )  # fmt: skip


def test_one_reading_tells_all(tmp_path: Path) -> None:
    path = samples.jpeg(tmp_path / "a", (640, 480))
    found = look(path)
    content = path.read_bytes()
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert found.probe is not None
    assert (found.probe.kind, found.probe.captured_at) == (Kind.PHOTO, samples.CAPTURED)
    assert (found.has_thumbnail, found.reason) == (True, "")
    assert len(found.fingerprint) == 32
    with Image.open(tmp_path / f"{found.sha256}.jpg") as image:
        assert image.size == (640, 480)


def test_known_content_is_only_hashed(tmp_path: Path) -> None:
    found = look(samples.jpeg(tmp_path / "a"), known=True)
    assert (found.probe, found.reason, found.has_thumbnail) == (None, "", False)
    assert not list(tmp_path.glob("*.jpg"))


def test_a_cut_photo_is_truncated_unless_somebody_wants_it_as_it_is(tmp_path: Path) -> None:
    path = samples.jpeg(tmp_path / "a", (640, 480))
    path.write_bytes(path.read_bytes()[:-800])
    assert look(path).reason == "truncated"
    found = look(path, lenient=True)
    assert (found.reason, found.has_thumbnail) == ("", True)
    assert look(path).reason == "truncated"  # lenience does not last


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"just words", "unsupported")]
)  # fmt: skip
def test_what_is_no_material_has_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a").write_bytes(content)
    assert look(tmp_path / "a").reason == reason


def test_sound_has_neither_picture_nor_likeness(tmp_path: Path) -> None:
    found = look(samples.wav(tmp_path / "a"))
    assert found.probe is not None
    assert (found.probe.kind, found.fingerprint) == (Kind.AUDIO, "")


@pytest.mark.parametrize(
    ("captured", "doubt"),
    [(samples.CAPTURED, Doubt.NONE), (None, Doubt.MISSING),
     (samples.CAPTURED.replace(year=1980), Doubt.ANCIENT)],
)  # fmt: skip
def test_22_a_date_that_cannot_be_is_doubted(
    tmp_path: Path, captured: object, doubt: Doubt
) -> None:
    found = look(samples.jpeg(tmp_path / "a", captured=captured))  # type: ignore[arg-type]
    assert found.probe is not None
    assert found.probe.captured_doubt is doubt
