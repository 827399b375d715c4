"""SOP step 3: the Head decides about the digest of the exact content, and signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from soptui.desk.access.tries import PASSPHRASE, attempt
from soptui.desk.approval.acting import signatory_of
from soptui.desk.approval.decisions import (
    manifest_of,
    newest_decision,
    newest_submission,
    prove,
    submission_of,
)
from soptui.desk.approval.harm_test import require_not_parked
from soptui.desk.approval.keys import read_register, register_first_key, settle_key
from soptui.desk.context import Desk, coverage_of, person_of
from soptui.desk.moves import move
from soptui.desk.publication.deliveries import enqueue
from soptui.desk.release import content_now
from soptui.errors import Conflict, NotAllowed, WrongStep
from soptui.i18n import _
from soptui.identity import sshsig
from soptui.identity.signing import Signer
from soptui.sop.canonical import digest as hashed
from soptui.sop.canonical import stamp
from soptui.sop.mandate import Capacity
from soptui.sop.manifest import Manifest
from soptui.sop.privacy import mask
from soptui.sop.register import HeldKey, Register
from soptui.sop.roles import Permission
from soptui.sop.step3_approval import (
    NAMESPACE,
    OUTCOME_ACTIONS,
    DecisionRecord,
    Outcome,
    require_other_author,
    require_same_content,
)
from soptui.sop.workflow import State, transition
from soptui.store.tables import Coverage, Decision, Submission, Text
from soptui.store.trail import record, trail_end


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """One submission as the Head reads it."""

    id: int
    coverage_id: int
    round: int
    digest: str
    manifest: Manifest
    previous: Manifest | None
    """What stands in public, or was laid before the Head last, to show what changed."""
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
    capacity: Capacity
    flaws: tuple[str, ...]
    """Why the decision does not count; empty when it does."""

    @property
    def genuine(self) -> bool:
        """Whether the decision is what was signed, by somebody who could."""
        return not self.flaws


def unlock(desk: Desk, passphrase: str) -> Signer:
    """The signing key of whoever sits at the desk. Slow on purpose: call it in a thread.

    Raises NotAllowed, WrongSecret, LockedOut, IdentityError. All tries are in the trail.
    """
    from soptui.identity.vault import unseal

    desk.actor.require(Permission.DECIDE)
    me = desk.actor.person_id or 0
    settle_key(desk, me)
    store = desk.secrets()
    signer = attempt(desk, me, PASSPHRASE, lambda _row: unseal(store, str(me), passphrase))
    register_first_key(desk, signer)
    return signer


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
    before, shown = _before(row), manifest_of(row)
    return SubmissionView(
        id=row.id,
        coverage_id=row.coverage.id,
        round=row.round,
        digest=shown.digest,  # of what is shown: what the row says of it proves nothing
        manifest=shown,
        previous=manifest_of(before) if before else None,
        submitted_by=row.submitted_by.name,
        submitted_at=row.submitted_at,
        opened_at=row.opened_at,
    )


def _before(row: Submission) -> Submission | None:
    """What `row` is compared with: what stands in public, else what was submitted last."""
    coverage: Coverage = row.coverage
    if coverage.standing is not None and coverage.standing < row.round:
        return submission_of(coverage, coverage.standing)
    found: Submission | None = (
        Submission.select()
        .where((Submission.coverage == coverage) & (Submission.round < row.round))
        .order_by(Submission.round.desc())
        .first()
    )
    return found


def decide(
    desk: Desk, submission_id: int, digest: str, outcome: Outcome, signer: Signer, note: str = ""
) -> None:
    """Decide about the content with `digest`, as it was shown, and sign it.

    Raises Conflict where the content changed, was never opened, or somebody decided first;
    InvalidInput where a note is due; NotAllowed for one's own work, without a letter in force, with
    a key that does not count, or on a letter at a clock that runs behind.
    """
    with desk.act(Permission.DECIDE) as now:
        submission = Submission.get_by_id(submission_id)
        coverage = submission.coverage
        if Decision.select().where(Decision.submission == submission).exists():
            raise Conflict(_("Somebody has decided about this already."))
        transition(coverage.state, OUTCOME_ACTIONS[outcome], note, coverage.purpose)
        require_other_author(authors_of(submission), desk.actor.person_id)
        content = content_now(coverage, manifest_of(submission))
        require_same_content(digest, content.digest)
        require_same_content(digest, submission.digest)
        require_not_parked(coverage, now)
        decided = _sign(desk, submission, content, outcome, mask(note.strip()), signer, now)
        action = OUTCOME_ACTIONS[outcome]
        holder = submission.submitted_by if outcome is not Outcome.REJECTED else None
        move(desk, coverage, action, now, note=note, holder=holder, digest=digest,
             decision=decided)  # fmt: skip
        if outcome is Outcome.APPROVED:
            enqueue(coverage, content, digest, now)


def read_decision(desk: Desk, coverage_id: int) -> DecisionView | None:
    """The decision to show; None while the newest submission waits for one."""
    with desk.look():
        row = newest_decision(coverage_of(coverage_id))
        if row is None:
            return None
        proof = prove(row, read_register(desk))
        capacity = proof.record.signatory.capacity if proof.record else Capacity.HEAD
        return DecisionView(row.outcome, row.note, row.decided_by.name, row.decided_at, capacity,
                            proof.flaws)  # fmt: skip


def authors_of(submission: Submission) -> set[int]:
    """The accounts that reported, wrote, selected or submitted what `submission` is about."""
    coverage = submission.coverage
    texts = Text.select().where(Text.coverage == coverage)
    people = [submission.submitted_by, coverage.reporter, *(text.edited_by for text in texts)]
    return {int(person.id) for person in people if person is not None}


def _sign(desk: Desk, submission: Submission, content: Manifest, outcome: Outcome, note: str,
          signer: Signer, now: datetime) -> str:  # fmt: skip
    """Store the signed decision; its document's digest."""
    if submission.opened_at is None:
        raise Conflict(_("This release was not opened yet; read it, then decide."))
    register = read_register(desk)
    held = _own_key(desk, register, signer, now)
    events, trail = trail_end()
    document = DecisionRecord(
        content=content,
        outcome=outcome,
        note=note,
        signatory=signatory_of(desk, held, now),
        submitted_by=submission.submitted_by.name,
        submitted_at=stamp(submission.submitted_at),
        opened_at=stamp(submission.opened_at),
        decided_at=stamp(now),
        events=events,
        trail=trail,
        register=register.last,
    ).canonical()
    Decision.create(
        submission=submission,
        outcome=outcome,
        digest=content.digest,
        note=note,
        decided_by=person_of(desk.actor),
        decided_at=now,
        document=document.decode(),
        signature=sshsig.sign(signer, NAMESPACE, document),
    )
    return hashed(document)


def _own_key(desk: Desk, register: Register, signer: Signer, now: datetime) -> HeldKey:
    """The key as the register has it. Raises NotAllowed where it is not this person's, or nobody
    whose word counts vouches for it.
    """
    held = register.key(signer.public_key.fingerprint)
    if held is None or held.holder != desk.actor.person_id or not held.counts_at(stamp(now)):
        raise NotAllowed(
            _("Your signing key does not count yet, or no longer; nothing was decided."),
            remedy=_("The Head vouches for it, or the machine's owner adds it to the approvers."),
        )
    return held
