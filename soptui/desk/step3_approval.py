"""SOP step 3: the Head decides about the digest of the exact content, and signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from soptui.desk.context import Desk, coverage_of, person_of
from soptui.desk.deliveries import enqueue
from soptui.desk.moves import move
from soptui.desk.release import build_manifest
from soptui.errors import Conflict, WrongStep
from soptui.i18n import _
from soptui.identity.signing import Signer, sign_digest
from soptui.sop.manifest import Manifest
from soptui.sop.roles import Permission
from soptui.sop.step3_approval import (
    OUTCOME_ACTIONS,
    Decided,
    DecisionRecord,
    Outcome,
    require_other_author,
    require_same_content,
)
from soptui.sop.workflow import State, transition
from soptui.store.fields import to_millis
from soptui.store.tables import Coverage, Decision, Submission
from soptui.store.trail import record


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """One submission as the Head reads it."""

    id: int
    coverage_id: int
    round: int
    digest: str
    manifest: Manifest
    previous: Manifest | None
    """What was laid before the Head in the round before, to show what changed."""
    submitted_by: str
    submitted_at: datetime
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What was decided about the newest submission, by whom and why."""

    outcome: Outcome
    note: str
    decided_by: str
    decided_at: datetime
    genuine: bool
    """Whether the signature stands under exactly this decision."""


def unlock(desk: Desk, passphrase: str) -> Signer:
    """The signing key of whoever sits at the desk. Slow on purpose: call it in a thread.

    Raises NotAllowed, WrongSecret, IdentityError. Tries, right and wrong, are in the trail.
    """
    from soptui.identity.keyring_file import secret_store
    from soptui.identity.vault import unseal

    desk.actor.require(Permission.DECIDE)
    opened = "unlock_failed"
    try:
        signer = unseal(secret_store(desk.home), str(desk.actor.person_id), passphrase)
        opened = "unlock"
    finally:
        with desk.store.transaction():
            record(desk.actor, desk.now(), opened, desk.actor.name)
    return signer


def newest_submission(coverage: Coverage) -> Submission | None:
    """The submission of the coverage's latest round that has one."""
    row: Submission | None = (
        Submission.select()
        .where(Submission.coverage == coverage)
        .order_by(Submission.round.desc())
        .first()
    )
    return row


def open_submission(desk: Desk, coverage_id: int) -> SubmissionView:
    """Read what was submitted; the first opening is noted (submitted → opened → decided)."""
    with desk.act(Permission.DECIDE) as now:
        coverage = coverage_of(coverage_id)
        row = newest_submission(coverage)
        if coverage.state is not State.APPROVAL or row is None:
            raise WrongStep(_("This release is no longer waiting for a decision."))
        if row.opened_at is None:
            row.opened_at = now
            row.save(only=[Submission.opened_at])
            record(desk.actor, now, "open_submission", coverage.code, digest=row.digest)
        return view_of(row)


def view_of(row: Submission) -> SubmissionView:
    """The row with its manifest and the one of the round before."""
    before = (
        Submission.select()
        .where((Submission.coverage == row.coverage) & (Submission.round < row.round))
        .order_by(Submission.round.desc())
        .first()
    )
    return SubmissionView(
        id=row.id,
        coverage_id=row.coverage.id,
        round=row.round,
        digest=row.digest,
        manifest=Manifest.parse(row.manifest),
        previous=Manifest.parse(before.manifest) if before else None,
        submitted_by=row.submitted_by.name,
        submitted_at=row.submitted_at,
        opened_at=row.opened_at,
    )


def decide(
    desk: Desk, submission_id: int, digest: str, outcome: Outcome, signer: Signer, note: str = ""
) -> None:
    """Decide about the content with `digest`, as it was shown, and sign it.

    Raises Conflict where the content changed or somebody decided first, InvalidInput where a note
    is due, NotAllowed for one's own submission.
    """
    with desk.act(Permission.DECIDE) as now:
        submission = Submission.get_by_id(submission_id)
        coverage = submission.coverage
        if Decision.select().where(Decision.submission == submission).exists():
            raise Conflict(_("Somebody has decided about this already."))
        transition(coverage.state, OUTCOME_ACTIONS[outcome], note)
        require_other_author(submission.submitted_by.id, desk.actor.person_id)
        require_same_content(digest, build_manifest(coverage).digest)
        require_same_content(digest, submission.digest)
        decision = Decision(
            submission=submission,
            outcome=outcome,
            digest=digest,
            note=note.strip(),
            decided_by=person_of(desk.actor),
            decided_at=now,
            public_key=signer.public_key.raw,
        )
        decision.signature = sign_digest(signer, _record(decision).sha256())
        decision.save(force_insert=True)
        holder = submission.submitted_by if outcome is not Outcome.REJECTED else None
        move(desk, coverage, OUTCOME_ACTIONS[outcome], now, note=note, holder=holder, digest=digest)
        if outcome is Outcome.APPROVED:
            enqueue(coverage, Manifest.parse(submission.manifest), digest, now)


def decision_for(coverage: Coverage) -> Decided | None:
    """The decision about the coverage's newest submission, or None while there is none.

    A decision whose signature does not verify is none.
    """
    row = _newest_decision(coverage)
    return Decided(row.outcome, row.digest) if row is not None and _is_genuine(row) else None


def read_decision(desk: Desk, coverage_id: int) -> DecisionView | None:
    """The decision to show; None while the newest submission waits for one."""
    with desk.look():
        row = _newest_decision(coverage_of(coverage_id))
        if row is None:
            return None
        return DecisionView(row.outcome, row.note, row.decided_by.name, row.decided_at,
                            _is_genuine(row))  # fmt: skip


def _newest_decision(coverage: Coverage) -> Decision | None:
    submission = newest_submission(coverage)
    if submission is None:
        return None
    row: Decision | None = Decision.get_or_none(Decision.submission == submission)
    return row


def _is_genuine(row: Decision) -> bool:
    from soptui.identity.signing import verify_digest

    signed = _record(row).sha256()
    return verify_digest(bytes(row.public_key), signed, bytes(row.signature))


def _record(row: Decision) -> DecisionRecord:
    return DecisionRecord(
        item=row.submission.coverage.code,
        round=row.submission.round,
        digest=row.digest,
        outcome=row.outcome,
        note=row.note,
        decided_by=row.decided_by.name,
        decided_at=to_millis(row.decided_at),
    )
