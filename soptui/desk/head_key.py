"""What somebody who decides does with their own key: another passphrase, another key, the safe."""

from __future__ import annotations

from collections.abc import Callable

from soptui.desk.context import Desk
from soptui.desk.keys import make_key, read_register
from soptui.identity.kdf import VAULT_COST, Cost
from soptui.identity.signing import Signer
from soptui.sop.canonical import stamp
from soptui.sop.register import HeldKey, Trust
from soptui.sop.roles import Permission
from soptui.store.trail import record


def change_passphrase(desk: Desk, old: str, new: str, *, cost: Cost = VAULT_COST) -> None:
    """Seal one's key under another passphrase. Slow: call it in a thread.

    Raises WrongSecret, InvalidInput for a weak one; tries are in the trail.
    """
    from soptui.identity import vault
    from soptui.identity.keyring_file import secret_store

    store = secret_store(desk.home)
    _tried(desk, "change_passphrase",
           lambda: vault.change_passphrase(store, _me(desk), old, new, cost=cost))  # fmt: skip


def recover(desk: Desk, code: str, new: str, *, cost: Cost = VAULT_COST) -> str:
    """A new passphrase by the recovery code, which is used up; returns the next one.

    Raises WrongSecret, InvalidInput, IdentityError; tries are in the trail.
    """
    from soptui.identity import vault
    from soptui.identity.keyring_file import secret_store

    store, fresh = secret_store(desk.home), []
    _tried(desk, "recover_key",
           lambda: fresh.append(vault.recover(store, _me(desk), code, new, cost=cost)))  # fmt: skip
    return fresh[0]


def renew_own_key(desk: Desk, passphrase: str, signer: Signer, *, cost: Cost = VAULT_COST) -> str:
    """A new key in place of one's own, for which the old one vouches; its recovery code."""
    desk.actor.require(Permission.DECIDE)
    return make_key(desk, int(_me(desk)), passphrase, voucher=signer, cost=cost)


def keys_to_vouch_for(desk: Desk) -> tuple[HeldKey, ...]:
    """Keys in use, or waiting, that no key vouches for."""
    with desk.look() as now:
        register = read_register(desk)
        return tuple(
            held
            for held in register.keys.values()
            if held.trust in {Trust.LETTER, Trust.PENDING}
            and held.until > stamp(now)
            and held.holder != desk.actor.person_id
        )


def _tried(desk: Desk, action: str, act: Callable[[], object]) -> None:
    """Do `act` as whoever may decide; how it went is in the trail."""
    desk.actor.require(Permission.DECIDE)
    went = f"{action}_failed"
    try:
        act()
        went = action
    finally:
        with desk.store.transaction():
            record(desk.actor, desk.now(), went, desk.actor.name)


def _me(desk: Desk) -> str:
    return str(desk.actor.person_id)
