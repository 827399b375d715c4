"""The gate before the Head: what stops a release, what is let pass, what the Head is told."""

from __future__ import annotations

import pytest

from soptui.desk import step2_selection, texts
from soptui.desk.item import Item
from soptui.desk.office import set_office
from soptui.desk.privacy import (
    CHECKLIST,
    PRIVACY,
    check_pictures,
    let_pass,
    privacy_gaps,
    read_findings,
)
from soptui.errors import Incomplete, InvalidInput, NotAllowed, WrongStep
from soptui.sop.material import Verdict
from soptui.sop.office import Office as Profile
from soptui.sop.picture_check import Seen
from soptui.sop.privacy import Secret
from soptui.sop.roles import Role
from soptui.store.tables import Asset, Coverage, Decision, EventRow, PrivacyPass
from soptui.store.trail import record
from tests.office import Office

NIK, MASKED = "3402011203900001", "34************01"
FIELDS = ["title", "lead", "body", "caption", "alt", "channel:instagram", "name"]


def with_number(office: Office, field: str, number: str = NIK) -> Item:
    item = office.selected()
    asset = item.assets[0]
    if field == "name":
        Asset.update(name=f"KTP_{number}.jpg".encode()).where(Asset.id == asset.id).execute()
        return office.fresh(item)
    place = {"caption": texts.caption_of(asset.id), "alt": texts.alt_of(asset.id)}.get(field, field)
    write(office, item, place, f"Peserta {number} hadir")
    return office.fresh(item)


def write(office: Office, item: Item, field: str, body: str) -> None:
    version = office.fresh(item).text(field).version
    texts.save_text(office.manager, item.id, field, body, version)


@pytest.mark.parametrize("field", FIELDS)
def test_a_number_anywhere_stops_the_release(office: Office, field: str) -> None:
    item = with_number(office, field)
    with pytest.raises(Incomplete) as refusal:
        step2_selection.submit(office.manager, item.id, item.version)
    assert [gap.field for gap in refusal.value.missing] == [PRIVACY]  # type: ignore[attr-defined]
    assert NIK not in refusal.value.sentence


def test_let_pass_with_a_reason_it_goes_and_the_head_is_told(office: Office) -> None:
    item = with_number(office, "lead")
    (found,) = [one for one in read_findings(office.manager, item.id) if one.blocks]
    with pytest.raises(InvalidInput, match="why"):
        let_pass(office.manager, item.id, found, " ")
    with pytest.raises(NotAllowed):
        let_pass(office.reporter, item.id, found, "Contoh")
    let_pass(office.manager, item.id, found, f"Nomor contoh, bukan {NIK}")
    step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    (note,) = office.submitted_manifest(item).privacy
    assert (note.kind, note.masked, note.by) == (Secret.NIK.value, MASKED, "web_manager")
    assert NIK not in note.reason


def test_a_pass_holds_for_that_text_only(office: Office) -> None:
    item = with_number(office, "lead")
    (found,) = read_findings(office.manager, item.id)
    let_pass(office.manager, item.id, found, "Contoh")
    assert not list(privacy_gaps(Coverage.get_by_id(item.id)))
    write(office, item, "lead", f"Lain: {NIK}")
    assert [gap.field for gap in privacy_gaps(Coverage.get_by_id(item.id))] == [PRIVACY]
    with pytest.raises(WrongStep, match="changed meanwhile"):
        let_pass(office.manager, item.id, found, "Contoh")


def test_of_two_that_look_the_same_when_masked_one_pass_is_for_one(office: Office) -> None:
    item = with_number(office, "lead", f"{NIK} dan 3402025203900001")
    first, second = read_findings(office.manager, item.id)
    assert first.masked == second.masked
    let_pass(office.manager, item.id, first, "Contoh")
    assert [one.blocks for one in read_findings(office.manager, item.id)] == [False, True]
    assert [gap.field for gap in privacy_gaps(Coverage.get_by_id(item.id))] == [PRIVACY]
    let_pass(office.manager, item.id, second, "Juga contoh")
    assert not list(privacy_gaps(Coverage.get_by_id(item.id)))


def test_folder_names_are_masked_in_the_trail_and_digests_are_not(office: Office) -> None:
    sha256 = f"{NIK}abcdef{'0' * 42}"
    with office.store.transaction():
        record(office.manager.actor, office.clock.now(), "correct_clock", "asset:1",
               batch=f"KTP {NIK}", files=3, sha256=sha256)  # fmt: skip
    detail = EventRow.select().order_by(EventRow.id.desc()).get().detail
    assert detail == {"batch": f"KTP {MASKED}", "files": 3, "sha256": sha256}


def test_a_telephone_warns_the_offices_own_does_not(office: Office) -> None:
    item = with_number(office, "body", "0812-3456-7890")
    step2_selection.submit(office.manager, item.id, item.version)
    (note,) = office.submitted_manifest(item).privacy
    assert (note.kind, note.reason) == (Secret.MOBILE.value, "")
    profile = Profile("Dinas", contact="WA +62 812 3456 7890, telepon (0274) 367509")
    set_office(office.desks[Role.ADMIN], profile)
    assert read_findings(office.manager, item.id) == ()


def test_pictures_are_looked_through_and_again_when_they_change(office: Office) -> None:
    item = office.selected()
    check_pictures(office.manager, item.id, {Seen.CHILDREN}, "Izin orang tua, 12 anak")
    step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    seen = [line for line in office.submitted_manifest(item).checklist if line.seen]
    assert [(line.item, line.note) for line in seen] == [("children", "Izin orang tua, 12 anak")]
    item = office.fresh(item)
    step2_selection.withdraw(office.manager, item.id, item.version, "Tambah foto")
    other = Asset.get_by_id(office.asset("LAIN.JPG"))
    Asset.update(coverage=item.id, verdict=Verdict.PUBLISHABLE).where(
        Asset.id == other.id
    ).execute()
    assert CHECKLIST in [gap.field for gap in privacy_gaps(Coverage.get_by_id(item.id))]


def test_what_can_be_seen_needs_a_word_about_it(office: Office) -> None:
    item = office.selected()
    with pytest.raises(InvalidInput, match="what was done"):
        check_pictures(office.manager, item.id, {Seen.ID_CARD}, " ")


def test_no_number_stands_in_the_trail_or_in_notes(office: Office) -> None:
    """Whatever people type into notes and reasons, it is masked before it is kept."""
    item = with_number(office, "lead")
    (found,) = read_findings(office.manager, item.id)
    let_pass(office.manager, item.id, found, f"karena {NIK}")
    asset = item.assets[0]
    step2_selection.judge(office.manager, asset.id, asset.version, Verdict.REJECTED, f"KTP {NIK}")
    step2_selection.return_to_reporter(
        office.manager, item.id, office.fresh(item).version, f"Hapus {NIK}"
    )
    kept = [str(row.detail) for row in EventRow.select()]
    kept += [row.reason for row in PrivacyPass.select()]
    kept += [row.reason for row in Asset.select()]
    kept.append(Coverage.get_by_id(item.id).note)
    assert not any(NIK in text for text in kept)
    assert sum(MASKED in text for text in kept) >= 5


def test_a_decisions_note_is_masked_where_it_is_signed(office: Office) -> None:
    from soptui.desk import step3_approval
    from soptui.sop.step3_approval import Outcome

    view = office.opened()
    step3_approval.decide(
        office.head, view.id, view.digest, Outcome.RETURNED, office.signer, f"Buang {NIK}"
    )
    row = Decision.get()
    assert row.note == f"Buang {MASKED}"
    assert NIK not in row.document
    decision = step3_approval.read_decision(office.head, view.coverage_id)
    assert decision is not None
    assert decision.genuine
