"""Entering and taking back mandates: for the Head, who signs them, and for the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.desk.access.people import people
from soptui.desk.approval.mandates import (
    Letter,
    MandateView,
    enter_mandate,
    loose_scans,
    read_mandates,
    revoke_mandate,
)
from soptui.desk.context import Desk
from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.sop.inert import visible
from soptui.sop.mandate import PREFIXES, Capacity, shown
from soptui.sop.roles import ROLE_NAMES, Role
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.mandate import MandateBox, capacities

if TYPE_CHECKING:
    from soptui.identity.signing import Signer
    from soptui.tui.room import Room

NEW = "new"


async def see_to_mandates(room: Room, signer: Signer | None) -> None:
    """List the letters; enter one, or take one back. With `signer` they are signed, without it
    they need the letter's scan. Call it in a worker.
    """
    views = await room.at_desk(read_mandates)
    choices = [(NEW, _("+ A new letter")), *((str(view.id), _line(view)) for view in views)]
    answer = await room.app.push_screen_wait(Choose(_("Who acts for the Head:"), choices))
    if answer == NEW:
        await _enter(room, signer)
    elif answer is not None:
        await _revoke(room, next(view for view in views if str(view.id) == answer))


async def _enter(room: Room, signer: Signer | None) -> None:
    somebody = await room.at_desk(_candidates)
    person = await room.app.push_screen_wait(Choose(_("Who acts for the Head?"), somebody))
    if not person:
        return
    capacity = await room.app.push_screen_wait(Choose(_("As what?"), capacities()))
    if not capacity:
        return
    scan = 0
    if signer is None:
        scans = await room.at_desk(loose_scans)
        if not scans:
            room.notice.trouble(InvalidInput(
                _("There is no scan of the letter in the inbox."),
                remedy=_("Scan it, put the file into the inbox, then come back."),
            ))  # fmt: skip
            return
        chosen = await room.app.push_screen_wait(Choose(_("Which file is the letter?"), scans))
        if not chosen:
            return
        scan = int(chosen)

    async def accept(letter: Letter) -> None:
        await room.at_desk(enter_mandate, int(person), letter, signer)

    name = dict(somebody)[person].partition(" · ")[0]
    box = MandateBox(_("What does the letter say?"), Capacity(capacity), name, accept, scan=scan)
    if await room.app.push_screen_wait(box):
        room.notice.good(_("The mandate is entered; it holds on its days and on no other."))
    await room.attempt(room.reload())


async def _revoke(room: Room, view: MandateView) -> None:
    if view.revoked_at is not None:
        return
    question = _("Take back this mandate? What was decided by it stays.") + f"\n\n{_line(view)}"
    agreed = await room.app.push_screen_wait(Confirm(question))
    if agreed and await room.succeeds(room.at_desk(revoke_mandate, view.id)):
        room.notice.good(_("The mandate is taken back."))


def _candidates(desk: Desk) -> list[tuple[str, str]]:
    """Everybody but the Head, to choose from."""
    with desk.look():
        return [
            (str(person.id), f"{visible(person.name)} · {_(ROLE_NAMES[person.role])}")
            for person in people()
            if person.role is not Role.HEAD
        ]


def _line(view: MandateView) -> str:
    mandate = view.mandate
    if view.revoked_at is not None:
        state = _("= taken back")
    elif view.in_force:
        state = _("● in force")
    else:
        state = _("= not in force")
    signed = "" if view.signed else " · " + _("on the letter's scan")
    return (
        f"{PREFIXES[mandate.capacity]}{visible(mandate.name)} · {visible(mandate.letter)} · "
        f"{shown(mandate.valid_from)} – {shown(mandate.valid_until)} · {state}{signed}"
    )
