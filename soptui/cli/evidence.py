"""`soptui evidence` and `soptui keys`: what proves the decisions, for whoever checks them."""

from __future__ import annotations

from pathlib import Path

from soptui.cli.desk import lay_desk
from soptui.config import Settings
from soptui.desk.approval.evidence import export_evidence
from soptui.desk.approval.keys import read_register
from soptui.i18n import _
from soptui.identity.allowed_signers import allowed_signers
from soptui.sop.register import FOREVER, TRUST_NAMES


def run_evidence(settings: Settings, code: str, parent: Path) -> int:
    """Write the folder and say where it is."""
    folder = export_evidence(lay_desk(settings), code, parent)
    print(_("Written to {folder}; {name} says how to check it.").format(  # noqa: T201
        folder=folder, name="BACA-SAYA.txt"))  # fmt: skip
    return 0


def run_keys(settings: Settings, *, signers: bool) -> int:
    """List the register, or print it for `ssh-keygen -Y verify`."""
    desk = lay_desk(settings)
    with desk.look():
        register = read_register(desk)
    if signers:
        print(allowed_signers(register.keys.values()), end="")  # noqa: T201
        return 0
    for held in register.keys.values():
        until = "" if held.until == FOREVER else held.until[:10]
        print(f"{held.fingerprint}  {held.since[:10]} – {until:10}  {held.name}")  # noqa: T201
        print(f"  {_(TRUST_NAMES[held.trust])}")  # noqa: T201
        print(f"  {held.key}")  # noqa: T201
    return 0
