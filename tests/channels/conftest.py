from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.making import Originals


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    folder = tmp_path / "originals"
    folder.mkdir()
    return Originals(folder)
