"""Accounts as the administrator sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from soptui.desk.accounts import add_account, read_accounts, renew_key
from soptui.desk.people import set_active
from soptui.errors import InvalidInput, NotAllowed, NotFound
from soptui.sop.roles import Role
from soptui.store.tables import Person
from tests.office import Office

PIN = "481526"
PASSPHRASE = "kuda nil makan rumput"


def test_a_lock_out_is_shown_while_it_lasts(office: Office) -> None:
    Person.update(failures=4, last_failure_at=office.clock.now()).where(
        Person.role == Role.REPORTER
    ).execute()
    admin = office.desks[Role.ADMIN]
    until = {account.person.role: account.locked_until for account in read_accounts(admin)}
    assert until[Role.REPORTER] == office.clock.now() + timedelta(seconds=30)
    assert until[Role.HEAD] is None
    office.clock.advance(timedelta(seconds=31))
    assert not any(account.locked_until for account in read_accounts(admin))


def test_a_head_gets_a_key_and_it_can_be_replaced(office: Office) -> None:
    admin = office.desks[Role.ADMIN]
    made = add_account(admin, "Plh. Kepala", Role.HEAD, PIN, PASSPHRASE)
    before = _keys(office)[made]
    assert before
    renew_key(admin, made, PASSPHRASE)
    assert _keys(office)[made] not in {"", before}


def test_a_weak_passphrase_makes_nobody(office: Office) -> None:
    with pytest.raises(InvalidInput):
        add_account(office.desks[Role.ADMIN], "Plh. Kepala", Role.HEAD, PIN, "short")
    assert not Person.select().where(Person.name == "Plh. Kepala").exists()


def test_only_a_head_has_a_key_and_only_an_admin_makes_it(office: Office) -> None:
    reporter, head = office.reporter.actor.person_id, office.head.actor.person_id
    assert reporter and head
    with pytest.raises(NotFound):
        renew_key(office.desks[Role.ADMIN], reporter, PASSPHRASE)
    with pytest.raises(NotAllowed):
        renew_key(office.manager, head, PASSPHRASE)
    with pytest.raises(NotAllowed):
        read_accounts(office.head)


def test_those_who_left_stand_last(office: Office) -> None:
    reporter = office.reporter.actor.person_id
    assert reporter
    set_active(office.desks[Role.ADMIN], reporter, active=False)
    assert read_accounts(office.desks[Role.ADMIN])[-1].person.id == reporter


def _keys(office: Office) -> dict[int, str | None]:
    accounts = read_accounts(office.desks[Role.ADMIN])
    return {account.person.id: account.key for account in accounts}
