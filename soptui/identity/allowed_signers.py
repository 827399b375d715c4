"""The register of keys as `ssh-keygen -Y verify` reads it (ALLOWED SIGNERS in ssh-keygen(1))."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from soptui.identity import sshsig
from soptui.identity.signing import PublicKey
from soptui.sop.register import FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soptui.sop.register import HeldKey


def principal(person: int) -> str:
    """What a signer is called there: a name without blanks, the same for ever."""
    return f"signer-{person}@soptui"


def allowed_signers(keys: Iterable[HeldKey]) -> str:
    """One line a key: who, for which purposes, from when to when."""
    return "".join(f"{_line(held)}\n" for held in keys)


def signed_with(namespace: str, key: str, document: bytes, armored: str) -> bool:
    """Whether `armored` is the signature of the key in the line `key`; False for any other line."""
    try:
        public = PublicKey.parse(key)
    except ValueError:
        return False
    return sshsig.is_signed(public, namespace, document, armored)


def _line(held: HeldKey) -> str:
    options = ['namespaces="soptui-*"', f'valid-after="{_moment(held.since)}"']
    if held.until != FOREVER:
        options.append(f'valid-before="{_moment(held.until)}"')
    key = PublicKey.parse(held.key).openssh(held.name)
    return f"{principal(held.holder)} {','.join(options)} {key}"


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text):%Y%m%d%H%M%S}Z"
