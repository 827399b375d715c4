"""The proof of a coverage's decisions, in a folder that anybody can check without this program."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from soptui.desk.approval.decisions import prove
from soptui.desk.approval.keys import read_register
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.errors import NotFound, StorageError
from soptui.i18n import _
from soptui.identity.allowed_signers import allowed_signers, principal
from soptui.sop.approval_sheet import approval_sheet
from soptui.sop.canonical import digest
from soptui.sop.mandate import Capacity, Mandate
from soptui.sop.office import Office
from soptui.sop.register import Register
from soptui.sop.step3_approval import NAMESPACE, DecisionRecord
from soptui.store.tables import Coverage, Decision, KeyEntry, MandateRow, Submission
from soptui.store.trail import record

SIGNERS = "allowed_signers"
README = "BACA-SAYA.txt"


def export_evidence(desk: Desk, code: str, parent: Path) -> Path:
    """Write everything that proves the decisions about coverage `code` below `parent`; the folder.

    Raises NotFound for a coverage without a decision, StorageError.
    """
    with desk.look():
        rows = list(
            Decision.select()
            .join(Submission)
            .join(Coverage)
            .where(Coverage.number == (int(code) if code.isdigit() else -1))
            .order_by(Decision.id)
        )
        if not rows:
            raise NotFound(_("Nothing was decided about a coverage {code}.").format(code=code))
        folder = parent / f"bukti-{rows[0].submission.coverage.code}"
        try:
            _write(desk, rows, folder)
        except OSError as problem:
            raise StorageError(
                _("The evidence could not be written to {folder}.").format(folder=folder),
                remedy=_("See whether the disk is full or read-only, then do it again."),
            ) from problem
    with desk.store.transaction():
        record(desk.actor, desk.now(), "export", rows[0].submission.coverage.code,
               decisions=len(rows))  # fmt: skip
    return folder


def _write(desk: Desk, rows: list[Decision], folder: Path) -> None:
    register, office = read_register(desk), read_office() or Office("")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SIGNERS).write_text(allowed_signers(register.keys.values()), "utf-8")
    _write_register(folder / "daftar-kunci")
    commands = []
    for row in rows:
        proof = prove(row, register)
        if proof.record is not None:
            name = f"putaran-{row.submission.round}"
            _write_decision(desk, row, proof.record, office, folder / name)
            commands.append(_command(name, proof.record))
    (folder / README).write_text(_readme(commands, register), "utf-8")


def _write_decision(
    desk: Desk, row: Decision, said: DecisionRecord, office: Office, folder: Path
) -> None:
    folder.mkdir(exist_ok=True)
    document = row.document.encode()
    (folder / "keputusan.json").write_bytes(document)
    (folder / "keputusan.json.sig").write_text(row.signature, "utf-8")
    letter = _letter(said)
    mandate = Mandate.parse(letter.document) if letter else None
    (folder / "lembar-persetujuan.txt").write_text(
        approval_sheet(said, office, digest(document), mandate), "utf-8"
    )
    if letter is not None and mandate is not None:
        (folder / "surat-perintah.json").write_text(letter.document, "utf-8")
        if letter.signature:
            (folder / "surat-perintah.json.sig").write_text(letter.signature, "utf-8")
        if mandate.scan:
            shutil.copyfile(desk.home.original(mandate.scan), folder / "surat-perintah-pindaian")


def _letter(said: DecisionRecord) -> MandateRow | None:
    if said.signatory.capacity is Capacity.HEAD:
        return None
    for row in MandateRow.select().where(MandateRow.person == said.signatory.person):
        if digest(row.document.encode()) == said.signatory.mandate:
            return row
    return None


def _write_register(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for number, row in enumerate(KeyEntry.select().order_by(KeyEntry.id), start=1):
        (folder / f"{number:03d}.json").write_text(row.document, "utf-8")
        (folder / f"{number:03d}.json.sig").write_text(row.signature, "utf-8")


def _command(name: str, said: DecisionRecord) -> str:
    moment = said.decided_at[:19].translate(str.maketrans("", "", "-:T"))
    return (
        f"  ssh-keygen -Y verify -f {SIGNERS} -I {principal(said.signatory.person)} \\\n"
        f"      -n {NAMESPACE} -O verify-time={moment}Z \\\n"
        f"      -s {name}/keputusan.json.sig < {name}/keputusan.json\n"
    )


def _readme(commands: list[str], register: Register) -> str:
    return "\n".join(_readme_lines(commands, register)) + "\n"


def _readme_lines(commands: list[str], register: Register) -> Iterator[str]:
    """Indonesian, as every document of the office."""
    yield "BUKTI KEPUTUSAN"
    yield ""
    yield "Setiap keputusan adalah naskah JSON (RFC 8785) dengan tanda tangan OpenSSH."
    yield "Siapa pun dapat memeriksanya, tanpa soptui, dengan OpenSSH 8.9 atau lebih baru:"
    yield ""
    yield from commands
    yield 'Jawaban yang benar: Good "soptui-decision" signature for ...'
    yield ""
    yield "Di dalam naskah: isi lengkap rilis, teks tiap kanal, SHA-256 tiap berkas, siapa yang"
    yield "memutuskan, sebagai apa, kapan, dan keadaan jejak audit sesaat sebelumnya."
    yield f"Bandingkan sidik kunci di {SIGNERS} dengan yang diumumkan kantor:"
    for held in register.keys.values():
        yield f"  {held.fingerprint}  {' '.join(held.name.split())}  ({held.trust.value})"
