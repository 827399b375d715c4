"""People: signing in, adding, changing and deactivating them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from soptui.desk.access.tries import PIN, attempt
from soptui.desk.context import Desk, person_with
from soptui.errors import InvalidInput, NotAllowed, WrongSecret
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
        row = person_with(person_id)
        update_guarded(row, pin_hash=pin_hash, failures=0, last_failure_at=None)
        record(desk.actor, now, "reset_pin", row.name)


def set_active(desk: Desk, person_id: int, *, active: bool) -> None:
    """Let somebody sign in, or no longer. What they did stays theirs."""
    with desk.act(Permission.MANAGE_PEOPLE) as now:
        row = person_with(person_id)
        if not active and row.id == desk.actor.person_id:
            raise InvalidInput(_("You cannot deactivate yourself."))
        if active and row.role is Role.HEAD:
            require_no_head()
        update_guarded(row, active=active)
        record(desk.actor, now, "activate" if active else "deactivate", row.name)


def require_no_head() -> None:
    """Raise InvalidInput while the office has a Head who may sign in."""
    if Person.select().where((Person.role == Role.HEAD) & Person.active).exists():
        raise InvalidInput(
            _("The office has a Head already; nobody was added."),
            remedy=_("Deactivate the former Head first, or enter a mandate (Plh., Plt.)."),
        )


def set_language(desk: Desk, language: str) -> None:
    """Remember the language of whoever acts."""
    if language not in LANGUAGES or desk.actor.person_id is None:
        return
    with desk.store.transaction():
        Person.update(language=language).where(Person.id == desk.actor.person_id).execute()
        record(desk.actor, desk.now(), "set_language", desk.actor.name, language=language)


def sign_in(
    desk: Desk,
    person_id: int,
    pin: str,
    *,
    bound_to: int | None = None,
    fingerprint: str = "",
    verify: Callable[[str, str], bool] | None = None,
) -> PersonView:
    """The person whose PIN this is; `bound_to` is whose session it is, where the server says so, by
    the key with `fingerprint`.

    Raises LockedOut, WrongSecret or NotAllowed; all tries are in the trail, with the fingerprint.
    """
    from soptui.desk.approval.mandates import is_acting
    from soptui.identity.pin import verify_pin

    key = {"fingerprint": fingerprint} if fingerprint else {}
    if bound_to is not None and bound_to != person_id:
        with desk.store.transaction():
            record(desk.actor, desk.now(), "sign_in_refused", person_with(person_id).name, **key)
        raise NotAllowed(_("This SSH session is somebody else's."))
    fits = verify or verify_pin

    def check(row: Person) -> Person:
        if not row.active or not fits(pin, row.pin_hash):
            raise WrongSecret(
                _("The name and the PIN do not fit together."), remedy=_("Type the PIN again.")
            )
        return row

    row = attempt(desk, person_id, PIN, check, detail=key)
    with desk.store.connection():
        return replace(_view(row), acting=is_acting(row.id, desk.now()))


def change_own_pin(desk: Desk, old: str, new: str) -> None:
    """Another PIN for whoever sits at the desk. Raises as `sign_in` does for `old`, InvalidInput
    for a weak `new`; the old one then holds.
    """
    from soptui.identity.pin import check_pin_rules, hash_pin

    check_pin_rules(new)
    person_id = desk.actor.person_id or 0
    sign_in(desk, person_id, old)
    pin_hash = hash_pin(new)
    with desk.act(Permission.SEE) as now:
        row = person_with(person_id)
        update_guarded(row, pin_hash=pin_hash)
        record(desk.actor, now, "change_pin", row.name)


def sign_out(desk: Desk) -> None:
    """Note that the person left."""
    with desk.store.transaction():
        record(desk.actor, desk.now(), "sign_out", desk.actor.name)


def _view(row: Person) -> PersonView:
    return PersonView(row.id, row.name, row.role, row.active, row.language, row.version)
