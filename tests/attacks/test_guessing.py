"""Guessing PINs and passphrases over many sessions at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from soptui.desk import step3_approval
from soptui.desk.access.people import change_own_pin, reset_pin, sign_in
from soptui.errors import IdentityError, LockedOut, NotAllowed, SoptuiError, WrongSecret
from soptui.identity.pin import hash_pin
from soptui.identity.throttle import FREE_TRIES
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome
from soptui.store.database import open_store
from soptui.store.tables import EventRow, Person
from tests.office import CHEAP, Office

PIN = "481526"
PASSPHRASE = "kuda nil makan rumput laut"


class Counting:
    """A verifier that fits nothing and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._lock = threading.Lock()

    def __call__(self, _pin: str, _hash: str) -> bool:
        with self._lock:
            self.asked += 1
        return False


def reporter_of(office: Office) -> int:
    person = office.reporter.actor.person_id
    assert person is not None
    Person.update(pin_hash=hash_pin(PIN, CHEAP)).where(Person.id == person).execute()
    return person


def at_once(count: int, act: Callable[[], object]) -> list[type[Exception] | None]:
    """Do `act` in `count` threads that start together; what each raised."""
    start, outcomes = threading.Barrier(count), []

    def run() -> None:
        start.wait()
        try:
            act()
            outcomes.append(None)
        except SoptuiError as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=run) for _thread in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_many_guesses_at_once_are_no_more_than_one_after_another(office: Office) -> None:
    person, verify = reporter_of(office), Counting()
    outcomes = at_once(40, lambda: sign_in(office.station, person, "000000", verify=verify))
    assert verify.asked == FREE_TRIES
    assert sorted(outcomes, key=str) == [LockedOut] * (40 - FREE_TRIES) + [WrongSecret] * FREE_TRIES
    with pytest.raises(LockedOut):  # the right one too
        sign_in(office.station, person, PIN)


def test_the_wait_survives_a_restart_and_ends(office: Office) -> None:
    person = reporter_of(office)
    for _try in range(FREE_TRIES):
        with pytest.raises(WrongSecret):
            sign_in(office.station, person, "000000")
    office.store.close()
    desk = replace(office.station, store=open_store(office.home.database))
    with pytest.raises(LockedOut):
        sign_in(desk, person, PIN)
    office.clock.advance(timedelta(seconds=30))
    assert sign_in(desk, person, PIN).id == person
    desk.store.database.connect()  # for the fixture, which closes it again
    assert Person.get_by_id(person).failures == 0


def test_a_new_pin_of_the_administrator_frees_at_once(office: Office) -> None:
    person = reporter_of(office)
    for _try in range(FREE_TRIES):
        with pytest.raises(WrongSecret):
            sign_in(office.station, person, "000000")
    reset_pin(office.desks[Role.ADMIN], person, "915264")
    assert sign_in(office.station, person, "915264").id == person


def test_passphrases_wait_too_and_every_try_is_told(office: Office) -> None:
    office.seal(PASSPHRASE)
    outcomes = at_once(12, lambda: step3_approval.unlock(office.head, "bukan yang ini"))
    assert outcomes.count(WrongSecret) == FREE_TRIES
    assert outcomes.count(LockedOut) == 12 - FREE_TRIES
    with pytest.raises(LockedOut):
        step3_approval.unlock(office.head, PASSPHRASE)
    told = [row.action for row in EventRow.select().where(EventRow.action.startswith("unlock"))]
    assert told.count("unlock_failed") == FREE_TRIES
    assert told.count("unlock_locked") == 12 - FREE_TRIES + 1
    office.clock.advance(timedelta(seconds=31))
    step3_approval.unlock(office.head, PASSPHRASE).close()
    assert Person.get_by_id(office.head.actor.person_id).unlock_failures == 0


def test_a_keyring_that_cannot_be_read_is_no_guess(office: Office) -> None:
    office.seal(PASSPHRASE)
    office.home.secrets.chmod(0o755)
    for _try in range(FREE_TRIES + 2):
        with pytest.raises(SoptuiError, match="Other accounts"):
            step3_approval.unlock(office.head, PASSPHRASE)
    office.home.secrets.chmod(0o700)
    step3_approval.unlock(office.head, PASSPHRASE).close()


def test_a_session_left_open_is_worth_nothing_after_deactivation(office: Office) -> None:
    view = office.opened()
    Person.update(active=False).where(Person.id == office.head.actor.person_id).execute()
    with pytest.raises(NotAllowed, match="deactivated"):
        step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)


def test_another_pin_of_ones_own_needs_the_old_one(office: Office) -> None:
    person = reporter_of(office)
    with pytest.raises(WrongSecret):
        change_own_pin(office.reporter, "000000", "915264")
    change_own_pin(office.reporter, PIN, "915264")
    assert sign_in(office.station, person, "915264").id == person


def test_a_bound_session_is_not_talked_out_of_its_person(office: Office) -> None:
    person = reporter_of(office)
    with pytest.raises(NotAllowed, match="somebody else's"):
        sign_in(office.station, person, PIN, bound_to=person + 1)
    assert sign_in(office.station, person, PIN, bound_to=person).id == person


def test_a_try_that_fails_for_want_of_memory_takes_back_itself_alone(office: Office) -> None:
    person = reporter_of(office)

    def no_memory_after_two_wrong_ones(_pin: str, _hash: str) -> bool:
        for _try in range(2):
            with pytest.raises(WrongSecret):
                sign_in(office.station, person, "000000", verify=Counting())
        raise IdentityError("no memory")

    with pytest.raises(IdentityError, match="no memory"):
        sign_in(office.station, person, PIN, verify=no_memory_after_two_wrong_ones)
    assert Person.get_by_id(person).failures == 2


def test_every_try_names_the_key_of_its_session(office: Office) -> None:
    person, key = reporter_of(office), "SHA256:kunci"
    with pytest.raises(NotAllowed):
        sign_in(office.station, person, PIN, bound_to=person + 1, fingerprint=key)
    with pytest.raises(WrongSecret):
        sign_in(office.station, person, "000000", bound_to=person, fingerprint=key)
    sign_in(office.station, person, PIN, bound_to=person, fingerprint=key)
    told = EventRow.select().where(EventRow.action.startswith("sign_in")).order_by(EventRow.id)
    assert [(row.action, row.detail) for row in told] == [
        (action, {"fingerprint": key})
        for action in ("sign_in_refused", "sign_in_failed", "sign_in")
    ]
