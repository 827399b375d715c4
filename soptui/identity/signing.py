"""Ed25519 keys and what they sign (RFC 8032)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from soptui.errors import IdentityError
from soptui.i18n import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ALGORITHM: Final = b"ssh-ed25519"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A person's public key, 32 bytes."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != 32:
            raise ValueError("an Ed25519 public key has 32 bytes")

    @classmethod
    def parse(cls, line: str) -> PublicKey:
        """The key in a line of an OpenSSH key file. Raises ValueError for anything else."""
        kind, text, *_comment = [*line.split(), ""]
        try:
            blob = base64.b64decode(text, validate=True)
        except binascii.Error as problem:
            raise ValueError("not base64") from problem
        key = cls(blob[-32:])
        if kind != _ALGORITHM.decode() or key.blob != blob:
            raise ValueError("not an Ed25519 key")
        return key

    @property
    def fingerprint(self) -> str:
        """The key's short name as OpenSSH writes it: `SHA256:` and 43 characters."""
        digest = hashlib.sha256(self.blob).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")

    def openssh(self, comment: str = "") -> str:
        """The key as one line of an OpenSSH key file; `comment` cannot break out of the line."""
        shown = "".join(letter if letter.isprintable() else " " for letter in comment)
        return " ".join(["ssh-ed25519", base64.b64encode(self.blob).decode(), *shown.split()])

    @property
    def blob(self) -> bytes:
        """The SSH wire format (RFC 8709): each field after its length."""
        fields = (_ALGORITHM, self.raw)
        return b"".join(len(field).to_bytes(4) + field for field in fields)


class Signer:
    """An opened key. Close it when the screen locks; what Python copied meanwhile stays in memory
    until it is reused, which no program in Python can help.
    """

    __slots__ = ("_key", "public_key")

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key: Ed25519PrivateKey | None = key
        self.public_key = PublicKey(key.public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """The signature of `data`, 64 bytes. Raises IdentityError after `close`."""
        if self._key is None:
            raise IdentityError(
                _("The signing key is locked; nothing was signed."),
                remedy=_("Give the passphrase again."),
            )
        return self._key.sign(data)

    def close(self) -> None:
        """Forget the key."""
        self._key = None

    def __enter__(self) -> Signer:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "closed" if self._key is None else "open"
        return f"<Signer {self.public_key.fingerprint} {state}>"


def verify(public_key: bytes, data: bytes, signature: bytes) -> bool:
    """Whether `signature` is `public_key`'s under `data`; no key and no signature is False."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
