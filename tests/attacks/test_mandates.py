"""Acting without a letter, before it, after it, at a clock put back, and about one's own work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from soptui.desk import step3_approval
from soptui.desk.approval.keys import enrol
from soptui.desk.approval.mandates import (
    Letter,
    enter_mandate,
    is_acting,
    note_ended_mandates,
    read_mandates,
    revoke_mandate,
)
from soptui.desk.context import Desk
from soptui.errors import InvalidInput, NotAllowed
from soptui.identity.signing import Signer
from soptui.sop.mandate import Capacity
from soptui.sop.material import Kind
from soptui.sop.roles import Actor, Role
from soptui.sop.step3_approval import DecisionRecord, Outcome
from soptui.store.tables import Decision, EventRow, MandateRow, Person
from tests.attacks.conftest import errors, refusal
from tests.office import Office, new_signer
from tests.tampering import renumber, without_triggers

LETTER = Letter(
    Capacity.PLH, "Sekretaris Dinas", "196801011990031001", "Pembina, IV/a", "800/12/2026",
    "2026-11-22", "2026-11-23", "2026-11-25",
)  # fmt: skip


def deputy(office: Office, name: str = "Sekretaris") -> tuple[Desk, Signer]:
    """Somebody with a key and a seat, and no letter yet; the Head vouched for the key."""
    with office.store.transaction():
        row = Person.create(name=name, role=Role.REPORTER, pin_hash="")
        signer = new_signer()
        enrol(office.desks[Role.ADMIN], row.id, signer, basis="Surat tugas 1/2026")
    return office.head.seat(Actor(row.id, name, Role.REPORTER, acting=True)), signer


def approve(office: Office, desk: Desk, signer: Signer) -> None:
    view = step3_approval.open_submission(desk, office.submitted().id)
    step3_approval.decide(desk, view.id, view.digest, Outcome.APPROVED, signer)


def test_on_its_days_the_letter_lets_decide_and_the_document_says_so(office: Office) -> None:
    desk, signer = deputy(office)
    enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    approve(office, desk, signer)
    signatory = DecisionRecord.parse(Decision.get().document).signatory
    assert (signatory.capacity, signatory.name) == (Capacity.PLH, "Sekretaris Dinas")
    assert signatory.mandate == read_mandates(office.head)[0].mandate.digest
    assert (refusal(office), errors(office)) == ("", "")


@pytest.mark.parametrize(("days", "told"), [(-2, "begins on"), (3, "ended on")])
def test_before_and_after_its_days_nothing_is_decided(office: Office, days: int, told: str) -> None:
    desk, signer = deputy(office)
    shifted = replace(LETTER, valid_from="2026-11-24" if days < 0 else LETTER.valid_from)
    enter_mandate(office.head, desk.actor.person_id or 0, shifted, office.signer)
    if days > 0:
        office.clock.advance(timedelta(days=days))
    with pytest.raises(NotAllowed, match=told):
        approve(office, desk, signer)


def test_a_clock_put_back_does_not_bring_an_ended_letter_to_life(office: Office) -> None:
    desk, signer = deputy(office)
    enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    view = step3_approval.open_submission(desk, office.submitted().id)
    before = office.clock.now()
    office.clock.advance(timedelta(days=3))
    assert note_ended_mandates(office.station) == 1
    assert note_ended_mandates(office.station) == 0
    office.clock.set(before)
    with pytest.raises(NotAllowed, match="clock is behind"):
        step3_approval.decide(desk, view.id, view.digest, Outcome.APPROVED, signer)
    assert not Decision.select().exists()


def test_without_a_letter_or_with_one_taken_back_nothing_is_decided(office: Office) -> None:
    desk, signer = deputy(office)
    with pytest.raises(NotAllowed, match="No letter"):
        approve(office, desk, signer)
    number = enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    revoke_mandate(office.head, number)
    view = step3_approval.open_submission(desk, 1)
    with pytest.raises(NotAllowed, match="No letter"):
        step3_approval.decide(desk, view.id, view.digest, Outcome.APPROVED, signer)


def test_a_letter_made_longer_by_hand_lets_nobody_decide(office: Office) -> None:
    desk, signer = deputy(office)
    scan = office.asset("surat.pdf", Kind.DOCUMENT)
    admin = office.desks[Role.ADMIN]
    enter_mandate(admin, desk.actor.person_id or 0, replace(LETTER, scan=scan))
    row = MandateRow.get()
    MandateRow.update(document=row.document.replace("2026-11-25", "2027-11-25")).execute()
    office.clock.advance(timedelta(days=30))
    with pytest.raises(NotAllowed, match="not as it was entered"):
        approve(office, desk, signer)
    assert "not as the trail tells it" in errors(office)


def test_a_letter_changed_after_the_decision_breaks_it(office: Office) -> None:
    desk, signer = deputy(office)
    enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    approve(office, desk, signer)
    row = MandateRow.get()
    MandateRow.update(document=row.document.replace("800/12", "800/13")).execute()
    assert "the letter it was taken on is not there" in refusal(office)


def test_nobody_decides_about_their_own_work_whatever_the_letter_says(office: Office) -> None:
    """The web manager who submitted it acts for the Head."""
    manager = office.manager.actor
    with office.store.transaction():
        signer = new_signer()
        enrol(office.desks[Role.ADMIN], manager.person_id or 0, signer, basis="Surat 1")
    enter_mandate(office.head, manager.person_id or 0, LETTER, office.signer)
    desk = office.head.seat(replace(manager, acting=True))
    with pytest.raises(NotAllowed, match="own work"):
        approve(office, desk, signer)


def test_a_letter_needs_the_heads_key_or_its_scan(office: Office) -> None:
    desk, _signer = deputy(office)
    person = desk.actor.person_id or 0
    with pytest.raises(InvalidInput, match="needs its scan"):
        enter_mandate(office.desks[Role.ADMIN], person, LETTER)
    with pytest.raises(NotAllowed):
        enter_mandate(office.manager, person, LETTER, office.signer)
    with pytest.raises(NotAllowed, match="Only a Head's key"):
        enter_mandate(office.head, person, LETTER, new_signer())


def test_a_deputys_key_does_not_sign_as_the_head(office: Office) -> None:
    """The role changed by hand, the deputy's own passphrase: the register knows whose key it is."""
    desk, signer = deputy(office)
    approve_as_head = replace(desk, actor=replace(desk.actor, role=Role.HEAD))
    Person.update(role=Role.HEAD).where(Person.id == desk.actor.person_id).execute()
    approve(office, approve_as_head, signer)
    assert "its key is not a Head's" in refusal(office)
    assert "its key is not a Head's" in errors(office)


def test_an_end_struck_from_the_trail_is_missed(office: Office) -> None:
    desk, _signer = deputy(office)
    enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    office.clock.advance(timedelta(days=3))
    note_ended_mandates(office.station)
    office.approved()
    without_triggers()
    EventRow.delete().where(EventRow.action == "mandate_ended").execute()
    renumber()
    assert "is not the one it was signed after" in errors(office)


def test_a_clock_that_once_ran_ahead_stops_nobody_for_ever(office: Office) -> None:
    """The Head decides on; who acts on a letter goes on when the letter is entered anew."""
    desk, signer = deputy(office)
    enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    now = office.clock.now()
    office.clock.advance(timedelta(days=4000))
    office.gathered("Jam yang salah")
    office.clock.set(now)
    office.approved()
    view = step3_approval.open_submission(desk, office.submitted(office.narrated("Bursa kerja")).id)
    with pytest.raises(NotAllowed, match="clock is behind"):
        step3_approval.decide(desk, view.id, view.digest, Outcome.APPROVED, signer)
    enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    step3_approval.decide(desk, view.id, view.digest, Outcome.APPROVED, signer)
    assert refusal(office) == ""


def test_a_letter_that_cannot_be_read_lets_nobody_act_and_ends_nothing(office: Office) -> None:
    desk, signer = deputy(office)
    enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    for harm in ("", "{}", "[]", "null", '{"type": 1}'):
        MandateRow.update(document=harm).execute()
        assert read_mandates(office.head) == []
        assert not is_acting(desk.actor.person_id or 0, office.clock.now())
        assert note_ended_mandates(office.station) == 0
        assert "cannot be read" in errors(office)
    with pytest.raises(NotAllowed, match="No letter"):
        approve(office, desk, signer)


def test_a_letter_taken_back_before_the_decision_breaks_it(office: Office) -> None:
    """Taken back afterwards it does not: what was decided by it stays."""
    desk, signer = deputy(office)
    number = enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    approve(office, desk, signer)
    before = office.clock.now() - timedelta(minutes=5)
    office.clock.advance(timedelta(minutes=5))
    revoke_mandate(office.head, number)
    assert (refusal(office), errors(office)) == ("", "")
    MandateRow.update(revoked_at=before).execute()
    assert "had been taken back" in refusal(office)


def test_whether_a_letter_was_taken_back_is_in_the_trail(office: Office) -> None:
    desk, _signer = deputy(office)
    number = enter_mandate(office.head, desk.actor.person_id or 0, LETTER, office.signer)
    revoke_mandate(office.head, number)
    MandateRow.update(revoked_at=None).execute()
    assert "tells otherwise whether mandate 800/12/2026 was taken back" in errors(office)
