"""Contents have names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from soptui.media.sha import file_sha256

if TYPE_CHECKING:
    from pathlib import Path


def test_the_digest_and_its_progress(tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000
    (tmp_path / "a").write_bytes(content)
    told: list[int] = []
    assert file_sha256(tmp_path / "a", told.append) == hashlib.sha256(content).hexdigest()
    assert told == [1 << 20, 2 << 20, len(content)]


def test_nothing_has_a_name_too(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert file_sha256(tmp_path / "a") == hashlib.sha256().hexdigest()
