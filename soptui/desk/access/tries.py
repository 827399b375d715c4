"""Tries at a PIN or a passphrase: counted before they are made, so that many at once gain nothing.

The count lies in the database: other terminals and restarts see it too. A crash in the middle of a
try counts as a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from soptui.clock import local
from soptui.desk.context import Desk, person_with
from soptui.errors import LockedOut, SoptuiError, WrongSecret
from soptui.i18n import _
from soptui.identity.throttle import locked_until
from soptui.sop.roles import Actor
from soptui.store.tables import Person
from soptui.store.trail import record

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counter:
    """Which of a person's counters it is, and what the trail calls a try."""

    failures: str
    last: str
    action: str


PIN = Counter("failures", "last_failure_at", "sign_in")
PASSPHRASE = Counter("unlock_failures", "last_unlock_failure_at", "unlock")


def attempt(
    desk: Desk,
    person_id: int,
    counter: Counter,
    act: Callable[[Person], T],
    action: str = "",
    detail: Mapping[str, str] = MappingProxyType({}),
) -> T:
    """The outcome of `act`, which raises WrongSecret for a wrong try. `action` names it in the
    trail where it is not the counter's own; so are a wrong try and one while locked, each with
    `detail`.

    Raises LockedOut without calling `act` while the person has to wait.
    """
    name = action or counter.action
    row = _begin(desk, person_id, counter, name, detail)
    try:
        outcome = act(row)
    except WrongSecret:
        with desk.store.transaction():
            record(_actor(row), desk.now(), f"{name}_failed", row.name, **detail)
        raise
    except SoptuiError:  # no keyring, no memory: that was no guess
        _take_back(desk, row, counter)
        raise
    with desk.store.transaction():
        Person.update(**{counter.failures: 0, counter.last: None}).where(
            Person.id == row.id
        ).execute()
        record(_actor(row), desk.now(), name, row.name, **detail)
    return outcome


def _begin(
    desk: Desk, person_id: int, counter: Counter, name: str, detail: Mapping[str, str]
) -> Person:
    """Count the try, or refuse it."""
    with desk.store.transaction():
        row = person_with(person_id)
        now = desk.now()
        failures: int = getattr(row, counter.failures)
        until = locked_until(failures, getattr(row, counter.last))
        locked = until is not None and now < until
        if locked:
            record(_actor(row), now, f"{name}_locked", row.name, **detail)
        else:
            Person.update(**{counter.failures: failures + 1, counter.last: now}).where(
                Person.id == person_id
            ).execute()
    if until is not None and locked:
        raise _locked(until, counter)
    return row


def _take_back(desk: Desk, row: Person, counter: Counter) -> None:
    """Only this try: what others counted meanwhile stays, or one that fails for want of memory
    would wipe out the wrong guesses beside it.
    """
    before, count = getattr(row, counter.failures), getattr(Person, counter.failures)
    mine = (Person.id == row.id) & (count > 0)
    with desk.store.transaction():
        alone = (
            Person.update(**{counter.failures: before, counter.last: getattr(row, counter.last)})
            .where(mine & (count == before + 1))
            .execute()
        )
        if not alone:
            Person.update(**{counter.failures: count - 1}).where(mine).execute()


def _actor(row: Person) -> Actor:
    return Actor(row.id, row.name, row.role)


def _locked(until: datetime, counter: Counter) -> LockedOut:
    time = f"{local(until):%H.%M.%S}"
    if counter is PIN:
        return LockedOut(
            _("Too many wrong PINs; signing in is locked until {time}.").format(time=time),
            remedy=_("Wait, or ask the administrator for a new PIN."),
        )
    return LockedOut(
        _("Too many wrong passphrases; the room is locked until {time}.").format(time=time),
        remedy=_("Wait. The recovery code from the safe waits for the same time."),
    )
