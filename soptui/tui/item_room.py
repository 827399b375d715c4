"""What the rooms of the four steps share: one coverage, its clock in the top line, its way back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from soptui.desk.context import Desk
from soptui.desk.item import Item, read_item
from soptui.desk.office import read_calendar
from soptui.i18n import N_
from soptui.sop.office_calendar import Calendar
from soptui.sop.sla import measure
from soptui.tui.commands import Command
from soptui.tui.format import countdown
from soptui.tui.room import Room

if TYPE_CHECKING:
    from soptui.tui.messages import Tick

BACK = Command("escape", "back", N_("Back"), N_("Back to the board; what you typed is kept."))


class ItemRoom(Room):
    """A room for one coverage. Subclasses show `self.item` in `show_item`."""

    KEYS: ClassVar[tuple[Command, ...]] = (BACK,)
    STEP: ClassVar[int] = 0

    def __init__(self, coverage_id: int) -> None:
        super().__init__()
        self.coverage_id = coverage_id
        self.item: Item | None = None
        self.calendar: Calendar | None = None

    async def reload(self) -> None:
        item, self.calendar = await self.at_desk(_read, self.coverage_id)
        self.item = item
        self.show_item(item)
        self.show_commands()
        self.show_time()

    def show_item(self, item: Item) -> None:
        """Show the coverage as it stands."""

    def heading(self) -> str:
        if self.item is None:
            return ""
        steps = "".join(f"[{n}]" if n == self.STEP else f" {n} " for n in range(1, 5))
        return f"{self.item.code} {steps} {self.item.title}"

    def left(self, now: datetime) -> str:
        """What is left of the running clock."""
        cycle = self.item.open_cycle if self.item else None
        if cycle is None or self.calendar is None:
            return ""
        return countdown(measure(cycle, self.calendar, now))

    def show_time(self) -> None:
        # The room's own line needs the place of the date: what is left counts more here.
        parts = (self.left(self.app.clock.now()), self.app.person_name)
        self.top_line.tell(self.heading(), None, " · ".join(part for part in parts if part))

    def tick(self, event: Tick) -> None:
        del event


def _read(desk: Desk, coverage_id: int) -> tuple[Item, Calendar]:
    with desk.look():
        return read_item(desk, coverage_id), read_calendar(desk)
