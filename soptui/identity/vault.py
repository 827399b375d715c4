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
from typing import TYPE_CHECKING, Final

from soptui.errors import IdentityError, SoptuiError
from soptui.i18n import _
from soptui.identity.envelope import Envelope
from soptui.identity.kdf import VAULT_COST, Cost
from soptui.identity.pin import check_passphrase_rules
from soptui.identity.signing import PublicKey, Signer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

SERVICE: Final = "soptui-vault"


def create_key(
    store: KeyringBackend,
    person_id: str,
    passphrase: str,
    *,
    cost: Cost = VAULT_COST,
    replace: bool = False,
) -> PublicKey:
    """Make a key for that person, seal it, keep it in `store`; the public half is returned.

    Raises InvalidInput for a weak passphrase; IdentityError when the person has a key already,
    unless it is to be replaced (the old one is then lost, its signatures stay valid).
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    check_passphrase_rules(passphrase)
    if not replace and _fetch(store, person_id) is not None:
        raise IdentityError(
            _("This person has a signing key already; it was kept."),
            remedy=_("Change its passphrase, or replace the key on purpose."),
        )
    key = Ed25519PrivateKey.generate()
    public_key = PublicKey(key.public_key().public_bytes_raw())
    seed = key.private_bytes_raw()
    _keep(store, person_id, Envelope.seal(seed, public_key, person_id, passphrase, cost))
    return public_key


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


def _envelope(store: KeyringBackend, person_id: str) -> Envelope:
    text = _fetch(store, person_id)
    if text is None:
        raise IdentityError(
            _("There is no signing key for this person in the keyring."),
            remedy=_("Make one, or put the keyring back from a backup."),
        )
    return Envelope.parse(text)


def _fetch(store: KeyringBackend, person_id: str) -> str | None:
    with _told_as_identity():
        return store.get_password(SERVICE, person_id)


def _keep(store: KeyringBackend, person_id: str, envelope: Envelope) -> None:
    with _told_as_identity():
        store.set_password(SERVICE, person_id, envelope.to_json())


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
