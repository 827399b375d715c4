"""Registering and forgetting the SSH keys of a person, for the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.desk.access.logins import add_login, read_logins, remove_login
from soptui.i18n import _
from soptui.sop.inert import visible
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from soptui.desk.access.people import PersonView
    from soptui.tui.room import Room

NEW = "new"


async def see_to_logins(room: Room, person: PersonView) -> None:
    """List the keys; add one, or forget one. Call it in a worker."""
    logins = await room.at_desk(read_logins, person.id)
    choices = [(NEW, _("+ Another key"))]
    choices += [(str(key.id), f"{key.fingerprint} {visible(key.comment)}") for key in logins]
    title = _("SSH keys of {name}:").format(name=visible(person.name))
    answer = await room.app.push_screen_wait(Choose(title, choices))
    if answer == NEW:
        line = await room.app.push_screen_wait(Ask(_("Paste the line of the public key (.pub):")))
        if line and await room.succeeds(room.at_desk(add_login, person.id, line)):
            told = _("SSH sessions with this key belong to {name} from now on.")
            room.notice.good(told.format(name=person.name))
    elif answer:
        question = _("Forget this key? Sessions with it are bound to nobody then.")
        agreed = await room.app.push_screen_wait(Confirm(question))
        if agreed and await room.succeeds(room.at_desk(remove_login, int(answer))):
            room.notice.good(_("The key is forgotten."))
