"""Accounts as the administrator sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from soptui.desk.access.accounts import add_account, read_accounts, renew_key
from soptui.desk.access.people import set_active
from soptui.desk.approval.keys import read_register
from soptui.errors import InvalidInput, NotAllowed
from soptui.sop.canonical import stamp
from soptui.sop.register import Trust
from soptui.sop.roles import Role
from soptui.store.tables import Person
from tests.office import CHEAP, Office

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


def test_a_new_head_follows_the_former_one(office: Office) -> None:
    admin, former = office.desks[Role.ADMIN], office.head.actor.person_id
    assert former
    with pytest.raises(InvalidInput, match="has a Head already"):
        add_account(admin, "Kepala Baru", Role.HEAD, PIN, PASSPHRASE, cost=CHEAP)
    set_active(admin, former, active=False)
    new, code = add_account(
        admin, "Kepala Baru", Role.HEAD, PIN, PASSPHRASE, basis="SK 1/2026", cost=CHEAP
    )
    before = _keys(office)[new]
    assert before
    then = stamp(office.clock.now())
    assert not read_register(admin).keys[office.signer.public_key.fingerprint].counts_at(then)
    assert code
    assert read_register(admin).keys[before].trust is Trust.LETTER
    renew_key(admin, new, PASSPHRASE, "Berita acara 2/2026", cost=CHEAP)
    after = _keys(office)[new]
    assert after not in {"", None, before}
    register = read_register(admin)
    now = stamp(office.clock.now())
    assert register.keys[str(after)].counts_at(now)
    assert not register.keys[before].counts_at(now)


def test_a_weak_passphrase_makes_nobody(office: Office) -> None:
    with pytest.raises(InvalidInput):
        add_account(office.desks[Role.ADMIN], "Kepala Baru", Role.HEAD, PIN, "short")
    assert not Person.select().where(Person.name == "Kepala Baru").exists()


def test_only_an_admin_makes_a_key_and_says_on_which_letter(office: Office) -> None:
    head = office.head.actor.person_id
    assert head
    with pytest.raises(NotAllowed):
        renew_key(office.manager, head, PASSPHRASE, "SP 1")
    with pytest.raises(InvalidInput, match="letter"):
        renew_key(office.desks[Role.ADMIN], head, PASSPHRASE, " ")
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
