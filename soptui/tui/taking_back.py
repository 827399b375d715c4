"""Taking back what was submitted or approved, from whichever room it is seen in."""

from __future__ import annotations

from soptui.desk.item import Item
from soptui.desk.step2_selection import withdraw
from soptui.i18n import _
from soptui.tui.dialogs.ask import Ask
from soptui.tui.room import Room


async def take_back(room: Room, item: Item | None) -> None:
    """Ask why, take it back to selection and leave the room; a refusal is told there. Call it in a
    worker: it waits for the answer.
    """
    note = await room.app.push_screen_wait(Ask(_("Why is it taken back?")))
    if item is None or not note:
        return
    if await room.succeeds(room.at_desk(withdraw, item.id, item.version, note)):
        room.dismiss()
    else:
        await room.attempt(room.reload())
