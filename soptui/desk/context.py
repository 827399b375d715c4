"""Whose desk it is: the store, the clock and the person acting, passed to everything below."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from soptui.clock import Clock
from soptui.errors import NotFound, Unseated
from soptui.i18n import _
from soptui.paths import Home
from soptui.sop.procedure import Procedure
from soptui.sop.roles import Actor, Permission
from soptui.store.database import Store
from soptui.store.tables import Asset, Coverage, Person

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from soptui.identity.approvers import Approvers


@dataclass(frozen=True, slots=True)
class Desk:
    """What an act needs: where things are kept, what time it is, who acts, by which procedure."""

    store: Store
    clock: Clock
    home: Home
    procedure: Procedure
    actor: Actor
    approvers: Approvers | None = None
    """Where the machine's owner says which keys are the office's; None: in the usual place."""
    keyring: str = "file"
    """The name of the keyring that holds sealed keys (`identity.keyring_file`)."""

    def now(self) -> datetime:
        return self.clock.now()

    def pins(self) -> frozenset[str] | None:
        """The keys that the machine's owner vouches for. Raises IdentityError."""
        from soptui.identity.approvers import Approvers

        return (self.approvers or Approvers()).pins()

    def secrets(self) -> KeyringBackend:
        """The keyring that holds sealed keys. Raises ConfigError, IdentityError."""
        from soptui.identity.keyring_file import secret_store

        return secret_store(self.home, self.keyring)

    def seat(self, actor: Actor) -> Desk:
        """The same desk with `actor` at it."""
        return replace(self, actor=actor)

    @contextlib.contextmanager
    def act(self, permission: Permission) -> Iterator[datetime]:
        """One mutation: the permission first, then all changes and their events or none of them.

        Yields the moment of the act.
        """
        self.actor.require(permission)
        with self.store.transaction():
            self._require_seat()
            yield self.now()

    @contextlib.contextmanager
    def look(self) -> Iterator[datetime]:
        """Reading: one connection for several queries, no lock."""
        self.actor.require(Permission.SEE)
        with self.store.connection():
            self._require_seat()
            yield self.now()

    def _require_seat(self) -> None:
        """Raise Unseated when the person was deactivated, or given another role, meanwhile."""
        if self.actor.person_id is None:
            return
        row = Person.get_or_none(Person.id == self.actor.person_id)
        if row is None or not row.active or row.role is not self.actor.role:
            raise Unseated(
                _("Your account was deactivated or changed; nothing was done."),
                remedy=_("Sign in again, or ask the administrator."),
            )


def coverage_of(coverage_id: int) -> Coverage:
    """The coverage's row, or NotFound."""
    row: Coverage | None = Coverage.get_or_none(Coverage.id == coverage_id)
    if row is None:
        raise NotFound(_("That coverage is not in this database."))
    return row


def asset_of(asset_id: int) -> Asset:
    """The asset's row, or NotFound."""
    row: Asset | None = Asset.get_or_none(Asset.id == asset_id)
    if row is None:
        raise NotFound(_("That asset is not in this database."))
    return row


def person_with(person_id: int) -> Person:
    """The person's row, or NotFound."""
    row: Person | None = Person.get_or_none(Person.id == person_id)
    if row is None:
        raise NotFound(_("That person is not in this database."))
    return row


def person_of(actor: Actor) -> Person | None:
    """The actor's row; None for the station."""
    return None if actor.person_id is None else Person.get_by_id(actor.person_id)
