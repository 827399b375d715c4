"""Submissions, decisions and deliveries: does each fit its signature, its neighbours, the trail?"""

from __future__ import annotations

from collections.abc import Iterator

from soptui.desk.approval.approved import differences
from soptui.desk.approval.decisions import decision_in, newest_decision, prove
from soptui.desk.release import content_now
from soptui.desk.verify.trail import Ledger
from soptui.i18n import _
from soptui.sop.canonical import digest
from soptui.sop.finding import Finding, Level
from soptui.sop.manifest import Manifest
from soptui.sop.register import GENESIS, Register
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.tables import Coverage, Decision, Delivery, KeyEntry, Submission

SUBMISSIONS = "submissions"
DECISIONS = "decisions"
DELIVERIES = "deliveries"
ITEMS = "coverages"
FIXED = (State.APPROVAL, State.PUBLICATION, State.PUBLISHED)
"""Where the content is what was submitted."""


def submission_findings(ledger: Ledger) -> Iterator[Finding]:
    """Stored manifests against their digests, and both against the trail."""
    for row in Submission.select().order_by(Submission.id):
        place = {"code": row.coverage.code, "round": row.round}
        if digest(row.manifest.encode()) != row.digest:
            yield _error(SUBMISSIONS, _("What was submitted of {code}, round {round}, is changed."),
                         **place)  # fmt: skip
        elif (row.coverage.code, row.digest) not in ledger.submissions:
            yield _error(SUBMISSIONS, _("The submission of {code}, round {round}, is not in the"
                                        " trail."), **place)  # fmt: skip


def decision_findings(register: Register, ledger: Ledger) -> Iterator[Finding]:
    """Every decision proved; those without an entry, and entries without a decision."""
    proven = 0
    entries = {GENESIS, *(digest(row.document.encode()) for row in KeyEntry.select())}
    missing = dict(ledger.decisions)
    for row in Decision.select().order_by(Decision.id):
        place = {"code": row.submission.coverage.code, "round": row.submission.round}
        proof = prove(row, register)
        proven += not proof.flaws
        for flaw in proof.flaws:
            yield _error(DECISIONS, _("Decision about {code}, round {round}: {flaw}."), **place,
                         flaw=flaw)  # fmt: skip
        if missing.pop(digest(row.document.encode()), None) is None:
            yield _error(DECISIONS, _("The decision about {code}, round {round}, is not in the"
                                      " trail."), **place)  # fmt: skip
        if proof.record and proof.record.register not in entries:
            yield _error(DECISIONS, _("Keys were taken out of the register that stood there when"
                                      " {code}, round {round}, was decided."), **place)  # fmt: skip
    words = _("Decisions whose signature fits: {n}.").format(n=proven)
    yield Finding(Level.OK, DECISIONS, words)
    for code in missing.values():
        yield _error(DECISIONS, _("A decision about {code} is in the trail and nowhere else."),
                     code=code)  # fmt: skip


def item_findings(ledger: Ledger) -> Iterator[Finding]:
    """Where each coverage stands, against the trail; its content, against what was submitted."""
    for row in Coverage.select().order_by(Coverage.number):
        told = ledger.states.get(row.code, State.HANDOVER.value)
        if row.state.value != told:
            yield _error(ITEMS, _("{code} stands in another step than the trail tells."),
                         code=row.code)  # fmt: skip
        if row.standing != ledger.standing.get(row.code):
            yield _error(ITEMS, _("Of {code} another round stands in public than the trail tells."),
                         code=row.code)  # fmt: skip
        refused = row.state is State.PUBLISHED and row.standing != row.round
        if row.state in FIXED and not refused:
            yield from _content(row)
        if not all(map(_is_approved, _going_out(row))):
            yield _error(ITEMS, _("{code} is being published without an approval."),
                         code=row.code)  # fmt: skip


def _going_out(row: Coverage) -> Iterator[Decision | None]:
    """The decisions that what goes out, and what stands in public, rest on."""
    if row.state is State.PUBLICATION:
        yield newest_decision(row)
    if row.standing is not None:
        yield decision_in(row, row.standing)


def _is_approved(decision: Decision | None) -> bool:
    return decision is not None and decision.outcome is Outcome.APPROVED


def _content(row: Coverage) -> Iterator[Finding]:
    submission = (
        Submission.select()
        .where(Submission.coverage == row)
        .order_by(Submission.round.desc())
        .first()
    )
    try:
        was = Manifest.parse(submission.manifest) if submission else None
    except (ValueError, KeyError, TypeError):
        was = None
    if was is not None and was.digest != (now := content_now(row, was)).digest:
        yield _error(ITEMS, _("{code} is not what was submitted. Different: {parts}."),
                     code=row.code, parts=differences(was, now))  # fmt: skip


def delivery_findings(ledger: Ledger) -> Iterator[Finding]:
    """Published addresses that the trail does not know."""
    rows = Delivery.select().where(Delivery.state == DeliveryState.PUBLISHED)
    for row in rows.order_by(Delivery.id):
        if (row.coverage.code, row.channel, row.url) not in ledger.urls:
            yield _error(DELIVERIES, _("The address of {code} on {channel} is not in the trail."),
                         code=row.coverage.code, channel=row.channel)  # fmt: skip


def _error(topic: str, words: str, **values: object) -> Finding:
    return Finding(Level.ERROR, topic, words.format(**values))
