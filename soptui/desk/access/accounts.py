"""Accounts as the administrator sees them: who is locked out, and who holds a signing key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from soptui.desk.access.people import PersonView, add_person, people, require_no_head
from soptui.desk.approval.keys import make_key, put_in_place, register_key
from soptui.desk.context import Desk
from soptui.errors import InvalidInput, SoptuiError
from soptui.i18n import _
from soptui.identity.kdf import VAULT_COST, Cost
from soptui.sop.roles import Permission, Role
from soptui.store.tables import Person


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account; `locked_until` is in the future; `key` is the fingerprint of
    the signing key, empty without one, None where the keyring cannot be read. `address` is where
    they are told what waits for them, if they want to be (`told`).
    """

    person: PersonView
    locked_until: datetime | None = None
    key: str | None = ""
    address: str = ""
    told: bool = True


def read_accounts(desk: Desk) -> Sequence[Account]:
    """Everybody, also those who may no longer sign in: the active first, then by role and name."""
    from soptui.identity.throttle import locked_until

    desk.actor.require(Permission.MANAGE_PEOPLE)
    with desk.look() as now:
        rows = {row.id: row for row in Person.select()}
        tries = {row.id: locked_until(row.failures, row.last_failure_at) for row in rows.values()}
        everybody = sorted(people(active_only=False), key=lambda person: not person.active)
    return [
        Account(person, until if (until := tries[person.id]) and until > now else None,
                _fingerprint(desk, person), rows[person.id].address, rows[person.id].told)
        for person in everybody
    ]  # fmt: skip


def add_account(
    desk: Desk,
    name: str,
    role: Role,
    pin: str,
    passphrase: str = "",
    *,
    basis: str = "",
    cost: Cost = VAULT_COST,
) -> tuple[int, str]:
    """A new person, and a signing key where it is a Head, on the letter `basis`: both, or neither.
    Returns the id and the key's recovery code, empty without a key.

    Raises InvalidInput for a name in use, a weak PIN or passphrase, and while there is another
    Head: whoever acts for the Head has a mandate instead.
    """
    from soptui.identity.pin import check_passphrase_rules

    if role is not Role.HEAD:
        return add_person(desk, name, role, pin), ""
    check_passphrase_rules(passphrase)
    with desk.store.transaction():
        require_no_head()
        person_id = add_person(desk, name, role, pin)
        made = register_key(desk, person_id, passphrase, basis=basis, cost=cost)
    return person_id, put_in_place(desk, person_id, made)


def renew_key(
    desk: Desk, person_id: int, passphrase: str, basis: str, *, cost: Cost = VAULT_COST
) -> str:
    """A signing key for somebody, in place of the one there may be, which is lost then: what it
    signed stays valid. `basis` is the letter or minutes it is done on: no key vouches for the new
    one until the Head does. Returns its recovery code.
    """
    desk.actor.require(Permission.MANAGE_PEOPLE)
    if not basis.strip():
        raise InvalidInput(
            _("Write on which letter or minutes the new key is made."),
            remedy=_("Without the old passphrase there is no other proof that it is in order."),
        )
    return make_key(desk, person_id, passphrase, basis=basis, cost=cost)


def _fingerprint(desk: Desk, person: PersonView) -> str | None:
    from soptui.identity.vault import public_key

    try:
        key = public_key(desk.secrets(), str(person.id))
    except SoptuiError:  # a damaged keyring must not keep anybody from a new PIN
        return None
    return key.fingerprint if key else ""
