"""Changing one's own PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.desk.access.people import change_own_pin
from soptui.i18n import _
from soptui.tui.dialogs.passphrase import ChangeSecret

if TYPE_CHECKING:
    from soptui.tui.room import Room


async def change_pin(room: Room) -> None:
    """Ask for the old PIN and the new one, twice. Call it in a worker."""
    from soptui.identity.pin import check_pin_rules

    async def accept(old: str, new: str) -> None:
        await room.at_desk(change_own_pin, old, new)

    question = _("Another PIN: at least 6 digits, or 8 characters")
    if await room.app.push_screen_wait(ChangeSecret(question, check_pin_rules, accept)):
        room.notice.good(_("Your new PIN holds from now on."))
