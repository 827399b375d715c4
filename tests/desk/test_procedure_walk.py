"""The four steps at the desk: what a coverage needs to move on, and what stops it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from soptui.desk import step1_handover, step2_selection, step3_approval, step4_publication, texts
from soptui.desk.approval.decisions import decision_for
from soptui.desk.board import read_board
from soptui.errors import Conflict, Incomplete, InvalidInput, NotAllowed, WrongStep
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.tables import Coverage, Decision, Delivery
from soptui.store.trail import first_break
from tests.office import Office
from tests.tampering import without_triggers


def approve(
    office: Office, item_id: int, outcome: Outcome = Outcome.APPROVED, note: str = ""
) -> None:
    view = step3_approval.open_submission(office.head, item_id)
    step3_approval.decide(office.head, view.id, view.digest, outcome, office.signer, note)


def test_from_material_to_publication(office: Office) -> None:
    item = office.submitted()
    assert item.state is State.APPROVAL
    approve(office, item.id)
    item = office.fresh(item)
    assert [(d.channel, d.state) for d in item.deliveries] == [
        ("website", DeliveryState.WAITING),
        ("instagram", DeliveryState.ASSISTED),
    ]
    website = Delivery.get(Delivery.channel == "website")
    website.state, website.url = DeliveryState.PUBLISHED, "https://example.id/a"
    website.save()
    assert not step4_publication.complete_if_done(office.station, item.id)
    instagram = item.deliveries[1]
    step4_publication.record_url(office.manager, instagram.id, "https://instagram.com/p/1")
    item = office.fresh(item)
    assert item.state is State.PUBLISHED
    assert [cycle.step for cycle in item.cycles] == [1, 2, 3, 4]
    assert item.open_cycle is None
    assert first_break() is None


def test_handover_names_what_is_missing(office: Office) -> None:
    item = office.gathered()
    with pytest.raises(Incomplete) as refused:
        step1_handover.hand_over(office.reporter, item.id, item.version)
    fields = [entry.field for entry in refused.value.missing]  # type: ignore[attr-defined]
    assert fields == ["what", "who", "when", "where", "why", "how"]
    assert office.fresh(item).state is State.HANDOVER


def test_submission_names_what_is_missing(office: Office) -> None:
    item = office.handed_over()
    with pytest.raises(Incomplete) as refused:
        step2_selection.submit(office.manager, item.id, item.version)
    fields = {entry.field for entry in refused.value.missing}  # type: ignore[attr-defined]
    assert fields == {"assets", "channels"}


def test_return_opens_a_round_and_keeps_the_breach(office: Office) -> None:
    item = office.submitted()
    office.clock.advance(timedelta(minutes=40))
    with pytest.raises(InvalidInput):
        approve(office, item.id, Outcome.RETURNED)
    approve(office, item.id, Outcome.RETURNED, "Judul terlalu panjang")
    item = office.fresh(item)
    assert (item.state, item.round, item.note) == (State.SELECTION, 2, "Judul terlalu panjang")
    assert [(cycle.step, cycle.round) for cycle in item.cycles] == [(1, 1), (2, 1), (3, 1), (2, 2)]


def test_an_edit_after_the_return_needs_a_new_decision(office: Office) -> None:
    item = office.submitted()
    first = step3_approval.open_submission(office.head, item.id)
    approve(office, item.id, Outcome.RETURNED, "Perbaiki")
    item = office.fresh(item)
    texts.save_text(office.manager, item.id, "title", "Judul baru", item.text("title").version)
    office.submit(item)
    with pytest.raises(Conflict):
        step3_approval.decide(office.head, first.id, first.digest, Outcome.APPROVED, office.signer)


def test_two_decisions_about_one_submission(office: Office) -> None:
    item = office.submitted()
    view = step3_approval.open_submission(office.head, item.id)
    step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    with pytest.raises(Conflict):
        step3_approval.decide(
            office.head, view.id, view.digest, Outcome.REJECTED, office.signer, "x"
        )
    assert office.fresh(item).state is State.PUBLICATION


def test_the_second_session_is_told(office: Office) -> None:
    item = office.selected()
    step2_selection.return_to_reporter(office.manager, item.id, item.version, "Kurang foto")
    with pytest.raises(Conflict):
        step2_selection.submit(office.manager, item.id, item.version)
    assert office.fresh(item).state is State.HANDOVER


def test_roles(office: Office) -> None:
    item = office.selected()
    with pytest.raises(NotAllowed):
        step2_selection.submit(office.reporter, item.id, item.version)
    step2_selection.submit(office.manager, item.id, item.version)
    with pytest.raises(NotAllowed):
        step3_approval.open_submission(office.manager, item.id)


def test_text_conflict_keeps_both(office: Office) -> None:
    item = office.handed_over()
    version = item.text("body").version
    texts.keep_draft(office.manager, item.id, "body", "punya saya", version)
    other = office.manager.seat(office.manager.actor)
    assert texts.save_text(other, item.id, "body", "punya dia", version) == version + 1
    texts.keep_draft(office.manager, item.id, "body", "punya saya", version)
    with pytest.raises(Conflict):
        texts.save_text(office.manager, item.id, "body", "punya saya", version)
    text = office.fresh(item).text("body")
    assert (text.body, text.draft, text.draft_base) == ("punya dia", "punya saya", version)


def test_saving_nothing_new_changes_nothing(office: Office) -> None:
    item = office.handed_over()
    text = item.text("body")
    assert texts.save_text(office.manager, item.id, "body", text.body, text.version) == text.version
    assert office.fresh(item).preview.digest == item.preview.digest


def test_editing_after_submission_is_refused(office: Office) -> None:
    item = office.submitted()
    with pytest.raises(WrongStep):
        texts.save_text(office.manager, item.id, "title", "x", item.text("title").version)


def test_a_recall_drops_the_deliveries_of_the_old_approval(office: Office) -> None:
    item = office.submitted()
    approve(office, item.id)
    item = office.fresh(item)
    step2_selection.withdraw(office.manager, item.id, item.version, "Salah nama")
    item = office.fresh(item)
    assert (item.state, item.round, item.deliveries) == (State.SELECTION, 2, ())


def test_board_is_sorted_by_deadline_and_counts(office: Office) -> None:
    late = office.gathered("Pertama")
    office.clock.advance(timedelta(minutes=5))
    office.gathered("Kedua")
    board = read_board(office.reporter)
    assert [row.title for row in board.rows] == ["Pertama", "Kedua"]
    assert board.counts == {State.HANDOVER: 2}
    assert board.rows[0].cycle is not None
    assert board.rows[0].id == late.id


@pytest.mark.parametrize(
    "forged", [{"outcome": Outcome.APPROVED}, {"note": "Bagus"}, {"digest": "0" * 64}]
)
def test_a_decision_edited_by_hand_is_none(office: Office, forged: dict[str, object]) -> None:
    item = office.submitted()
    approve(office, item.id, Outcome.RETURNED, "Perbaiki judul")
    row = Coverage.get_by_id(item.id)
    assert decision_for(office.station, row) is not None
    without_triggers()
    Decision.update(**forged).execute()
    assert decision_for(office.station, row) is None
