"""A signing key sealed under a passphrase: Argon2id, then ChaCha20-Poly1305 (RFC 9106, RFC 8439).

The seal binds what stands beside it: whose key it is, which key, the version, the cost. An envelope
that is put under another person's name does not open, not even with the passphrase it was made for.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from soptui.errors import IdentityError, WrongSecret
from soptui.i18n import _
from soptui.identity.kdf import SALT_BYTES, Cost, derive_key
from soptui.identity.signing import PublicKey

VERSION: Final = 1
NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is stored for one person; every field may be seen by whoever can read the keyring."""

    public_key: PublicKey
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes = field(repr=False)

    @classmethod
    def seal(
        cls, seed: bytes, public_key: PublicKey, person_id: str, passphrase: str, cost: Cost
    ) -> Envelope:
        """`seed` under `passphrase`, for that person only; a new salt and nonce each time."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
        cipher = ChaCha20Poly1305(derive_key(passphrase, salt, cost))
        sealed = cipher.encrypt(nonce, seed, _bound(public_key, person_id, cost))
        return cls(public_key, cost, salt, nonce, sealed)

    def open(self, person_id: str, passphrase: str) -> bytes:
        """The seed. Raises WrongSecret when the seal does not fit, which has two possible reasons
        that cannot be told apart: another passphrase, or a changed or exchanged envelope.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        cipher = ChaCha20Poly1305(derive_key(passphrase, self.salt, self.cost))
        bound = _bound(self.public_key, person_id, self.cost)
        try:
            return cipher.decrypt(self.nonce, self.sealed, bound)
        except InvalidTag:
            raise WrongSecret(
                _("The passphrase does not fit, or the sealed key was changed."),
                remedy=_("Try again; if you are sure of it, tell the administrator."),
            ) from None

    def to_json(self) -> str:
        """The text that is kept in the keyring."""
        return json.dumps(
            {
                "version": VERSION,
                "public_key": _text(self.public_key.raw),
                "cost": asdict(self.cost),
                "salt": _text(self.salt),
                "nonce": _text(self.nonce),
                "sealed": _text(self.sealed),
            }
        )

    @classmethod
    def parse(cls, text: str) -> Envelope:
        """The envelope in `text`. Raises IdentityError when it is none that this program made."""
        try:
            return _read(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            raise IdentityError(
                _("The sealed key is damaged and cannot be read; it was left as it is."),
                remedy=_("Put the keyring back from a backup, or make a new key."),
            ) from None


def _read(document: dict[str, Any]) -> Envelope:
    envelope = Envelope(
        PublicKey(_bytes(document["public_key"])),
        Cost(**{name: int(amount) for name, amount in document["cost"].items()}),
        _bytes(document["salt"]),
        _bytes(document["nonce"]),
        _bytes(document["sealed"]),
    )
    lengths = (len(envelope.salt), len(envelope.nonce))
    if document["version"] != VERSION or lengths != (SALT_BYTES, NONCE_BYTES):
        raise ValueError("an envelope of another version")
    return envelope


def _bound(public_key: PublicKey, person_id: str, cost: Cost) -> bytes:
    """The associated data; the person is the one who asks, never one that the envelope names."""
    names = {"version": VERSION, "person": person_id, "key": public_key.fingerprint}
    return json.dumps({**names, "cost": asdict(cost)}, sort_keys=True).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
