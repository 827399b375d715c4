from __future__ import annotations

from pathlib import Path

import pytest

from soptui.channels.website.channel import Website


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def website(site: Path) -> Website:
    return Website(site)
