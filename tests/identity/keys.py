"""Keys for tests, at a cost that no test waits for."""

from __future__ import annotations

from keyring.backend import KeyringBackend

from soptui.identity.kdf import Cost
from soptui.identity.signing import PublicKey
from soptui.identity.vault import adopt, stage_key

CHEAP = Cost(memory_kib=64, iterations=1, lanes=1)


def create_key(
    store: KeyringBackend, person: str, passphrase: str, cost: Cost = CHEAP
) -> PublicKey:
    """A key in its place."""
    made = stage_key(store, person, passphrase, cost=cost)
    assert adopt(store, person, made.signer.public_key.fingerprint)
    return made.signer.public_key
