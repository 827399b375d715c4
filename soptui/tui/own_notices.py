"""Turning one's own notices off, or on again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.desk.notices.addresses import be_told, own_address
from soptui.i18n import _
from soptui.sop.inert import visible
from soptui.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from soptui.tui.room import Room


async def switch_own_notices(room: Room) -> None:
    """Say where notices go, and ask whether they are to. Call it in a worker."""
    own = await room.at_desk(own_address)
    if own.address and own.told:
        question = _("What waits for you is told to {address}. Turn that off?")
    else:
        question = _("Nothing is told to {address}, as you wanted. Turn it on again?")
    asked = question.format(address=visible(own.address))
    if own.address and not await room.app.push_screen_wait(Confirm(asked)):
        return
    if await room.succeeds(room.at_desk(be_told, told=not own.told)):
        words = _("Notices are off.") if own.told else _("Notices are on.")
        room.notice.good(words)
