"""Letters by which somebody acts for the Head: entered, taken back, and asked at each decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from soptui.clock import local
from soptui.desk.approval.keys import read_register
from soptui.desk.context import Desk, asset_of, person_with
from soptui.errors import InvalidInput, NotAllowed, NotFound
from soptui.i18n import _
from soptui.identity import sshsig
from soptui.identity.signing import Signer
from soptui.sop.canonical import digest, stamp
from soptui.sop.mandate import NAMESPACE, Capacity, Mandate, check, readable
from soptui.sop.material import Kind
from soptui.sop.office import tidy_nip
from soptui.sop.register import HeldKey
from soptui.sop.roles import Permission, Role
from soptui.store.tables import LOOSE, Asset, MandateRow
from soptui.store.trail import record

MOST = 50
"""Scans that are offered."""


@dataclass(frozen=True, slots=True)
class MandateView:
    """A letter as the list shows it. `signed` says that the Head's key signed it; `in_force`, that
    today is one of its days and nobody has taken it back.
    """

    id: int
    mandate: Mandate
    signed: bool
    revoked_at: datetime | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """What is typed when a letter is entered; `scan` is an asset's id, 0 without one."""

    capacity: Capacity
    name: str
    nip: str
    rank: str
    letter: str
    letter_date: str
    valid_from: str
    valid_until: str
    scan: int = 0


def enter_mandate(desk: Desk, person_id: int, letter: Letter, signer: Signer | None = None) -> int:
    """Let that person act for the Head, on that letter. The Head signs it (`signer`); an
    administrator, who has no key, enters it with the letter's scan. Returns its id.

    Raises InvalidInput for what is missing, NotAllowed for a key that does not count.
    """
    with desk.act(Permission.MANDATE) as now:
        person = person_with(person_id)
        if person.role is Role.HEAD:
            raise InvalidInput(_("The Head needs no mandate."))
        if signer is None and not letter.scan:
            raise InvalidInput(
                _("A letter that the Head does not sign here needs its scan."),
                remedy=_("Put the scan into the inbox, then choose it."),
            )
        register = read_register(desk)
        theirs = register.held_by(person_id)
        mandate = _mandate(desk, person_id, letter, theirs, now)
        signed_by = _signing_key(register.key(signer.public_key.fingerprint), now) if signer else ""
        document = mandate.canonical()
        row = MandateRow.create(
            person=person,
            document=document.decode(),
            signature=sshsig.sign(signer, NAMESPACE, document) if signer else "",
            signed_by=signed_by,
            entered_at=now,
        )
        record(desk.actor, now, "enter_mandate", person.name, mandate=mandate.digest,
               capacity=mandate.capacity.value, letter=mandate.letter, until=mandate.valid_until,
               signed=signer is not None)  # fmt: skip
        return int(row.id)


def revoke_mandate(desk: Desk, mandate_id: int) -> None:
    """Take a letter back from now on; what was decided by it stays."""
    with desk.act(Permission.MANDATE) as now:
        row: MandateRow | None = MandateRow.get_or_none(MandateRow.id == mandate_id)
        if row is None or row.revoked_at is not None:
            raise NotFound(_("There is no such mandate in force."))
        MandateRow.update(revoked_at=now).where(MandateRow.id == mandate_id).execute()
        record(desk.actor, now, "revoke_mandate", row.person.name,
               mandate=digest(row.document.encode()))  # fmt: skip


def note_ended_mandates(desk: Desk) -> int:
    """Write into the trail which mandates are over; how many. From then on a clock that is put
    back is seen to be.
    """
    with desk.store.connection():
        rows = list(MandateRow.select().where(~MandateRow.ended_noted))
        today = local(desk.now()).date()
        read = [(row, mandate) for row in rows if (mandate := readable(row.document))]
        over = [(row, one) for row, one in read if one.valid_until < today.isoformat()]
    for row, mandate in over:
        with desk.store.transaction():
            MandateRow.update(ended_noted=True).where(MandateRow.id == row.id).execute()
            record(desk.actor, desk.now(), "mandate_ended", row.person.name,
                   mandate=mandate.digest)  # fmt: skip
    return len(over)


def read_mandates(desk: Desk) -> Sequence[MandateView]:
    """All letters, the newest first."""
    with desk.look() as now:
        rows = MandateRow.select().order_by(MandateRow.id.desc())
        return views_of(rows, now)


def loose_scans(desk: Desk) -> list[tuple[str, str]]:
    """Scans and photos in the inbox that belong to no coverage: (id, name), the newest first."""
    with desk.look():
        kinds = (Kind.DOCUMENT, Kind.PHOTO)
        rows = Asset.select().where(LOOSE & Asset.kind.in_(kinds))
        return [(str(row.id), row.label) for row in rows.order_by(Asset.id.desc()).limit(MOST)]


def views_of(rows: Iterable[MandateRow], now: datetime) -> list[MandateView]:
    """The rows for the list, those that can be read."""
    today = local(now).date()
    return [
        MandateView(row.id, mandate, bool(row.signature), row.revoked_at,
                    row.revoked_at is None and mandate.is_in_force(today))
        for row in rows
        if (mandate := readable(row.document)) is not None
    ]  # fmt: skip


def is_acting(person_id: int, now: datetime) -> bool:
    """Whether a letter lets that person act for the Head now."""
    rows = MandateRow.select().where(MandateRow.person == person_id)
    return any(view.in_force for view in views_of(rows, now))


def _mandate(
    desk: Desk, person_id: int, letter: Letter, key: HeldKey | None, now: datetime
) -> Mandate:
    scan = asset_of(letter.scan).sha256 if letter.scan else ""
    mandate = Mandate(
        person=person_id,
        capacity=letter.capacity,
        name=_tidy(letter.name),
        nip=tidy_nip(letter.nip),
        rank=_tidy(letter.rank),
        letter=_tidy(letter.letter),
        letter_date=letter.letter_date.strip(),
        valid_from=letter.valid_from.strip(),
        valid_until=letter.valid_until.strip(),
        scan=scan,
        key=key.fingerprint if key else "",
        entered_by=desk.actor.name,
        entered_at=stamp(now),
    )
    check(mandate)
    return mandate


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _signing_key(held: HeldKey | None, now: datetime) -> str:
    if held is None or not held.is_head or not held.counts_at(stamp(now)):
        raise NotAllowed(_("Only a Head's key that counts itself can say so."))
    return held.fingerprint
