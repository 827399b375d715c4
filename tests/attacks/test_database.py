"""A database edited by hand, triggers dropped: nothing goes out, and the check says what it was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from soptui.desk import step2_selection, step3_approval, texts
from soptui.desk.access.accounts import add_account
from soptui.desk.access.people import set_active
from soptui.desk.approval.checkpoints import sign_checkpoint
from soptui.desk.approval.keys import enrol
from soptui.desk.verify.whole import verify
from soptui.errors import Conflict, InvalidInput, NotAllowed, StoreError
from soptui.sop.finding import Level
from soptui.sop.material import Verdict
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome
from soptui.sop.workflow import State
from soptui.store.tables import (
    Asset,
    CheckpointRow,
    Coverage,
    Decision,
    Delivery,
    EventRow,
    KeyEntry,
    Person,
    Submission,
    Text,
    TrailHead,
)
from tests.attacks.conftest import errors, refusal
from tests.office import CHEAP, Office, new_signer
from tests.tampering import renumber, without_triggers


def test_an_untouched_office_has_nothing_to_hide(office: Office) -> None:
    office.approved()
    assert refusal(office) == ""
    assert errors(office) == ""


@pytest.mark.parametrize(
    ("field", "named"),
    [("title", "title"), ("lead", "lead"), ("body", "paragraph 1"),
     ("channel:instagram", "text for Instagram")],
)  # fmt: skip
def test_a_text_changed_after_the_approval_is_named(office: Office, field: str, named: str) -> None:
    item = office.approved()
    texts_of_item = {row.field: row for row in Text.select().where(Text.coverage == item.id)}
    if field in texts_of_item:
        Text.update(body="Lain sama sekali").where(Text.id == texts_of_item[field].id).execute()
    else:
        Text.create(coverage=item.id, field=field, body="Lain", edited_at=office.clock.now())
    assert named in refusal(office)
    assert named in errors(office)


@pytest.mark.parametrize("field", ["alt", "caption"])
def test_a_word_about_a_picture_changed_is_named(office: Office, field: str) -> None:
    item = office.approved()
    place = (
        texts.alt_of(item.assets[0].id) if field == "alt" else texts.caption_of(item.assets[0].id)
    )
    Text.delete().where(Text.field == place).execute()
    Text.create(coverage=item.id, field=place, body="Lain", edited_at=office.clock.now())
    expected = "alternative text of picture 1" if field == "alt" else "caption of picture 1"
    assert expected in refusal(office)
    assert expected in errors(office)


def test_a_caption_changed_in_one_channel_only_is_named(office: Office) -> None:
    item = office.approved()
    Text.create(coverage=item.id, field="channel:instagram", body="Hanya di sini",
                edited_at=office.clock.now())  # fmt: skip
    assert "text for Instagram" in refusal(office)
    assert Delivery.select().where(Delivery.channel == "website").exists()


def test_another_picture_or_another_verdict_is_named(office: Office) -> None:
    item = office.approved()
    Asset.update(verdict=Verdict.REJECTED).where(Asset.id == item.assets[0].id).execute()
    assert "picture 1" in refusal(office)
    assert "picture 1" in errors(office)


def test_an_approval_written_by_hand_is_none(office: Office) -> None:
    """The row says approved, the signed document says returned."""
    view = office.opened()
    step3_approval.decide(
        office.head, view.id, view.digest, Outcome.RETURNED, office.signer, "Perbaiki"
    )
    without_triggers()
    Decision.update(outcome=Outcome.APPROVED).execute()
    Coverage.update(state=State.PUBLICATION, round=1).execute()
    Delivery.create(coverage=view.coverage_id, channel="website", key="x", digest=view.digest,
                    updated_at=office.clock.now())  # fmt: skip
    assert "tells it otherwise than it was signed" in refusal(office)
    assert "tells it otherwise than it was signed" in errors(office)
    assert "another step than the trail tells" in errors(office)


def test_a_decision_copied_from_another_item_is_about_that_one(office: Office) -> None:
    first = office.approved()
    second = office.narrated("Bursa kerja di Pandak")
    office.submitted(second)
    _copy_decision(first.id, second.id)
    Coverage.update(state=State.PUBLICATION).where(Coverage.id == second.id).execute()
    Delivery.update(coverage=second.id).execute()
    assert "it is about 001, round 1" in refusal(office)
    assert "it is about 001, round 1" in errors(office)


def test_a_decision_copied_from_another_round_is_about_that_one(office: Office) -> None:
    """Approved, taken back, submitted anew: the old approval covers nothing of the new round."""
    item = office.approved()
    step2_selection.withdraw(office.manager, item.id, item.version, "Salah nama")
    item = office.fresh(item)
    step2_selection.submit(office.manager, item.id, item.version)
    without_triggers()
    newest = Submission.get(Submission.round == 2)
    Decision.update(submission=newest).execute()
    Coverage.update(state=State.PUBLICATION).execute()
    Delivery.update(revision=2, digest=newest.digest).execute()
    assert "it is about 001, round 1" in refusal(office)


def test_a_signed_decision_does_not_fit_after_any_change(office: Office) -> None:
    """Every value of the document, changed alone, breaks the signature."""
    office.approved()
    without_triggers()
    row = Decision.get()
    document = json.loads(row.document)
    for name in ("outcome", "note", "decided_at", "trail", "register", "submitted_by"):
        changed = json.dumps({**document, name: "x"}, sort_keys=True, separators=(",", ":"))
        Decision.update(document=changed).execute()
        assert refusal(office) != "", name
    Decision.update(document=row.document).execute()
    assert refusal(office) == ""


def test_a_decision_taken_away_is_missed(office: Office) -> None:
    office.approved()
    without_triggers()
    Decision.delete().execute()
    assert "Nobody has decided" in refusal(office)
    assert "in the trail and nowhere else" in errors(office)


@pytest.mark.parametrize("harm", ["remove", "reorder", "cut", "edit"])
def test_a_trail_that_was_touched_says_where(office: Office, harm: str) -> None:
    office.approved()
    last = EventRow.select().count()
    without_triggers()
    if harm == "remove":
        EventRow.delete().where(EventRow.id == 4).execute()
        expected = "Entry 4 of the trail is missing."
    elif harm == "reorder":
        for old, new in ((4, 9999), (5, 4), (9999, 5)):
            EventRow.update(id=new).where(EventRow.id == old).execute()
        expected = "Entry 4 of the trail does not follow"
    elif harm == "cut":
        EventRow.delete().where(EventRow.id > last - 2).execute()
        expected = f"The trail ends before entry {last - 1}"
    else:
        EventRow.update(actor="orang lain").where(EventRow.id == 4).execute()
        expected = "Entry 4 of the trail was changed."
    assert expected in errors(office)


def test_a_trail_made_to_fit_again_contradicts_the_signed_decision(office: Office) -> None:
    """Whoever recomputes the whole chain cannot recompute what the Head signed after it."""
    office.approved()
    without_triggers()
    EventRow.delete().where(EventRow.action == "judge").execute()
    renumber()
    assert "is not the one it was signed after" in errors(office)
    assert "is not the one it was signed after" in refusal(office)


def test_even_all_rewritten_contradicts_a_checkpoint_kept_elsewhere(office: Office) -> None:
    """An administrator removes an item with its decision, its events, and every checkpoint."""
    office.approved()
    path = sign_checkpoint(office.head, office.signer)
    copy = (path.read_text(), path.with_name(f"{path.name}.sig").read_text())
    assert _with_copy(office, copy) == []
    without_triggers()
    for table in (CheckpointRow, Decision, Delivery, Submission):
        table.delete().execute()
    Coverage.update(state=State.HANDOVER, round=1).execute()
    EventRow.delete().where(EventRow.id > 1).execute()
    renumber()
    assert errors(office) == ""  # nothing inside tells of it any more
    told = _with_copy(office, copy)
    assert len(told) == 1
    assert "rewritten or cut off" in told[0]


def test_a_checkpoint_is_not_forged_either(office: Office) -> None:
    path = sign_checkpoint(office.head, office.signer)
    signature = path.with_name(f"{path.name}.sig").read_text()
    changed = path.read_text().replace('"events":', '"events":1')
    assert any("signature" in line for line in _with_copy(office, (changed, signature)))


def test_the_head_of_the_trail_changed_alone_is_noticed(office: Office) -> None:
    office.approved()
    TrailHead.update(events=3).execute()
    assert "which must be there" in errors(office)


def _copy_decision(source: int, target: int) -> None:
    without_triggers()
    row = Decision.select().join(Submission).where(Submission.coverage == source).get()
    submission = Submission.get(Submission.coverage == target)
    Decision.create(submission=submission, outcome=row.outcome, digest=row.digest, note=row.note,
                    decided_by=row.decided_by, decided_at=row.decided_at, document=row.document,
                    signature=row.signature)  # fmt: skip


def _with_copy(office: Office, copy: tuple[str, str]) -> list[str]:
    found = verify(office.station, copies=[copy], files=False)
    return [entry.message for entry in found if entry.level is Level.ERROR]


@pytest.mark.parametrize("harm", ["", "null", "[]", "{", '{"note": 7}', '{"to": 1, "origin": 2}'])
def test_details_that_are_no_document_are_a_break_and_no_crash(office: Office, harm: str) -> None:
    office.approved()
    without_triggers()
    EventRow._meta.database.execute_sql("UPDATE event SET detail = ? WHERE id = 5", [harm])
    assert "Entry 5 of the trail was changed." in errors(office)


@pytest.mark.parametrize("harm", ["", "null", "[]", "{", '{"version": 2}', '{"version": 9}'])
def test_a_submission_that_cannot_be_read_is_told_and_sends_nothing(
    office: Office, harm: str
) -> None:
    item = office.approved()
    Submission.update(manifest=harm).execute()
    assert refusal(office) != ""
    assert "is changed" in errors(office)
    with pytest.raises(StoreError, match="cannot be read"):
        office.fresh(item)


def test_an_entry_that_fits_but_says_nothing_ends_no_check(office: Office) -> None:
    """A careful forger's events, with details of another shape."""
    office.approved()
    without_triggers()
    for action in ("submit", "enter_mandate", "revoke_mandate", "checkpoint"):
        EventRow.update(detail={}).where(EventRow.action == action).execute()
    EventRow.update(detail={"url": "x"}).where(EventRow.action == "take").execute()
    renumber()
    assert "is not in the trail" in errors(office)


def test_a_first_key_of_an_earlier_version_is_entered_when_it_is_opened(office: Office) -> None:
    """A database of before the register: the Head's next passphrase enters the key."""
    office.seal("kuda nil makan rumput laut")
    without_triggers()
    KeyEntry.delete().execute()
    EventRow.delete().execute()
    TrailHead.delete().execute()
    step3_approval.unlock(office.head, "kuda nil makan rumput laut").close()
    office.approved()
    assert (refusal(office), errors(office)) == ("", "")


def test_a_save_that_changes_nothing_leaves_the_approval_as_it_is(office: Office) -> None:
    """The same words written once more, by whatever hand, are the same content."""
    office.approved()
    for row in Text.select():
        Text.update(body=row.body, version=row.version + 1).where(Text.id == row.id).execute()
    assert (refusal(office), errors(office)) == ("", "")


def test_a_former_heads_key_signs_nothing_any_more(office: Office) -> None:
    """With the passphrase of old, the account and the whole database."""
    former = office.signer
    admin = office.desks[Role.ADMIN]
    set_active(admin, office.head.actor.person_id or 0, active=False)
    new, _code = add_account(
        admin, "Kepala Baru", Role.HEAD, "481526", "kuda nil makan rumput", basis="SK 1", cost=CHEAP
    )
    with pytest.raises(InvalidInput, match="has a Head already"):
        set_active(admin, office.head.actor.person_id or 0, active=True)
    Person.update(active=True).where(Person.id == office.head.actor.person_id).execute()
    view = office.opened()
    with pytest.raises(NotAllowed, match="does not count"):
        step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, former)
    assert new


def test_a_key_taken_out_of_the_register_is_missed_by_what_was_signed_after_it(
    office: Office,
) -> None:
    """The last entry removed, with its event, and the chain made to fit again."""
    with office.store.transaction():
        enrol(office.desks[Role.ADMIN], office.manager.actor.person_id or 0, new_signer(),
              basis="Surat 1")  # fmt: skip
    office.approved()
    path = sign_checkpoint(office.head, office.signer)
    copy = (path.read_text(), path.with_name(f"{path.name}.sig").read_text())
    without_triggers()
    KeyEntry.delete().where(KeyEntry.id == 2).execute()
    assert "Keys were taken out of the register that stood there when 001" in errors(office)
    told = "\n".join(_with_copy(office, copy))
    assert "Keys were taken out of the register that stood there at" in told


def test_a_register_entry_without_an_event_is_told(office: Office) -> None:
    without_triggers()
    EventRow.delete().where(EventRow.action == "create_key").execute()
    renumber()
    assert "Entry 1 of the register of keys is not in the trail." in errors(office)


def test_an_address_written_by_hand_is_told(office: Office) -> None:
    office.approved()
    Delivery.update(state="published", url="https://palsu.example/").execute()
    assert "The address of 001 on website is not in the trail." in errors(office)


def test_what_was_never_opened_is_not_decided(office: Office) -> None:
    item = office.submitted()
    assert item.submission is not None
    with pytest.raises(Conflict, match="not opened yet"):
        step3_approval.decide(office.head, item.submission.id, item.submission.digest,
                              Outcome.APPROVED, office.signer)  # fmt: skip


def test_a_delivery_about_another_content_is_refused(office: Office) -> None:
    office.approved()
    Delivery.update(digest="0" * 64).execute()
    assert "about another content" in refusal(office)


def test_a_returned_release_is_not_sent(office: Office) -> None:
    """Rightly signed, rightly stored, and a no."""
    view = office.opened()
    step3_approval.decide(
        office.head, view.id, view.digest, Outcome.RETURNED, office.signer, "Perbaiki"
    )
    Coverage.update(round=1).execute()
    Delivery.create(coverage=view.coverage_id, channel="website", key="x", digest=view.digest,
                    updated_at=office.clock.now())  # fmt: skip
    assert "did not approve" in refusal(office)


def test_what_is_shown_is_what_is_signed_whatever_the_row_says_of_it(office: Office) -> None:
    """An evil text under its own digest, an innocent one laid before the Head in its place."""
    item = office.submitted()
    innocent = office.submitted_manifest(item)
    evil = replace(innocent, lead="Semua dipecat")
    without_triggers()
    Text.update(body=evil.lead).where((Text.coverage == item.id) & (Text.field == "lead")).execute()
    Submission.update(digest=evil.digest).execute()
    view = step3_approval.open_submission(office.head, item.id)
    assert view.manifest == innocent
    with pytest.raises(Conflict):
        step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    assert not Decision.select().exists()
