"""PINs for signing in, as verifiers that only a guess can open; and what a PIN must be like."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.identity.kdf import PIN_COST, Cost, no_memory, secret_bytes

LEAST_DIGITS: Final = 6
LEAST_CHARACTERS: Final = 8
LEAST_PASSPHRASE: Final = 12


def hash_pin(pin: str, cost: Cost = PIN_COST) -> str:
    """The verifier of `pin`, a PHC string that carries its own salt and cost."""
    from argon2 import PasswordHasher
    from argon2.exceptions import HashingError

    hasher = PasswordHasher(cost.iterations, cost.memory_kib, cost.lanes)
    try:
        return hasher.hash(secret_bytes(pin))
    except (HashingError, MemoryError):
        raise no_memory() from None


def verify_pin(pin: str, encoded: str) -> bool:
    """Whether `encoded` was made from `pin`; a damaged verifier fits no PIN."""
    # Not cryptography's: loading OpenSSL for a PIN costs every session 7 MB.
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

    try:
        return PasswordHasher().verify(encoded, secret_bytes(pin))
    except (VerifyMismatchError, InvalidHashError):
        return False
    except VerificationError as error:
        if "memory" in str(error).lower():
            raise no_memory() from None
        return False
    except MemoryError:
        raise no_memory() from None


def check_pin_rules(pin: str) -> None:
    """Raise InvalidInput unless `pin` is 6 digits or 8 characters, and not the first to be guessed.

    Refused besides short ones: one character repeated, and a run up or down (123456, 098765,
    abcdefgh).
    """
    _check_typed(pin)
    if len(pin) < (LEAST_DIGITS if _all_digits(pin) else LEAST_CHARACTERS):
        raise InvalidInput(
            _("The PIN is too short."),
            remedy=_("Use at least 6 digits, or at least 8 characters."),
        )
    if _too_regular(pin):
        raise InvalidInput(
            _("The PIN is too easy to guess."),
            remedy=_("Do not repeat one character or count up or down."),
        )


def check_passphrase_rules(passphrase: str) -> None:
    """Raise InvalidInput unless `passphrase` has 12 characters that are not one run or repeat."""
    _check_typed(passphrase)
    if len(passphrase) < LEAST_PASSPHRASE:
        raise InvalidInput(
            _("The passphrase is too short."),
            remedy=_("Use at least 12 characters; four or five words are good."),
        )
    if _too_regular(passphrase):
        raise InvalidInput(
            _("The passphrase is too easy to guess."),
            remedy=_("Do not repeat one character or count up or down."),
        )


def _check_typed(secret: str) -> None:
    if not secret.isprintable() or secret != secret.strip():
        raise InvalidInput(
            _("The secret has a blank at its edge or a character that cannot be typed."),
            remedy=_("Type it again by hand."),
        )


def _all_digits(secret: str) -> bool:
    return secret.isascii() and secret.isdigit()


def _too_regular(secret: str) -> bool:
    if _all_digits(secret):  # the keypad's row goes on: 7 8 9 0, and back: 2 1 0 9
        steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(secret)}
        return steps in ({0}, {1}, {9})
    steps = {ord(b) - ord(a) for a, b in pairwise(secret.casefold())}
    return steps in ({0}, {1}, {-1})
