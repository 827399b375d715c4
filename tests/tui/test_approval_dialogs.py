"""The dialogs around an approval, as they look on a small console and on a wide terminal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from soptui.sop.mandate import Capacity
from soptui.sop.roles import Role
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.mandate import MandateBox, capacities
from soptui.tui.dialogs.passphrase import Recovery
from soptui.tui.dialogs.picture_check import PictureCheckBox
from soptui.tui.dialogs.recovery_code import RecoveryCode
from soptui.tui.dialogs.working import Working
from tests.office import Office
from tests.tui.conftest import AppFor, seat


async def _nothing(*_anything: object) -> None:
    """What a dialog would give its answer to."""


def working(done: float) -> Working:
    """So far through eight files."""
    box = Working("Menyiapkan berkas tayang")
    box.around(lambda *, progress, cancelled: progress(done, 8) or cancelled())()
    return box


DIALOGS: dict[str, Callable[[], Screen[object]]] = {
    "mandate": lambda: MandateBox("Apa isi suratnya?", Capacity.PLH, "Siti, S.Sos.", _nothing),
    "capacity": lambda: Choose("Sebagai apa?", capacities()),
    "recovery": lambda: Recovery(_nothing),
    "code": lambda: RecoveryCode("Kepala Dinas", "7K2QM-0A1BC-DEFGH-JKMNP-QRSTV"),
    "pictures": lambda: PictureCheckBox(_nothing),
    "working": partial(working, 4),
    "film": partial(working, 4.37),
}  # type: ignore[dict-item]


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
)
def test_dialog_snapshot(
    office: Office,
    app_for: AppFor,
    snap_compare: object,
    name: str,
    size: tuple[int, int],
    theme: str,
) -> None:
    async def run_before(pilot: Pilot[int]) -> None:
        await seat(pilot, office, Role.HEAD)
        box = DIALOGS[name]()
        await pilot.app.push_screen(box)
        if name == "pictures":
            await pilot.press("down", "space")
        if isinstance(box, Working):
            box._show()
        await pilot.pause()

    assert snap_compare(app_for(theme=theme), terminal_size=size, run_before=run_before)  # type: ignore[operator]
