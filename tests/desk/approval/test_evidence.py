"""What proves a decision, checked with OpenSSH alone."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from soptui.desk import step3_approval
from soptui.desk.approval.evidence import README, export_evidence
from soptui.desk.approval.keys import make_key
from soptui.desk.approval.mandates import Letter, enter_mandate
from soptui.desk.office import set_office
from soptui.desk.setup import SUGGESTED
from soptui.errors import NotFound, StorageError
from soptui.sop.mandate import Capacity
from soptui.sop.material import Kind
from soptui.sop.roles import Actor, Role
from soptui.sop.step3_approval import Outcome
from soptui.store.tables import EventRow, Person
from tests.attacks.conftest import errors, refusal
from tests.attacks.test_mandates import LETTER, deputy
from tests.office import CHEAP, Office


def commands(folder: Path) -> list[str]:
    """The commands that the instructions tell to type."""
    text = (folder / README).read_text().replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip().startswith("ssh-keygen")]


def answers(folder: Path) -> list[int]:
    return [
        subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True).returncode
        for line in commands(folder)
    ]


def test_every_decision_is_checked_as_it_is_told(office: Office, tmp_path: Path) -> None:
    view = office.opened()
    step3_approval.decide(
        office.head, view.id, view.digest, Outcome.RETURNED, office.signer, "Perbaiki judul"
    )
    folder = export_evidence(office.manager, "001", tmp_path)
    assert answers(folder) == [0]
    decision = folder / "putaran-1" / "keputusan.json"
    said = json.loads(decision.read_bytes())
    assert (said["outcome"], said["note"]) == ("returned", "Perbaiki judul")
    assert said["content"]["media"][0]["renditions"]
    decision.write_bytes(decision.read_bytes().replace(b"Perbaiki", b"Setujui."))
    assert answers(folder) == [255]
    assert EventRow.get(EventRow.action == "export").subject == "001"


def test_old_decisions_are_checked_after_the_key_was_changed(
    office: Office, tmp_path: Path
) -> None:
    """A new key, then a new Head: what the first key signed stays valid, and new is new."""
    office.approved()
    head = office.head.actor.person_id
    assert head is not None
    office.clock.advance(timedelta(minutes=1))
    make_key(office.head, head, "kuda nil makan rumput", voucher=office.signer, cost=CHEAP)
    folder = export_evidence(office.manager, "001", tmp_path)
    assert answers(folder) == [0]
    signers = (folder / "allowed_signers").read_text().splitlines()
    assert len(signers) == 2
    assert "valid-before=" in signers[0]
    assert "valid-before=" not in signers[1]
    assert (refusal(office), errors(office)) == ("", "")


def test_the_printed_sheet_says_as_what_somebody_signed(office: Office, tmp_path: Path) -> None:
    set_office(office.desks[Role.ADMIN], SUGGESTED)
    desk, signer = deputy(office)
    scan = office.asset("surat.pdf", Kind.DOCUMENT)
    letter = Letter(**{**_fields(LETTER), "scan": scan})
    enter_mandate(office.desks[Role.ADMIN], desk.actor.person_id or 0, letter)
    view = step3_approval.open_submission(desk, office.submitted().id)
    step3_approval.decide(desk, view.id, view.digest, Outcome.APPROVED, signer)
    folder = export_evidence(office.manager, "001", tmp_path) / "putaran-1"
    sheet = (folder / "lembar-persetujuan.txt").read_text()
    assert "Plh. KEPALA DINAS\n" in sheet
    assert "Sekretaris Dinas" in sheet
    assert "NIP. 196801011990031001" in sheet
    assert "800/12/2026" in sheet
    assert max(map(len, sheet.splitlines())) <= 78
    assert (folder / "surat-perintah-pindaian").read_bytes() == b"surat.pdf"


def test_the_heads_sheet_names_the_head(office: Office, tmp_path: Path) -> None:
    set_office(office.desks[Role.ADMIN], SUGGESTED)
    Person.update(name="Kepala\x1b[2J Palsu").where(Person.role == Role.HEAD).execute()
    head = office.head.seat(Actor(office.head.actor.person_id, "Kepala", Role.HEAD))
    view = step3_approval.open_submission(head, office.submitted().id)
    step3_approval.decide(head, view.id, view.digest, Outcome.APPROVED, office.signer)
    sheet = export_evidence(office.manager, "001", tmp_path) / "putaran-1/lembar-persetujuan.txt"
    assert " KEPALA DINAS\n" in sheet.read_text()
    assert "Plh." not in sheet.read_text()
    assert "\x1b" not in sheet.read_text()
    assert Capacity.HEAD.value in sheet.with_name("keputusan.json").read_text()


def test_without_a_decision_there_is_nothing_to_prove(office: Office, tmp_path: Path) -> None:
    office.submitted()
    for code in ("001", "999", "abc"):
        with pytest.raises(NotFound):
            export_evidence(office.manager, code, tmp_path)


def test_a_place_that_cannot_be_written_is_told(office: Office, tmp_path: Path) -> None:
    office.approved()
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="could not be written"):
        export_evidence(office.manager, "001", tmp_path / "file")


def _fields(letter: Letter) -> dict[str, object]:
    return {name: getattr(letter, name) for name in letter.__slots__}
