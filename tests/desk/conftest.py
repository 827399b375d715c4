from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office of four people on a Monday morning."""
    office = Office.open(tmp_path / "home")
    with office.store.connection():
        yield office
