"""SSH keys of people: a session that came in with one belongs to its person and to nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soptui.desk.context import Desk, person_with
from soptui.errors import InvalidInput, NotFound
from soptui.i18n import _
from soptui.sop.roles import Permission
from soptui.store.tables import Login
from soptui.store.trail import record


@dataclass(frozen=True, slots=True)
class LoginView:
    """One registered key."""

    id: int
    fingerprint: str
    comment: str


def add_login(desk: Desk, person_id: int, line: str) -> None:
    """Register the public key in `line` as that person's. Raises InvalidInput for no key, or for
    one that is somebody's already.
    """
    from soptui.identity.ssh_session import read_key_line

    fingerprint, comment = read_key_line(line)
    with desk.act(Permission.MANAGE_PEOPLE) as now:
        person = person_with(person_id)
        taken = Login.get_or_none(Login.fingerprint == fingerprint)
        if taken is not None:
            raise InvalidInput(_("This key is registered for {name} already.").format(
                name=taken.person.name))  # fmt: skip
        Login.create(person=person, fingerprint=fingerprint, comment=comment, added_at=now)
        record(desk.actor, now, "add_login", person.name, fingerprint=fingerprint)


def remove_login(desk: Desk, login_id: int) -> None:
    """Forget a key; sessions that come in with it are bound to nobody any more."""
    with desk.act(Permission.MANAGE_PEOPLE) as now:
        row: Login | None = Login.get_or_none(Login.id == login_id)
        if row is None:
            raise NotFound(_("That key is not registered."))
        Login.delete().where(Login.id == login_id).execute()
        record(desk.actor, now, "remove_login", row.person.name, fingerprint=row.fingerprint)


def read_logins(desk: Desk, person_id: int) -> Sequence[LoginView]:
    """The keys of one person."""
    desk.actor.require(Permission.MANAGE_PEOPLE)
    with desk.look():
        rows = Login.select().where(Login.person == person_id).order_by(Login.id)
        return [LoginView(row.id, row.fingerprint, row.comment) for row in rows]


@dataclass(frozen=True, slots=True)
class SessionOwner:
    """Whose SSH session it is, and the key that says so."""

    person_id: int
    fingerprint: str


def owner_of_session(desk: Desk, environment: Mapping[str, str]) -> SessionOwner | None:
    """Whose SSH session this is; None where the server does not say, or does not say
    anybody known. A person who was deactivated stays the owner: nobody can sign in then.
    """
    from soptui.identity.ssh_session import session_keys

    keys = session_keys(environment)
    if not keys:
        return None
    with desk.look():
        row = Login.get_or_none(Login.fingerprint.in_(keys))
        return None if row is None else SessionOwner(int(row.person.id), row.fingerprint)
