"""Somebody with the account and the whole data folder, but without the passphrase."""

from __future__ import annotations

import base64
import os
from dataclasses import replace
from pathlib import Path

import pytest

from soptui.desk import step3_approval
from soptui.desk.approval.keys import enrol, read_register
from soptui.desk.verify.whole import verify
from soptui.errors import IdentityError, NotAllowed, WrongSecret
from soptui.identity import sshsig
from soptui.identity.approvers import Approvers
from soptui.identity.envelope import Envelope
from soptui.identity.keyring_file import secret_store
from soptui.identity.vault import SERVICE, unseal
from soptui.sop.finding import Level
from soptui.sop.register import Trust
from soptui.sop.roles import Role
from soptui.sop.step3_approval import NAMESPACE, DecisionRecord, Outcome
from soptui.store.tables import Decision, KeyEntry, Person
from tests.attacks.conftest import errors, refusal
from tests.attacks.test_mandates import deputy
from tests.office import CHEAP, Office, new_signer
from tests.tampering import without_triggers

PASSPHRASE = "kuda nil makan rumput laut"


def pinned(office: Office, folder: Path, *lines: str) -> Office:
    """The office on a machine whose owner vouches for those keys."""
    folder.mkdir(mode=0o755)
    (folder / "kepala.pub").write_text("\n".join(lines) + "\n")
    approvers = Approvers(folder, os.geteuid())
    desks = {role: replace(desk, approvers=approvers) for role, desk in office.desks.items()}
    return replace(office, desks=desks)


def test_an_envelope_exchanged_for_ones_own_opens_nothing(office: Office) -> None:
    office.seal(PASSPHRASE)
    store, person = secret_store(office.home), str(office.head.actor.person_id)
    mine = new_signer()
    key = mine._key
    assert key is not None
    own = Envelope.seal(key.private_bytes_raw(), mine.public_key, "99", "kata sandi saya", CHEAP)
    store.set_password(SERVICE, person, own.to_json())
    with pytest.raises(WrongSecret):
        unseal(store, person, "kata sandi saya")


def test_a_key_of_ones_own_signs_nothing_that_counts(office: Office) -> None:
    """Also when it was sealed rightly for the Head's account."""
    view = office.opened()
    with pytest.raises(NotAllowed, match="does not count"):
        step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, new_signer())
    assert not Decision.select().exists()


def test_a_key_entered_by_hand_does_not_count_where_keys_are_pinned(
    office: Office, tmp_path: Path
) -> None:
    safe = pinned(office, tmp_path / "approvers", office.signer.public_key.openssh("kepala"))
    view, intruder = safe.opened(), new_signer()
    head = safe.head.actor.person_id
    assert head is not None
    with safe.store.transaction():
        enrol(safe.desks[Role.ADMIN], head, intruder, basis="Surat palsu 1/2026")
    register = read_register(safe.station)
    assert register.keys[intruder.public_key.fingerprint].trust is Trust.PENDING
    with pytest.raises(NotAllowed):
        step3_approval.decide(safe.head, view.id, view.digest, Outcome.APPROVED, intruder)
    step3_approval.decide(safe.head, view.id, view.digest, Outcome.APPROVED, safe.signer)
    assert refusal(safe) == ""


def test_a_whole_register_of_ones_own_does_not_count_where_keys_are_pinned(
    office: Office, tmp_path: Path
) -> None:
    """All keys thrown away, a first key of one's own, an approval signed with it."""
    safe = pinned(office, tmp_path / "approvers", office.signer.public_key.fingerprint)
    without_triggers()
    KeyEntry.delete().execute()
    forged = replace(safe, signer=new_signer(), desks=office.desks)  # a machine without pins
    head = forged.head.actor.person_id
    assert head is not None
    with forged.store.transaction():
        enrol(forged.head, head, forged.signer)
    forged.approved()
    assert refusal(forged) == ""  # where nothing is pinned, the first key is believed
    assert "its key did not count" in refusal(safe)
    assert "its key did not count" in errors(safe)


def test_without_pins_a_key_on_a_letter_is_told_until_the_head_vouches(office: Office) -> None:
    head = office.head.actor.person_id
    assert head is not None
    with office.store.transaction():
        enrol(office.desks[Role.ADMIN], head, new_signer(), basis="Berita acara 2/2026")
    found = list(verify(office.station, files=False))
    told = [entry for entry in found if entry.topic == "keys" and entry.level is Level.WARNING]
    assert any("vouched for by no key" in entry.message for entry in told)


def test_a_forged_entry_ends_the_register_there(office: Office) -> None:
    without_triggers()
    row = KeyEntry.get()
    KeyEntry.update(document=row.document.replace("head", "haed")).execute()
    assert read_register(office.station).broken == 1
    assert "Entry 1 of the register of keys does not hold." in errors(office)


@pytest.mark.parametrize("harm", ["writable", "link", "garbage", "other owner"])
def test_a_list_of_approvers_that_others_may_write_is_worth_nothing(
    office: Office, tmp_path: Path, harm: str
) -> None:
    """Nothing counts then: the door is shut, not open."""
    safe = pinned(office, tmp_path / "approvers", office.signer.public_key.fingerprint)
    file = tmp_path / "approvers" / "kepala.pub"
    owner = os.geteuid()
    if harm == "writable":
        file.chmod(0o666)
    elif harm == "link":
        file.unlink()
        file.symlink_to(tmp_path / "elsewhere")
    elif harm == "garbage":
        file.write_text("ssh-ed25519 bukan-kunci\n")
    else:
        owner += 1
    head = replace(safe.head, approvers=Approvers(tmp_path / "approvers", owner))
    view = office.opened()
    with pytest.raises(IdentityError, match="cannot be trusted"):
        step3_approval.decide(head, view.id, view.digest, Outcome.APPROVED, office.signer)


def test_a_deactivated_heads_key_still_proves_what_it_signed(office: Office) -> None:
    office.approved()
    Person.update(active=False).where(Person.role == Role.HEAD).execute()
    assert refusal(office) == ""


def test_the_data_folder_holds_no_key(office: Office) -> None:
    """Neither the raw key nor its text stands in any file of the home folder."""
    office.seal(PASSPHRASE)
    office.approved()
    key = office.signer._key
    assert key is not None
    raw = key.private_bytes_raw()
    needles = (raw, base64.b64encode(raw), raw.hex().encode(), PASSPHRASE.encode())
    for file in office.home.root.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(needle in content for needle in needles), file


def test_a_decision_in_the_heads_name_under_another_key_is_told(office: Office) -> None:
    """A colleague whose key counts signs a document that names the Head."""
    office.approved()
    row = Decision.get()
    said = DecisionRecord.parse(row.document)
    _desk, colleague = deputy(office)
    named = replace(said.signatory, key=colleague.public_key.fingerprint)
    forged = replace(said, signatory=named).canonical()
    without_triggers()
    Decision.update(
        document=forged.decode(), signature=sshsig.sign(colleague, NAMESPACE, forged)
    ).execute()
    assert "its key is somebody else's" in refusal(office)
    assert "its key is somebody else's" in errors(office)
