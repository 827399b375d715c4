"""From a typed secret to bytes and keys: Argon2id (RFC 9106), at a price that is passed in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from soptui.errors import IdentityError
from soptui.i18n import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SALT_BYTES: Final = 16
KEY_BYTES: Final = 32
MOST_MEMORY_KIB: Final = 1024 * 1024
MOST_ITERATIONS: Final = 16
MOST_LANES: Final = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one derivation costs: memory in KiB, passes over it, lanes side by side.

    Raises ValueError outside what Argon2 takes and what a small machine survives: a cost may come
    from a file, and a changed file must not exhaust the memory.
    """

    memory_kib: int
    iterations: int
    lanes: int

    def __post_init__(self) -> None:
        if not (
            1 <= self.lanes <= MOST_LANES
            and 1 <= self.iterations <= MOST_ITERATIONS
            and 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB
        ):
            raise ValueError("an Argon2 cost out of bounds")


PIN_COST: Final = Cost(memory_kib=64 * 1024, iterations=2, lanes=2)
"""About 80 ms on a small machine: a sign-in, not a wait."""
VAULT_COST: Final = Cost(memory_kib=128 * 1024, iterations=3, lanes=2)
"""About 350 ms on a small machine: an envelope can be copied and guessed at elsewhere."""


def secret_bytes(secret: str) -> bytes:
    """The bytes of a typed secret, the same whichever way the terminal composes its letters.

    Never fails: an encoding error would carry the secret in its message.
    """
    return unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")


def argon2id(salt: bytes, cost: Cost) -> Argon2id:
    """A derivation of 32 bytes at `cost`; it serves once."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )


def derive_key(secret: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from `secret` and `salt` (at least 8 bytes). Raises IdentityError without memory."""
    try:
        return argon2id(salt, cost).derive(secret_bytes(secret))
    except MemoryError:
        raise no_memory() from None


def no_memory() -> IdentityError:
    """The machine has no room for the derivation."""
    return IdentityError(
        _("There is not enough memory to check the secret; nothing was changed."),
        remedy=_("Close other programs on this machine and try again."),
    )
