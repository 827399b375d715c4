"""Signatures in OpenSSH's own format, so that `ssh-keygen -Y verify` checks them on any machine.

The format is that of OpenSSH's PROTOCOL.sshsig, version 1. The namespace keeps a signature from
being taken for one of another purpose; the message is hashed with SHA-512 before it is signed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, Final

from soptui.identity.signing import PublicKey, verify

if TYPE_CHECKING:
    from soptui.identity.signing import Signer

_MAGIC: Final = b"SSHSIG"
_VERSION: Final = (1).to_bytes(4)
_HASH: Final = b"sha512"
_ALGORITHM: Final = b"ssh-ed25519"
_ARMOR: Final = re.compile(
    r"-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?"
)
_WIDTH: Final = 70


def sign(signer: Signer, namespace: str, message: bytes) -> str:
    """The armored signature of `message`. Raises IdentityError when the signer is closed."""
    raw = signer.sign(_signed(namespace, message))
    blob = _MAGIC + _VERSION + _strings(
        signer.public_key.blob, namespace.encode(), b"", _HASH, _strings(_ALGORITHM, raw)
    )  # fmt: skip
    text = base64.b64encode(blob).decode()
    lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])


def is_signed(key: PublicKey, namespace: str, message: bytes, armored: str) -> bool:
    """Whether `armored` is `key`'s signature under exactly `message` in `namespace`.

    Anything that is no such signature, of whatever shape, is False.
    """
    try:
        blob = _dearmor(armored)
        public, space, reserved, hashed, inner = _fields(blob, 5)
        algorithm, raw = _fields(inner, 2)
    except ValueError:
        return False
    expected = (key.blob, namespace.encode(), b"", _HASH, _ALGORITHM)
    if (public, space, reserved, hashed, algorithm) != expected:
        return False
    return verify(key.raw, _signed(namespace, message), raw)


def _signed(namespace: str, message: bytes) -> bytes:
    """What the key signs: the message's hash, bound to the namespace."""
    return _MAGIC + _strings(namespace.encode(), b"", _HASH, hashlib.sha512(message).digest())


def _dearmor(armored: str) -> bytes:
    found = _ARMOR.fullmatch(armored)
    if found is None:
        raise ValueError("not an armored signature")
    try:
        blob = base64.b64decode(found[1].replace("\n", ""), validate=True)
    except binascii.Error as problem:
        raise ValueError("not base64") from problem
    head = _MAGIC + _VERSION
    if not blob.startswith(head):
        raise ValueError("a signature of another version")
    return blob.removeprefix(head)


def _strings(*fields: bytes) -> bytes:
    """Each field after its length (RFC 4251, section 5)."""
    return b"".join(len(field).to_bytes(4) + field for field in fields)


def _fields(blob: bytes, count: int) -> list[bytes]:
    """Exactly `count` fields; ValueError when there are more, fewer, or cut ones."""
    found = []
    for _place in range(count):
        length = int.from_bytes(blob[:4])
        if len(blob) < 4 + length or len(blob) < 4:
            raise ValueError("a cut field")
        found.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    if blob:
        raise ValueError("something follows")
    return found
