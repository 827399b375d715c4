"""Checkpoints against the trail: those in the database, and copies that were kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from soptui.clock import local
from soptui.desk.verify.trail import Ledger
from soptui.i18n import _
from soptui.identity.allowed_signers import signed_with
from soptui.sop.canonical import digest
from soptui.sop.checkpoint import NAMESPACE, Checkpoint
from soptui.sop.finding import Finding, Level
from soptui.sop.register import GENESIS, Register
from soptui.store.tables import CheckpointRow, EventRow, KeyEntry

TOPIC = "checkpoints"
Copy = tuple[str, str]
"""A checkpoint's document and its armored signature, as they were kept elsewhere."""


def checkpoint_findings(
    register: Register, ledger: Ledger, copies: Sequence[Copy]
) -> Iterator[Finding]:
    """What does not fit, and for copies also what does: somebody brought them to be told."""
    stored = list(CheckpointRow.select().order_by(CheckpointRow.id))
    for row in stored:
        yield from _check(row.document, row.signature, register)
        if digest(row.document.encode()) not in ledger.checkpoints:
            yield _error(_("Checkpoint {number} is not in the trail."), number=row.id)
    for document, signature in copies:
        found = list(_check(document, signature, register))
        yield from found or [_fits(document)]


def _check(document: str, signature: str, register: Register) -> Iterator[Finding]:
    try:
        checkpoint = Checkpoint.parse(document)
    except (ValueError, KeyError, TypeError):
        yield _error(_("A checkpoint cannot be read."))
        return
    at = {"events": checkpoint.events, "at": checkpoint.at}
    held = register.key(checkpoint.key)
    if held is None:
        yield _error(_("The key that signed the checkpoint of {at} is not in the register."), **at)
    elif not signed_with(NAMESPACE, held.key, document.encode(), signature):
        yield _error(_("The signature does not fit the checkpoint of {at}."), **at)
    row = EventRow.get_or_none(EventRow.id == checkpoint.events)
    if row is None or row.hash != checkpoint.trail:
        yield _error(
            _("The trail up to entry {events} is not what the Head signed at {at}: it was rewritten"
              " or cut off."), **at)  # fmt: skip
    entries = {GENESIS, *(digest(entry.document.encode()) for entry in KeyEntry.select())}
    if checkpoint.register not in entries:
        yield _error(_("Keys were taken out of the register that stood there at {at}."), **at)


def _fits(document: str) -> Finding:
    from datetime import datetime

    checkpoint = Checkpoint.parse(document)
    at = local(datetime.fromisoformat(checkpoint.at))
    words = _("The trail up to entry {events} is what {name} signed on {at}.").format(
        events=checkpoint.events, name=checkpoint.name, at=f"{at:%d/%m/%Y %H.%M}"
    )
    return Finding(Level.OK, TOPIC, words)


def _error(words: str, **values: object) -> Finding:
    return Finding(Level.ERROR, TOPIC, words.format(**values))
