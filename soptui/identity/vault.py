"""The head's signing key: made, sealed under a passphrase, kept in a keyring, opened for a while.

What holds: nobody signs without the passphrase, whatever they may write in the database or the
keyring. What does not, and must be said: a copied envelope can be guessed at elsewhere (so the
passphrase is long), a deleted one is gone (so there is a backup), and a changed program under the
same account sees the passphrase. That the key is really the head's is for the office to pin: a
signature counts only against a public key that is known from elsewhere than this keyring.

Opening takes a third of a second and 128 MiB: call it in a thread.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from soptui.errors import IdentityError, SoptuiError
from soptui.i18n import _
from soptui.identity.envelope import Envelope
from soptui.identity.kdf import VAULT_COST, Cost
from soptui.identity.pin import check_passphrase_rules
from soptui.identity.recovery_code import new_code, tidy_code
from soptui.identity.signing import PublicKey, Signer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

SERVICE: Final = "soptui-vault"
RECOVERY: Final = "soptui-recovery"
"""The same key, sealed once more under a code that lies on paper in the office's safe."""
_STAGED: Final = ".new"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made, still open, and the code that opens it when the passphrase is forgotten."""

    signer: Signer
    recovery_code: str = field(repr=False)


def stage_key(
    store: KeyringBackend, person_id: str, passphrase: str, *, cost: Cost = VAULT_COST
) -> NewKey:
    """Make a key for that person and seal it beside the one there may be: `adopt` puts it in its
    place once the register has it, so that no crash leaves a person without either.

    Raises InvalidInput for a weak passphrase.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    check_passphrase_rules(passphrase)
    key = Ed25519PrivateKey.generate()
    signer, code = Signer(key), new_code()
    for service, secret in ((SERVICE, passphrase), (RECOVERY, code)):
        envelope = Envelope.seal(
            key.private_bytes_raw(), signer.public_key, person_id, secret, cost
        )
        _keep(store, person_id + _STAGED, envelope, service)
    return NewKey(signer, code)


def adopt(store: KeyringBackend, person_id: str, fingerprint: str) -> bool:
    """Put the staged key with that fingerprint in its place; False where there is none such. What
    was there is lost, what it signed stays valid. Doing so again changes nothing.
    """
    staged = person_id + _STAGED
    texts = {service: _fetch(store, staged, service) for service in (SERVICE, RECOVERY)}
    ours = [text for text in texts.values() if text is not None]
    if len(ours) < 2 or any(
        Envelope.parse(text).public_key.fingerprint != fingerprint for text in ours
    ):
        return False
    for service, text in texts.items():
        if text is not None:
            _keep(store, person_id, Envelope.parse(text), service)
    for service in texts:
        _forget(store, staged, service)
    return True


def public_key(store: KeyringBackend, person_id: str) -> PublicKey | None:
    """The public half that the envelope names, or None without one: to show, not to trust."""
    text = _fetch(store, person_id)
    return None if text is None else Envelope.parse(text).public_key


def unseal(store: KeyringBackend, person_id: str, passphrase: str) -> Signer:
    """That person's key, ready to sign.

    Raises WrongSecret when the passphrase does not fit or the envelope was changed (the two cannot
    be told apart), IdentityError when there is no envelope or it cannot be read at all.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = _envelope(store, person_id).open(person_id, passphrase)
    return Signer(Ed25519PrivateKey.from_private_bytes(seed))


def change_passphrase(
    store: KeyringBackend, person_id: str, old: str, new: str, *, cost: Cost = VAULT_COST
) -> None:
    """Seal the same key under `new`. A copy of the old envelope still opens with `old`.

    Raises as `unseal` does for `old`, InvalidInput for a weak `new`; the old seal is then kept.
    """
    check_passphrase_rules(new)
    envelope = _envelope(store, person_id)
    seed = envelope.open(person_id, old)
    _keep(store, person_id, Envelope.seal(seed, envelope.public_key, person_id, new, cost))


def recover(
    store: KeyringBackend, person_id: str, code: str, new: str, *, cost: Cost = VAULT_COST
) -> str:
    """Seal the key under the passphrase `new` by the code from the safe, which is used up: the one
    that takes its place is returned.

    Raises InvalidInput for a weak `new`, WrongSecret for another code, IdentityError without one.
    """
    check_passphrase_rules(new)
    envelope = _envelope(store, person_id, RECOVERY)
    seed = envelope.open(person_id, tidy_code(code))
    fresh = new_code()
    # The passphrase first: a crash in between leaves a key that opens, and the old code.
    for service, secret in ((SERVICE, new), (RECOVERY, fresh)):
        sealed = Envelope.seal(seed, envelope.public_key, person_id, secret, cost)
        _keep(store, person_id, sealed, service)
    return fresh


def _envelope(store: KeyringBackend, person_id: str, service: str = SERVICE) -> Envelope:
    text = _fetch(store, person_id, service)
    if text is None:
        raise IdentityError(
            _("There is no signing key for this person in the keyring."),
            remedy=_("Make one, or put the keyring back from a backup."),
        )
    return Envelope.parse(text)


def _fetch(store: KeyringBackend, person_id: str, service: str = SERVICE) -> str | None:
    with _told_as_identity():
        return store.get_password(service, person_id)


def _keep(
    store: KeyringBackend, person_id: str, envelope: Envelope, service: str = SERVICE
) -> None:
    with _told_as_identity():
        store.set_password(service, person_id, envelope.to_json())


def _forget(store: KeyringBackend, person_id: str, service: str) -> None:
    with _told_as_identity():
        store.delete_password(service, person_id)


@contextmanager
def _told_as_identity() -> Iterator[None]:
    """A desktop's keyring fails in the words of D-Bus; ours already speaks plainly."""
    try:
        yield
    except SoptuiError:
        raise
    except Exception as problem:
        raise IdentityError(
            _("The keyring did not answer; nothing was changed."),
            remedy=_("Unlock the desktop's keyring and try again."),
        ) from problem
