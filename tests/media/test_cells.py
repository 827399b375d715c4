"""Pictures in character cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soptui.errors import MediaError
from soptui.media.cells import half_cells
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path


def test_a_wide_picture_has_nothing_above_and_below(tmp_path: Path) -> None:
    cells = half_cells(samples.png(tmp_path / "a", (80, 20)), 8, 4)
    assert [[upper is not None for upper, _ in row] for row in cells] == [
        [False] * 8, [True] * 8, [False] * 8, [False] * 8,
    ]  # fmt: skip
    (upper, lower), (right, _) = cells[1][0], cells[1][7]
    assert upper and lower and right == samples.GREEN
    assert upper[0] > 150 > lower[0]


def test_cropped_it_fills_the_whole(tmp_path: Path) -> None:
    cells = half_cells(samples.png(tmp_path / "a", (80, 20)), 8, 4, crop=True)
    assert all(upper and lower for row in cells for upper, lower in row)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    size=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    columns=st.integers(1, 40),
    rows=st.integers(1, 20),
    crop=st.booleans(),
)
def test_always_as_many_cells_as_asked(
    tmp_path: Path, size: tuple[int, int], columns: int, rows: int, crop: bool
) -> None:
    cells = half_cells(samples.png(tmp_path / "a", size), columns, rows, crop=crop)
    assert [len(row) for row in cells] == [columns] * rows
    assert any(half for row in cells for cell in row for half in cell)


def test_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("text")
    with pytest.raises(MediaError):
        half_cells(tmp_path / "a", 4, 2)
