"""As what somebody decides: as the Head, or on a letter that is in force at that moment."""

from __future__ import annotations

from datetime import datetime

from soptui.clock import local
from soptui.desk.approval.mandates import views_of
from soptui.desk.context import Desk, person_of
from soptui.desk.office import read_office
from soptui.errors import NotAllowed
from soptui.i18n import _
from soptui.sop.mandate import Capacity, Mandate, require_in_force
from soptui.sop.office import Office
from soptui.sop.register import HeldKey
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Signatory, require_clock_ahead
from soptui.store.tables import EventRow, MandateRow, Person
from soptui.store.trail import newest_event_at


def signatory_of(desk: Desk, held: HeldKey, now: datetime) -> Signatory:
    """As what whoever sits at the desk decides at `now` with the key `held`.

    Raises NotAllowed where no letter is in force, saying since when or until when.
    """
    person = person_of(desk.actor)
    if person is None:
        raise NotAllowed(_("Only a person decides."))
    office = read_office() or Office("")
    if person.role is Role.HEAD:
        name, nip, rank = _head(person, office)
        return Signatory(person.id, name, nip, rank, Capacity.HEAD, held.fingerprint)
    mandate = mandate_in_force(person.id, now)
    entered = _entry_of(mandate)
    # A letter that is over must not come back with a clock that is put back. What the trail held
    # before the letter does not count: a clock that once ran ahead must not stop everybody.
    require_clock_ahead(now, newest_event_at(since=entered))
    return Signatory(person.id, mandate.name, mandate.nip, mandate.rank, mandate.capacity,
                     held.fingerprint, mandate.digest)  # fmt: skip


def mandate_in_force(person_id: int, now: datetime) -> Mandate:
    """The letter by which that person acts for the Head at `now`.

    Raises NotAllowed where none is in force, saying since when or until when.
    """
    views = views_of(MandateRow.select().where(MandateRow.person == person_id), now)
    for view in reversed(views):  # the letter that was entered last
        if view.in_force:
            return view.mandate
    for view in views:
        if view.revoked_at is None:
            require_in_force(view.mandate, local(now).date())
    raise NotAllowed(
        _("No letter lets you act for the Head."),
        remedy=_("The Head or the administrator enters it."),
    )


def _entry_of(mandate: Mandate) -> int:
    """The number of the trail's entry about `mandate`. Raises NotAllowed for a letter that the
    trail does not know: it was changed by hand.
    """
    entered = EventRow.select().where(EventRow.action == "enter_mandate")
    for row in entered.order_by(EventRow.id.desc()):
        if row.detail.get("mandate") == mandate.digest:
            return int(row.id)
    raise NotAllowed(
        _("The mandate {letter} is not as it was entered; nothing was decided.").format(
            letter=mandate.letter
        ),
        remedy=_("Tell the administrator: the database may have been changed by hand."),
    )


def _head(person: Person, office: Office) -> tuple[str, str, str]:
    """The Head's name, NIP and rank: the account's own, else those of the office's profile."""
    if person.nip or person.rank:
        return person.name, person.nip, person.rank
    return office.head_name or person.name, office.head_nip, office.head_rank
