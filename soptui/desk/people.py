"""People: signing in, adding, changing and deactivating them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from soptui.clock import local
from soptui.desk.context import Desk
from soptui.desk.mandates import is_acting
from soptui.errors import InvalidInput, LockedOut, NotFound, WrongSecret
from soptui.i18n import LANGUAGES, _
from soptui.sop.roles import Actor, Permission, Role
from soptui.store.guard import update_guarded
from soptui.store.tables import Person
from soptui.store.trail import record


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody as the sign-in and the list of people show them."""

    id: int
    name: str
    role: Role
    active: bool
    language: str
    version: int
    acting: bool = False
    """Whether a letter that is in force lets them act for the Head."""

    @property
    def actor(self) -> Actor:
        """This person, acting."""
        return Actor(self.id, self.name, self.role, self.acting)


def people(*, active_only: bool = True) -> Sequence[PersonView]:
    """Everybody, by role and name."""
    query = Person.select().order_by(Person.name)
    if active_only:
        query = query.where(Person.active)
    order = list(Role)
    return sorted(map(_view, query), key=lambda person: order.index(person.role))


def add_person(desk: Desk, name: str, role: Role, pin: str) -> int:
    """A new account. Returns its id. Raises InvalidInput for a name in use or a weak PIN."""
    from soptui.identity.pin import check_pin_rules, hash_pin

    clean = " ".join(name.split())
    if not clean or role is Role.STATION:
        raise InvalidInput(_("A person needs a name."))
    check_pin_rules(pin)
    pin_hash = hash_pin(pin)
    with desk.act(Permission.MANAGE_PEOPLE) as now:
        if Person.select().where(Person.name == clean).exists():
            raise InvalidInput(
                _("There is already somebody called {name}.").format(name=clean),
                remedy=_("Add a second name to tell them apart."),
            )
        row = Person.create(name=clean, role=role, pin_hash=pin_hash)
        record(desk.actor, now, "add_person", clean, role=role.value)
        return int(row.id)


def reset_pin(desk: Desk, person_id: int, pin: str) -> None:
    """Give somebody a new PIN and free them from a lock-out."""
    from soptui.identity.pin import check_pin_rules, hash_pin

    check_pin_rules(pin)
    pin_hash = hash_pin(pin)
    with desk.act(Permission.MANAGE_PEOPLE) as now:
        row = _person(person_id)
        update_guarded(row, pin_hash=pin_hash, failures=0, last_failure_at=None)
        record(desk.actor, now, "reset_pin", row.name)


def set_active(desk: Desk, person_id: int, *, active: bool) -> None:
    """Let somebody sign in, or no longer. What they did stays theirs."""
    with desk.act(Permission.MANAGE_PEOPLE) as now:
        row = _person(person_id)
        if not active and row.id == desk.actor.person_id:
            raise InvalidInput(_("You cannot deactivate yourself."))
        update_guarded(row, active=active)
        record(desk.actor, now, "activate" if active else "deactivate", row.name)


def set_language(desk: Desk, language: str) -> None:
    """Remember the language of whoever acts."""
    if language not in LANGUAGES or desk.actor.person_id is None:
        return
    with desk.store.transaction():
        Person.update(language=language).where(Person.id == desk.actor.person_id).execute()
        record(desk.actor, desk.now(), "set_language", desk.actor.name, language=language)


def sign_in(desk: Desk, person_id: int, pin: str) -> PersonView:
    """The person whose PIN this is. Raises LockedOut or WrongSecret; both are in the trail.

    The count of failures is kept in the database: other terminals and restarts see it too.
    """
    from soptui.identity.pin import verify_pin
    from soptui.identity.throttle import locked_until

    with desk.store.connection():
        row = _person(person_id)
    until = locked_until(row.failures, row.last_failure_at)
    if until is not None and desk.now() < until:
        raise _locked(until)
    right = row.active and verify_pin(pin, row.pin_hash)
    with desk.store.transaction():
        now = desk.now()
        failures = 0 if right else Person.failures + 1
        Person.update(failures=failures, last_failure_at=None if right else now).where(
            Person.id == row.id
        ).execute()
        record(_view(row).actor, now, "sign_in" if right else "sign_in_failed", row.name)
        acting = is_acting(row.id, now)
    if not right:
        raise WrongSecret(
            _("The name and the PIN do not fit together."), remedy=_("Type the PIN again.")
        )
    return replace(_view(row), acting=acting)


def sign_out(desk: Desk) -> None:
    """Note that the person left."""
    with desk.store.transaction():
        record(desk.actor, desk.now(), "sign_out", desk.actor.name)


def _locked(until: datetime) -> LockedOut:
    return LockedOut(
        _("Too many wrong PINs; signing in is locked until {time}.").format(
            time=f"{local(until):%H.%M.%S}"
        ),
        remedy=_("Wait, or ask the administrator for a new PIN."),
    )


def _person(person_id: int) -> Person:
    row: Person | None = Person.get_or_none(Person.id == person_id)
    if row is None:
        raise NotFound(_("That person is not in this database."))
    return row


def _view(row: Person) -> PersonView:
    return PersonView(row.id, row.name, row.role, row.active, row.language, row.version)
