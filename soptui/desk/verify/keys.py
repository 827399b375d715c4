"""The register of keys and the letters: what holds, and what nobody vouches for."""

from __future__ import annotations

from collections.abc import Iterator

from soptui.desk.verify.trail import Ledger
from soptui.i18n import _
from soptui.identity.allowed_signers import signed_with
from soptui.sop.canonical import digest
from soptui.sop.finding import Finding, Level
from soptui.sop.mandate import NAMESPACE, readable
from soptui.sop.register import TRUST_NAMES, Register, Trust
from soptui.store.tables import KeyEntry, MandateRow

KEYS = "keys"
MANDATES = "mandates"


def key_findings(
    register: Register, pins: frozenset[str] | None, ledger: Ledger
) -> Iterator[Finding]:
    """Every key with why it counts; entries that the trail does not know."""
    if register.broken is not None:
        yield _error(KEYS, _("Entry {number} of the register of keys does not hold."),
                     number=register.broken)  # fmt: skip
    for row in KeyEntry.select().order_by(KeyEntry.id):
        if digest(row.document.encode()) not in ledger.keys:
            yield _error(KEYS, _("Entry {number} of the register of keys is not in the trail."),
                         number=row.id)  # fmt: skip
    if pins is None:
        yield Finding(
            Level.WARNING,
            KEYS,
            _("No key is pinned on this machine."),
            _("Whoever may write the database could put other keys in it. README: approvers."),
        )
    for held in register.keys.values():
        level = Level.OK if held.trust not in {Trust.LETTER, Trust.PENDING} else Level.WARNING
        words = _("{name}, {fingerprint}: {trust}.").format(
            name=held.name, fingerprint=held.fingerprint, trust=_(TRUST_NAMES[held.trust])
        )
        yield Finding(level, KEYS, words, _("On: {basis}").format(basis=held.basis)
                      if held.basis else "")  # fmt: skip


def mandate_findings(register: Register, ledger: Ledger) -> Iterator[Finding]:
    """Letters that were changed, that the trail does not know, or whose signature does not fit."""
    for row in MandateRow.select().order_by(MandateRow.id):
        mandate = readable(row.document)
        if mandate is None:
            yield _error(MANDATES, _("Mandate {number} cannot be read."), number=row.id)
            continue
        if mandate.digest not in ledger.mandates:
            yield _error(MANDATES, _("Mandate {letter} is not as the trail tells it."),
                         letter=mandate.letter)  # fmt: skip
        if (row.revoked_at is not None) != (mandate.digest in ledger.revoked):
            yield _error(MANDATES, _("The trail tells otherwise whether mandate {letter} was taken"
                                     " back."), letter=mandate.letter)  # fmt: skip
        held = register.key(row.signed_by)
        if row.signature and (
            held is None
            or not signed_with(NAMESPACE, held.key, row.document.encode(), row.signature)
        ):
            yield _error(MANDATES, _("The signature does not fit mandate {letter}."),
                         letter=mandate.letter)  # fmt: skip


def _error(topic: str, words: str, **values: object) -> Finding:
    return Finding(Level.ERROR, topic, words.format(**values))
