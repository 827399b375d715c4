"""Two who may decide, at the same moment, about the same release."""

from __future__ import annotations

import threading

import pytest

from soptui.desk import step2_selection, step3_approval
from soptui.desk.approval.mandates import enter_mandate
from soptui.desk.context import Desk
from soptui.errors import Conflict, SoptuiError, WrongStep
from soptui.identity.signing import Signer
from soptui.sop.step3_approval import Outcome
from soptui.sop.workflow import State
from soptui.store.tables import Coverage, Decision, EventRow
from tests.attacks.conftest import errors, refusal
from tests.attacks.test_mandates import LETTER, deputy
from tests.office import Office

ROUNDS = 8


def both(office: Office) -> list[tuple[Desk, Signer, Outcome]]:
    """The Head approves while the Plh. rejects."""
    desk, signer = deputy(office)
    enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    return [(office.head, office.signer, Outcome.APPROVED), (desk, signer, Outcome.REJECTED)]


def test_one_decides_and_the_other_is_told(office: Office) -> None:
    deciders = both(office)
    for number in range(ROUNDS):
        item = office.submitted(office.narrated(f"Liputan ke-{number}"))
        view = step3_approval.open_submission(office.head, item.id)
        outcomes = _at_once(deciders, view.id, view.digest)
        assert sorted(outcome is None for outcome in outcomes) == [False, True]
        assert {outcome for outcome in outcomes if outcome} <= {Conflict, WrongStep}
        row = Decision.get(Decision.submission == view.id)
        state = Coverage.get_by_id(item.id).state
        assert state is (State.PUBLICATION if row.outcome is Outcome.APPROVED else State.REJECTED)
    told = EventRow.select().where(EventRow.action.in_(["approve", "reject"])).count()
    assert told == Decision.select().count() == ROUNDS
    assert (refusal(office), errors(office)) == ("", "")


def test_a_decision_about_what_was_taken_back_meanwhile_is_none(office: Office) -> None:
    view = office.opened()
    item = office.fresh(office.item(view.coverage_id))
    step2_selection.withdraw(office.manager, item.id, item.version, "Salah foto")
    with pytest.raises(WrongStep):
        step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    assert not Decision.select().exists()


def test_an_approval_given_again_is_refused_and_changes_nothing(office: Office) -> None:
    """Replaying: the same signed decision, the same call, a second time."""
    view = office.opened()
    step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    with pytest.raises(Conflict, match="decided about this already"):
        step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    assert Decision.select().count() == 1
    assert refusal(office) == ""


def _at_once(
    deciders: list[tuple[Desk, Signer, Outcome]], submission: int, digest: str
) -> list[type[Exception] | None]:
    start, outcomes = threading.Barrier(len(deciders)), []

    def run(desk: Desk, signer: Signer, outcome: Outcome) -> None:
        start.wait()
        try:
            step3_approval.decide(desk, submission, digest, outcome, signer, "catatan")
            outcomes.append(None)
        except SoptuiError as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=run, args=decider) for decider in deciders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
