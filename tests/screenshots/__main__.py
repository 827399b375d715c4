"""Make the sample office, walk through its screens, and write one SVG a screen beside this file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from soptui.clock import FixedClock
from soptui.config import Settings, load_settings
from soptui.desk.access.people import people
from soptui.desk.context import Desk
from soptui.paths import Home
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import STATION, Role
from soptui.station.sample import SAMPLE_PASSPHRASE, make_sample
from soptui.store.database import open_store
from soptui.tui.app import Soptui

HERE = Path(__file__).parent
SIZE = (100, 30)
PATIENCE = 0.8
"""Seconds for a key and what it starts; opening the vault takes half of that."""
MOMENT = datetime(2026, 11, 25, 7, 12, tzinfo=UTC)
"""Wednesday 25 November 2026, 14.12 in Bantul."""


@dataclass(frozen=True)
class Shot:
    """Who sits down, what is pressed, and the picture's name."""

    name: str
    role: Role
    keys: Sequence[str] = ()


SHOTS = (
    Shot("board", Role.WEB_MANAGER),
    Shot("inbox", Role.REPORTER, ("i", "down")),
    Shot("hand-over", Role.REPORTER, ("1", "enter")),
    Shot("selection", Role.WEB_MANAGER, ("2", "down", "enter")),
    Shot("approval", Role.HEAD, ("3", "enter", *SAMPLE_PASSPHRASE, "enter")),
    Shot("publication", Role.WEB_MANAGER, ("4", "enter")),
    Shot("why", Role.WEB_MANAGER, ("y",)),
)


async def draw(settings: Settings, shot: Shot, clock: FixedClock) -> str:
    """The screen after `shot.keys`, as SVG."""
    app = Soptui(settings, clock=clock, environment={"TERM": "xterm-256color"})
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert app.store is not None
        with app.store.connection():
            app.enter(next(person for person in people() if person.role is shot.role))
        await settled(pilot)
        for key in shot.keys:
            await pilot.press(key)
            if len(key) > 1 or key.isdigit():
                await settled(pilot)
        await settled(pilot)
        return app.export_screenshot(title="soptui")


async def settled(pilot: Pilot[int]) -> None:
    """Give what was started time to be drawn. A worker that waits for a dialog never ends, so
    there is nothing else to wait for than time.
    """
    await asyncio.sleep(PATIENCE)
    await pilot.pause()


SHOWN_HOME = "/srv/soptui/home"
"""Instead of the folder in which the sample lies, and as long: where it is drawn tells nobody."""


def main() -> None:
    """Draw them all."""
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.make()
        clock = FixedClock(MOMENT)
        desk = Desk(open_store(home.database), clock, home, load_procedure(), STATION)
        make_sample(desk)
        settings = replace(load_settings(home.root, home.root / "inbox", {}), pictures="cells")
        for shot in SHOTS:
            svg = asyncio.run(draw(settings, shot, clock))
            # Readers' machines fetch no fonts from elsewhere for a picture.
            svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
            svg = svg.replace(folder, SHOWN_HOME)
            (HERE / f"{shot.name}.svg").write_text(svg, encoding="utf-8")
            print(f"{shot.name}.svg")


if __name__ == "__main__":
    main()
