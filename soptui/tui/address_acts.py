"""Entering where somebody is told what waits for them, for the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.desk.notices.addresses import MESSENGER_END, set_address
from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.notices.address import messenger_of
from soptui.sop.inert import visible
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from soptui.desk.access.accounts import Account
    from soptui.tui.room import Room

MAIL, MESSENGER, NOWHERE = "mail", "messenger", "nowhere"


async def enter_address(room: Room, account: Account) -> bool:
    """Ask for the address and keep it; whether that was done. Call it in a worker."""
    name = visible(account.person.name)
    typed = await _ask(room, account, name)
    if typed is None:
        return False
    # A messenger is tried, which may take a while: not in the database's own thread.
    setting = room.app.backstage.run_aside(set_address, room.desk, account.person.id, typed)
    kept = await room.attempt(setting)
    if kept is None:
        return False
    told = _("{name} is told at {address} from now on.") if kept else _("{name} is told nothing.")
    room.notice.good(told.format(name=name, address=visible(kept)))
    return True


async def _ask(room: Room, account: Account, name: str) -> str | None:
    """What is typed, "" for nowhere; None where nothing was answered. An address of a messenger
    holds a secret and is not shown.
    """
    ways = [
        (MAIL, _("By e-mail")),
        (MESSENGER, _("On a messenger, through Apprise; it is tried at once")),
        (NOWHERE, _("Nowhere")),
    ]
    question = _("Where is {name} told what waits for them?").format(name=name)
    way = await room.app.push_screen_wait(Choose(question, ways))
    if way == NOWHERE:
        return ""
    if way == MAIL:
        known = "" if account.address.endswith(MESSENGER_END) else account.address
        answer: str | None = await room.app.push_screen_wait(Ask(_("E-mail address:"), value=known))
        return answer
    if way != MESSENGER:
        return None
    url: str | None = await room.app.push_screen_wait(
        Ask(_("Apprise address, such as tgram://…; it goes to the keyring:"), secret=True)
    )
    if url and not messenger_of(url):
        error = InvalidInput(_("This is not an address for Apprise."), remedy=_("Paste it again."))
        room.notice.trouble(error)
        return None
    return url
