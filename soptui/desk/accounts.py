"""Accounts as the administrator sees them: who is locked out, and who holds a signing key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from soptui.desk.context import Desk
from soptui.desk.people import PersonView, add_person, people
from soptui.desk.setup import give_key
from soptui.errors import NotFound, SoptuiError
from soptui.i18n import _
from soptui.sop.roles import Permission, Role
from soptui.store.tables import Person


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account; `locked_until` is in the future; `key` is the fingerprint of a Head's
    public key, empty without one, None where the keyring cannot be read.
    """

    person: PersonView
    locked_until: datetime | None = None
    key: str | None = ""


def read_accounts(desk: Desk) -> Sequence[Account]:
    """Everybody, also those who may no longer sign in: the active first, then by role and name."""
    from soptui.identity.throttle import locked_until

    desk.actor.require(Permission.MANAGE_PEOPLE)
    with desk.look() as now:
        tries = {row.id: locked_until(row.failures, row.last_failure_at) for row in Person.select()}
        everybody = sorted(people(active_only=False), key=lambda person: not person.active)
    return [
        Account(person, until if (until := tries[person.id]) and until > now else None,
                _fingerprint(desk, person))
        for person in everybody
    ]  # fmt: skip


def add_account(desk: Desk, name: str, role: Role, pin: str, passphrase: str = "") -> int:
    """A new person, and a signing key where it is a Head: both, or neither. Returns the id.

    Raises InvalidInput for a name in use, a weak PIN or a weak passphrase.
    """
    from soptui.identity.pin import check_passphrase_rules

    if role is Role.HEAD:
        check_passphrase_rules(passphrase)
    with desk.store.transaction():
        person_id = add_person(desk, name, role, pin)
        if role is Role.HEAD:
            give_key(desk, person_id, passphrase)
        return person_id


def renew_key(desk: Desk, person_id: int, passphrase: str) -> None:
    """A signing key for a Head, in place of the one there may be: that one is lost then, what it
    signed stays valid.
    """
    desk.actor.require(Permission.MANAGE_PEOPLE)
    with desk.store.transaction():
        if not Person.select().where(Person.id == person_id, Person.role == Role.HEAD).exists():
            raise NotFound(_("Only a Head of Office has a signing key."))
        give_key(desk, person_id, passphrase, replace=True)


def _fingerprint(desk: Desk, person: PersonView) -> str | None:
    if person.role is not Role.HEAD:
        return ""
    from soptui.identity.keyring_file import secret_store
    from soptui.identity.vault import public_key

    try:
        key = public_key(secret_store(desk.home), str(person.id))
    except SoptuiError:  # a damaged keyring must not keep anybody from a new PIN
        return None
    return key.fingerprint if key else ""
