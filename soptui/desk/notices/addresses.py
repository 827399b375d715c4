"""Where each person is told: set by an administrator, turned off by whoever it belongs to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from soptui.desk.context import Desk, person_with
from soptui.desk.notices.mail import SERVICE
from soptui.errors import NotFound
from soptui.i18n import _
from soptui.notices.address import messenger_of, tidy_mail
from soptui.notices.message import Notice
from soptui.notices.messenger import tell_messenger
from soptui.sop.letter import trial_letter
from soptui.sop.roles import Permission
from soptui.store.guard import update_guarded
from soptui.store.tables import Person
from soptui.store.trail import record

MESSENGER_END = "://"
"""Ends what is kept in the database of a messenger's address; the whole is in the keyring."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """How somebody is told: `address` is empty for nobody, and ends in `://` for a messenger."""

    address: str
    told: bool


def own_address(desk: Desk) -> Addressee:
    """Of whoever sits at the desk."""
    with desk.look():
        row = person_with(desk.actor.person_id or 0)
        return Addressee(row.address, row.told)


def set_address(desk: Desk, person_id: int, typed: str) -> str:
    """Tell that person there from now on; nothing typed, nowhere. What is kept of it is returned.
    A messenger is tried first. Slow: a thread.

    Raises InvalidInput for what is no address, Undelivered where the messenger does not take it.
    """
    desk.actor.require(Permission.MANAGE_PEOPLE)
    messenger = messenger_of(typed)
    kept = messenger + MESSENGER_END if messenger else tidy_mail(typed)
    if messenger:
        trial = Notice("", trial_letter(), secrets.token_hex(12), desk.now())
        tell_messenger(trial, typed.strip())
        desk.secrets().set_password(SERVICE, keyring_name(person_id), typed.strip())
    with desk.act(Permission.MANAGE_PEOPLE) as now:
        row = person_with(person_id)
        update_guarded(row, address=kept)
        kind = messenger or ("mail" if kept else "none")
        record(desk.actor, now, "set_address", row.name, way=kind)
    if not messenger:
        _forget_messenger(desk, person_id)
    return kept


def be_told(desk: Desk, *, told: bool) -> None:
    """Whether whoever sits at the desk wants notices. Raises NotFound without an address."""
    with desk.act(Permission.SEE) as now:
        row = person_with(desk.actor.person_id or 0)
        if not row.address:
            raise NotFound(
                _("No address of yours is known, so nothing is sent to you."),
                remedy=_("The administrator enters it on the screen People."),
            )
        update_guarded(row, told=told)
        record(desk.actor, now, "be_told" if told else "be_left_alone", row.name)


def keyring_name(person_id: int) -> str:
    """Under which name the address of a person's messenger is kept."""
    return f"messenger-{person_id}"


def messenger_url(desk: Desk, person: Person) -> str:
    """The whole address of a person's messenger; "" where the keyring has none."""
    return desk.secrets().get_password(SERVICE, keyring_name(person.id)) or ""


def _forget_messenger(desk: Desk, person_id: int) -> None:
    store, name = desk.secrets(), keyring_name(person_id)
    if store.get_password(SERVICE, name) is not None:
        store.delete_password(SERVICE, name)
