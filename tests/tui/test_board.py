"""The board: the clock runs, keys go where they say, and what is not allowed is not offered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from soptui.sop.roles import Role
from soptui.sop.workflow import State
from soptui.tui.messages import Tick
from soptui.tui.screens.board import BoardScreen
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle

SIZES = [(80, 24), (120, 36)]


def fill(office: Office) -> None:
    for title in ("Kunjungan BLK Sleman", "Job fair SMK Pandak", "Pelepasan transmigran"):
        office.clock.advance(timedelta(minutes=9))
        office.gathered(title)
    office.handed_over()
    office.clock.advance(timedelta(minutes=32))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["soptui", "console"])
def test_board_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    fill(office)

    async def run_before(pilot: object) -> None:
        await seat(pilot, office, Role.WEB_MANAGER)  # type: ignore[arg-type]

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_the_countdown_runs(office: Office, app_for: AppFor) -> None:
    office.gathered("Pertama")
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.REPORTER)
        board = pilot.app.screen
        assert isinstance(board, BoardScreen)
        assert board.table.get_cell_at((0, 3)).plain == "● 60 mnt"  # type: ignore[arg-type]
        office.clock.advance(timedelta(minutes=56))
        board.post_message(Tick(office.clock.now()))
        await settle(pilot)
        assert board.table.get_cell_at((0, 3)).plain == "▲ 4.00"  # type: ignore[arg-type]


async def test_another_session_s_change_appears(office: Office, app_for: AppFor) -> None:
    item = office.narrated()
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.WEB_MANAGER)
        board = pilot.app.screen
        assert isinstance(board, BoardScreen)
        assert board.tabs.counts == {State.HANDOVER: 1}
        from soptui.desk import step1_handover

        step1_handover.hand_over(office.reporter, item.id, item.version)
        await pilot.app._watch_store()  # type: ignore[attr-defined]
        await settle(pilot)
        assert board.tabs.counts == {State.SELECTION: 1}


@pytest.mark.parametrize(
    ("role", "offered"), [(Role.WEB_MANAGER, True), (Role.HEAD, False), (Role.ADMIN, False)]
)
async def test_only_those_who_may_are_offered_a_new_coverage(
    office: Office, app_for: AppFor, role: Role, offered: bool
) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, role)
        board = pilot.app.screen
        assert isinstance(board, BoardScreen)
        assert ("new" in {command.action for command in board.commands()}) is offered


async def test_search_finds_what_has_ended_too(office: Office, app_for: AppFor) -> None:
    fill(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.REPORTER)
        await pilot.press("slash", *"pandak")
        await settle(pilot)
        board = pilot.app.screen
        assert isinstance(board, BoardScreen)
        assert board.table.row_count == 1
        await pilot.press("escape")
        await settle(pilot)
        assert board.table.row_count == 4
