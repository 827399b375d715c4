"""Whether a stored decision is one: everything that a changed row, key or letter gives away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from soptui.clock import local
from soptui.desk.approval.keys import read_register
from soptui.desk.context import Desk
from soptui.errors import StoreError
from soptui.i18n import _
from soptui.sop.canonical import stamp
from soptui.sop.mandate import NAMESPACE as MANDATES
from soptui.sop.mandate import Capacity, Mandate, readable
from soptui.sop.manifest import Manifest
from soptui.sop.register import HeldKey, Register
from soptui.sop.step3_approval import NAMESPACE, Decided, DecisionRecord, Signatory
from soptui.store.tables import Coverage, Decision, EventRow, MandateRow, Submission


@dataclass(frozen=True, slots=True)
class Proof:
    """A decision with what is wrong with it, in sentences; it counts when there are none."""

    row: Decision
    record: DecisionRecord | None
    flaws: tuple[str, ...]


def newest_submission(coverage: Coverage) -> Submission | None:
    """The submission of the coverage's latest round that has one."""
    row: Submission | None = (
        Submission.select()
        .where(Submission.coverage == coverage)
        .order_by(Submission.round.desc())
        .first()
    )
    return row


def submission_of(coverage: Coverage, round_: int) -> Submission | None:
    """What was submitted in that round."""
    row: Submission | None = Submission.get_or_none(
        (Submission.coverage == coverage) & (Submission.round == round_)
    )
    return row


def manifest_of(row: Submission) -> Manifest:
    """What was submitted. Raises StoreError where it cannot be read any more."""
    try:
        return Manifest.parse(row.manifest)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise StoreError(
            _("What was submitted of {code} cannot be read any more.").format(
                code=row.coverage.code
            ),
            remedy=_("Run “soptui verify”; the database may have been changed by hand."),
        ) from problem


def newest_decision(coverage: Coverage) -> Decision | None:
    """The decision about the newest submission, or None while it waits for one."""
    return _decision_about(newest_submission(coverage))


def decision_in(coverage: Coverage, round_: int) -> Decision | None:
    """The decision about what was submitted in that round."""
    return _decision_about(submission_of(coverage, round_))


def decision_for(desk: Desk, coverage: Coverage) -> Decided | None:
    """What was decided about the newest submission. A decision with a flaw is none."""
    row = newest_decision(coverage)
    if row is None or prove(row, read_register(desk)).flaws:
        return None
    return Decided(row.outcome, row.digest)


def _decision_about(submission: Submission | None) -> Decision | None:
    if submission is None:
        return None
    row: Decision | None = Decision.get_or_none(Decision.submission == submission)
    return row


def prove(row: Decision, register: Register) -> Proof:
    """Look at everything that `row` rests on. Call it inside a connection."""
    if not row.document:
        return Proof(row, None, (_("it was made with an earlier version and proves nothing"),))
    try:
        record = DecisionRecord.parse(row.document)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Proof(row, None, (_("the signed document cannot be read"),))
    return Proof(row, record, tuple(_flaws(row, record, register)))


def _flaws(row: Decision, record: DecisionRecord, register: Register) -> Iterator[str]:
    from soptui.identity.allowed_signers import signed_with

    signatory = record.signatory
    held = register.key(signatory.key)
    if held is None:
        yield _("its key is not in the register")
    elif not signed_with(NAMESPACE, held.key, row.document.encode(), row.signature):
        yield _("the signature does not fit the document")
    else:
        yield from _key_flaws(held, record)
    yield from _row_flaws(row, record)
    yield from _mandate_flaws(signatory, row.decided_at, register)
    event = EventRow.get_or_none(EventRow.id == record.events)
    if record.events and (event is None or event.hash != record.trail):
        yield _("entry {number} of the trail is not the one it was signed after").format(
            number=record.events
        )


def _key_flaws(held: HeldKey, record: DecisionRecord) -> Iterator[str]:
    if held.holder != record.signatory.person:
        yield _("its key is somebody else's")
    if not held.counts_at(record.decided_at):
        yield _("its key did not count at that time")
    if record.signatory.capacity is Capacity.HEAD and not held.is_head:
        yield _("its key is not a Head's")


def _row_flaws(row: Decision, record: DecisionRecord) -> Iterator[str]:
    submission = row.submission
    if (record.content.item, record.content.round) != (submission.coverage.code, submission.round):
        yield _("it is about {item}, round {round}").format(
            item=record.content.item, round=record.content.round
        )
    if record.content.digest != submission.digest or (
        submission.manifest.encode() != record.content.canonical()
    ):
        yield _("it is about another content than what was submitted")
    said = (record.outcome, record.note, record.content.digest, record.signatory.person,
            record.decided_at)  # fmt: skip
    kept = (row.outcome, row.note, row.digest, row.decided_by.id, stamp(row.decided_at))
    if said != kept:
        yield _("the database tells it otherwise than it was signed")


def _mandate_flaws(signatory: Signatory, decided_at: datetime, register: Register) -> Iterator[str]:
    if signatory.capacity is Capacity.HEAD:
        return
    rows = MandateRow.select().where(MandateRow.person == signatory.person)
    for row in rows:
        mandate = readable(row.document)
        if mandate is not None and mandate.digest == signatory.mandate:
            yield from _letter_flaws(row, mandate, decided_at, register)
            return
    yield _("the letter it was taken on is not there")


def _letter_flaws(
    row: MandateRow, mandate: Mandate, decided_at: datetime, register: Register
) -> Iterator[str]:
    from soptui.identity.allowed_signers import signed_with

    if not mandate.is_in_force(local(decided_at).date()):
        yield _("the letter it was taken on was not in force")
    if row.revoked_at is not None and row.revoked_at <= decided_at:
        yield _("the letter it was taken on had been taken back")
    if row.signature:
        held = register.key(row.signed_by)
        document = row.document.encode()
        if held is None or not signed_with(MANDATES, held.key, document, row.signature):
            yield _("the Head's signature does not fit the letter it was taken on")
