"""The first run: the office, its hours and its first people, all at once or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from soptui.desk.approval.keys import MadeKey, put_in_place, register_key
from soptui.desk.context import Desk
from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.identity.kdf import VAULT_COST, Cost
from soptui.sop.office import Office
from soptui.sop.office_hours import HoursVersion, hours_to_json
from soptui.sop.roles import Role
from soptui.store.tables import HoursRow, OfficeRow, Person
from soptui.store.trail import record

SUGGESTED = Office(
    name="Dinas Tenaga Kerja dan Transmigrasi Kabupaten Bantul",
    unit="Disnakertrans Bantul",
    place="Bantul",
    website="https://disnakertrans.bantulkab.go.id",
    head_rank="Pembina Tk I, IV/b",
)
"""What the SOP's form says, to be confirmed or changed."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to begin with; the PIN and the Head's passphrase never appear in a repr."""

    name: str
    role: Role
    pin: str = field(repr=False)
    passphrase: str = field(default="", repr=False)


def is_new(desk: Desk) -> bool:
    """Whether this database has no office yet."""
    with desk.store.connection():
        return not OfficeRow.select().exists()


def first_run(
    desk: Desk,
    office: Office,
    hours: HoursVersion,
    people: Sequence[NewPerson],
    *,
    cost: Cost = VAULT_COST,
) -> dict[str, str]:
    """Set the office up; the recovery code of each Head, by name, to be shown once.

    Raises InvalidInput, with nothing written, where something is missing.
    """
    from soptui.identity.pin import hash_pin

    check(office, people)
    hashes = [hash_pin(person.pin) for person in people]
    made: dict[int, MadeKey] = {}
    with desk.store.transaction():
        if OfficeRow.select().exists():
            raise InvalidInput(
                _("This office has been set up already, perhaps at another terminal."),
                remedy=_("Sign in instead."),
            )
        now = desk.now()
        OfficeRow.create(profile=asdict(office))
        HoursRow.create(valid_from=hours.valid_from.isoformat(), hours=hours_to_json(hours),
                        confirmed_by=people[0].name)  # fmt: skip
        for person, pin_hash in zip(people, hashes, strict=True):
            row = Person.create(name=_clean(person.name), role=person.role, pin_hash=pin_hash)
            record(desk.actor, now, "add_person", row.name, role=person.role.value)
            if person.passphrase:
                made[row.id] = register_key(desk, row.id, person.passphrase, cost=cost)
        record(desk.actor, now, "first_run", office.name)
    return {key.holder: put_in_place(desk, person, key) for person, key in made.items()}


def check(office: Office, people: Sequence[NewPerson]) -> None:
    """Raise InvalidInput unless this makes an office that can work."""
    from soptui.identity.pin import check_passphrase_rules, check_pin_rules

    if not office.name.strip():
        raise InvalidInput(_("The office needs a name."))
    names = [_clean(person.name).casefold() for person in people]
    if not all(names):
        raise InvalidInput(_("A person needs a name."))
    if len(set(names)) < len(names):
        raise InvalidInput(_("Two people have the same name."))
    for role in (Role.WEB_MANAGER, Role.HEAD, Role.ADMIN):
        if role not in {person.role for person in people}:
            raise InvalidInput(
                _("A web manager, the Head and an administrator are needed to begin.")
            )
    for person in people:
        check_pin_rules(person.pin)
        if person.role is Role.HEAD:
            check_passphrase_rules(person.passphrase)
    if sum(person.role is Role.HEAD for person in people) > 1:
        raise InvalidInput(
            _("An office has one Head."),
            remedy=_("Whoever acts for the Head is entered later, with the letter."),
        )


def _clean(name: str) -> str:
    return " ".join(name.split())
