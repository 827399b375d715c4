"""The SOP on paper: everything that the form says, within the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.desk.setup import SUGGESTED
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import Role
from soptui.tui.procedure_paper import paper
from soptui.tui.screens.procedure import ProcedureScreen
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle


@given(st.integers(min_value=76, max_value=124))
def test_nothing_is_lost_and_no_line_is_too_long(width: int) -> None:
    procedure = load_procedure()
    text = paper(procedure, SUGGESTED, width).plain
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for entry in (*procedure.legal_basis, *procedure.equipment, procedure.warning):
        assert entry in flat
    words = set(flat.replace("/ ", "/").split())
    for step in procedure.steps:
        assert {*step.activity.split(), *step.requirements.split(), *step.output.split()} <= words
    for extension in procedure.extensions:
        assert extension.note in flat


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
@pytest.mark.parametrize("keys", [(), ("t",)])
def test_procedure_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str,
    keys: tuple[str, ...],
) -> None:  # fmt: skip
    async def run_before(pilot: object) -> None:
        await seat(pilot, office, Role.HEAD)  # type: ignore[arg-type]
        await pilot.press("p", *keys)  # type: ignore[attr-defined]
        await settle(pilot)  # type: ignore[arg-type]

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_it_is_read_page_by_page_and_left(office: Office, app_for: AppFor) -> None:
    async with app_for(language="en").run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.HEAD, "en")
        board = pilot.app.screen
        await pilot.press("p")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ProcedureScreen)
        await pilot.press("space")
        await settle(pilot)
        paged = screen.sheet.scroll_y
        assert paged > 10
        await pilot.press("b")
        await settle(pilot)
        assert screen.sheet.scroll_y == 0
        await pilot.press("t")
        await settle(pilot)
        assert screen.sheet.scroll_y > paged
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is board
