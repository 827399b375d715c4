"""Signing a checkpoint of the trail, and laying it where it can be printed or sent away."""

from __future__ import annotations

from pathlib import Path

from soptui.desk.approval.keys import read_register
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.errors import NotAllowed, StorageError
from soptui.i18n import _
from soptui.identity import sshsig
from soptui.identity.signing import Signer
from soptui.sop.canonical import digest, stamp
from soptui.sop.checkpoint import NAMESPACE, Checkpoint, checkpoint_sheet
from soptui.sop.roles import Permission
from soptui.store.tables import CheckpointRow
from soptui.store.trail import record, trail_end


def sign_checkpoint(desk: Desk, signer: Signer) -> Path:
    """Sign the trail as it stands; the file that was written. Beside it lie its signature (`.sig`)
    and a sheet to print (`.txt`).

    Raises NotAllowed for a key that does not count, StorageError when the file cannot be written;
    the checkpoint then stands in the database alone.
    """
    with desk.act(Permission.DECIDE) as now:
        register = read_register(desk)
        held = register.key(signer.public_key.fingerprint)
        if held is None or held.holder != desk.actor.person_id or not held.counts_at(stamp(now)):
            raise NotAllowed(_("Your signing key does not count; no checkpoint was signed."))
        events, trail = trail_end()
        office = read_office()
        checkpoint = Checkpoint(office.name if office else "", events, trail, register.last,
                                stamp(now), held.holder, desk.actor.name,
                                held.fingerprint)  # fmt: skip
        document = checkpoint.canonical()
        signature = sshsig.sign(signer, NAMESPACE, document)
        CheckpointRow.create(events=events, document=document.decode(), signature=signature,
                             signed_at=now)  # fmt: skip
        record(desk.actor, now, "checkpoint", str(events), checkpoint=digest(document))
    return _write(desk.home.checkpoints / f"checkpoint-{events:06d}.json", document, signature)


def _write(path: Path, document: bytes, signature: str) -> Path:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(document)
        path.with_name(f"{path.name}.sig").write_text(signature, encoding="ascii")
        path.with_suffix(".txt").write_text(checkpoint_sheet(document, signature), "utf-8")
    except OSError as problem:
        raise StorageError(
            _("The checkpoint was signed, but its file could not be written."),
            remedy=_("See whether the disk is full, then sign another."),
        ) from problem
    return path
