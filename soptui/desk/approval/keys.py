"""Signing keys: made, entered in the register, vouched for, ended. Every entry is in the trail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from soptui.desk.context import Desk, person_with
from soptui.errors import Conflict, NotAllowed, NotFound
from soptui.i18n import _
from soptui.identity import sshsig
from soptui.identity.kdf import VAULT_COST, Cost
from soptui.identity.signing import Signer
from soptui.sop.canonical import digest, stamp
from soptui.sop.register import (
    NAMESPACE,
    Entry,
    HeldKey,
    Register,
    ending,
    endorsement,
    enrolment,
    read,
)
from soptui.sop.roles import Permission, Role
from soptui.store.tables import KeyEntry
from soptui.store.trail import record


def read_register(desk: Desk) -> Register:
    """The register as far as it holds. Call it inside a connection.

    Raises IdentityError where the list of approvers on this machine cannot be trusted.
    """
    from soptui.identity.allowed_signers import signed_with

    entries = (
        Entry(row.document.encode(), row.signature)
        for row in KeyEntry.select().order_by(KeyEntry.id)
    )
    return read(entries, partial(signed_with, NAMESPACE), desk.pins())


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key that is sealed and registered, and not yet in its place in the keyring."""

    holder: str
    fingerprint: str
    recovery_code: str = field(repr=False)


def make_key(
    desk: Desk,
    person_id: int,
    passphrase: str,
    *,
    basis: str = "",
    voucher: Signer | None = None,
    cost: Cost = VAULT_COST,
) -> str:
    """A signing key for that person, in place of the one there may be; the recovery code, which is
    shown once and kept on paper. `basis` is the letter it is made on, `voucher` a key that counts
    and vouches for it. Slow: call it in a thread. Raises InvalidInput for a weak passphrase.
    """
    with desk.store.transaction():
        made = register_key(desk, person_id, passphrase, basis=basis, cost=cost)
        if voucher is not None:
            vouch(desk, made.fingerprint, voucher)
    return put_in_place(desk, person_id, made)


def register_key(
    desk: Desk, person_id: int, passphrase: str, *, basis: str = "", cost: Cost = VAULT_COST
) -> MadeKey:
    """Make and seal a key, and enter it in the register. Call it inside a transaction, and
    `put_in_place` once that is over: neither a crash nor a roll-back loses the old key.
    """
    from soptui.identity.vault import stage_key

    made = stage_key(desk.secrets(), str(person_id), passphrase, cost=cost)
    with made.signer as signer:
        enrol(desk, person_id, signer, basis=basis)
        return MadeKey(
            person_with(person_id).name, signer.public_key.fingerprint, made.recovery_code
        )


def put_in_place(desk: Desk, person_id: int, made: MadeKey) -> str:
    """Let the keyring hold the key that was registered; its recovery code."""
    from soptui.identity.vault import adopt

    adopt(desk.secrets(), str(person_id), made.fingerprint)
    return made.recovery_code


def enrol(desk: Desk, person_id: int, signer: Signer, *, basis: str = "") -> None:
    """Enter an opened key as that person's. Call it inside a transaction."""
    person = person_with(person_id)
    register = _whole(desk)
    old = register.to_replace(person_id, is_head=person.role is Role.HEAD)
    now = desk.now()
    document = enrolment(
        register,
        key=signer.public_key.openssh(),
        holder=person_id,
        name=person.name,
        is_head=person.role is Role.HEAD,
        since=stamp(now),
        replaces=old.fingerprint if old else "",
        basis=basis.strip(),
        by=desk.actor.name,
    )
    _add(desk, now, "create_key", person.name, document, signer,
         fingerprint=signer.public_key.fingerprint)  # fmt: skip


def vouch(desk: Desk, fingerprint: str, signer: Signer) -> None:
    """Vouch for a key with one that counts. Raises NotFound, NotAllowed."""
    with desk.act(Permission.DECIDE) as now:
        register = _whole(desk)
        held = _counting_signer(register, fingerprint, signer, now)
        document = endorsement(register, held, signer=signer.public_key.fingerprint, at=stamp(now))
        _add(desk, now, "vouch_for_key", held.name, document, signer, fingerprint=fingerprint)


def end_key(desk: Desk, fingerprint: str, signer: Signer, reason: str) -> None:
    """End a key: what it signed stays valid, what it signs from now on is nothing."""
    with desk.act(Permission.DECIDE) as now:
        register = _whole(desk)
        held = _counting_signer(register, fingerprint, signer, now)
        document = ending(
            register, held, signer=signer.public_key.fingerprint, at=stamp(now), reason=reason
        )
        _add(desk, now, "end_key", held.name, document, signer, fingerprint=fingerprint)


def register_first_key(desk: Desk, signer: Signer) -> None:
    """Enter the Head's opened key where the register is empty still: it was made with a version
    that kept none. Nothing happens otherwise.
    """
    if desk.actor.role is not Role.HEAD or desk.actor.person_id is None:
        return
    with desk.store.transaction():
        register = read_register(desk)
        if register.count == 0 and register.broken is None:
            enrol(desk, desk.actor.person_id, signer)


def settle_key(desk: Desk, person_id: int) -> None:
    """Put a key in its place that was registered just before the program was killed."""
    from soptui.identity.vault import adopt

    with desk.store.connection():
        held = read_register(desk).held_by(person_id)
    if held is not None:
        adopt(desk.secrets(), str(person_id), held.fingerprint)


def _whole(desk: Desk) -> Register:
    """The register, to be added to. Raises Conflict where it does not hold to its end."""
    register = read_register(desk)
    if register.broken is not None:
        raise Conflict(
            _("The register of keys is damaged at entry {number}; nothing was changed.").format(
                number=register.broken
            ),
            remedy=_("Run “soptui verify”, and restore the last backup in which it is whole."),
        )
    return register


def _counting_signer(
    register: Register, fingerprint: str, signer: Signer, now: datetime
) -> HeldKey:
    held, ours = register.key(fingerprint), register.key(signer.public_key.fingerprint)
    if held is None:
        raise NotFound(_("That key is not in the register."))
    if ours is None or not ours.is_head or not ours.counts_at(stamp(now)):
        raise NotAllowed(_("Only a Head's key that counts itself can say so."))
    return held


def _add(desk: Desk, now: datetime, action: str, subject: str, document: bytes, signer: Signer,
         **detail: str) -> None:  # fmt: skip
    KeyEntry.create(
        document=document.decode(),
        signature=sshsig.sign(signer, NAMESPACE, document),
        added_at=now,
    )
    record(desk.actor, now, action, subject, entry=digest(document), **detail)
