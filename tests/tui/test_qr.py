"""A link as a QR code that a camera reads off an 80×24 console."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Static

from soptui.errors import InvalidInput
from soptui.tui.dialogs.qr import QrBox
from soptui.tui.qr import QUIET, qr_content, qr_lines
from tests.office import Office
from tests.tui.conftest import AppFor, settle

LINK = "https://disnakertrans.bantulkab.go.id/b/041/"
LIGHT = {"█": (True, True), "▀": (True, False), "▄": (False, True), " ": (False, False)}


@given(st.from_regex(r"https://[a-z]{3,20}\.go\.id/[a-z0-9/-]{1,60}", fullmatch=True))
def test_every_module_is_on_the_screen(link: str) -> None:
    lines = qr_lines(link)
    drawn = [[LIGHT[cell][half] for cell in line] for line in lines for half in (0, 1)]
    code = segno.make_qr(link, error="l")
    wanted = [[not dark for dark in row] for row in code.matrix_iter(border=QUIET)]
    assert drawn[: len(wanted)] == wanted
    assert all(all(row) for row in drawn[len(wanted) :])


def test_an_article_s_short_link_fits_a_console_with_its_quiet_zone() -> None:
    content = qr_content(LINK, 80, 22)
    lines = content.plain.split("\n")
    assert len(lines) <= 22
    assert set(lines[0]) == set(lines[1]) == {"█"}


def test_where_there_is_no_room_it_is_said() -> None:
    with pytest.raises(InvalidInput):
        qr_content(LINK + "x" * 300, 80, 22)


async def test_it_is_black_on_white_in_every_theme(office: Office, app_for: AppFor) -> None:
    for theme, wanted in (
        ("soptui", ("#ffffff", "#000000")),
        ("console", ("color(15)", "color(0)")),
    ):
        async with app_for(theme=theme).run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            pilot.app.push_screen(QrBox(LINK))
            await settle(pilot)
            code = pilot.app.screen.query_one("#code", Static)
            (colours,) = {
                (segment.style.color.name, segment.style.bgcolor.name)
                for strip in code.render_lines(code.size.region)
                for segment in strip
                if segment.style and segment.style.color and segment.style.bgcolor
            }
            assert colours == wanted


async def test_a_small_terminal_says_so_and_the_address_can_be_copied(
    office: Office, app_for: AppFor
) -> None:
    async with app_for().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        link = LINK + "x" * 300
        pilot.app.push_screen(QrBox(link))
        await settle(pilot)
        code = pilot.app.screen.query_one("#code", Static)
        assert "terlalu kecil" in str(code.render())
        await pilot.press("c")
        assert pilot.app.clipboard == link


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_qr_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    async def run_before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        pilot.app.push_screen(QrBox(LINK))
        await settle(pilot)

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]
