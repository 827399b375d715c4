"""What somebody who decides does with their own key: another passphrase, another key, the safe."""

from __future__ import annotations

from soptui.desk.access.tries import PASSPHRASE, attempt
from soptui.desk.approval.acting import mandate_in_force
from soptui.desk.approval.keys import make_key, read_register
from soptui.desk.context import Desk
from soptui.errors import Conflict
from soptui.i18n import _
from soptui.identity.kdf import VAULT_COST, Cost
from soptui.identity.signing import Signer
from soptui.sop.canonical import stamp
from soptui.sop.register import HeldKey, Trust
from soptui.sop.roles import Permission


def change_passphrase(desk: Desk, old: str, new: str, *, cost: Cost = VAULT_COST) -> None:
    """Seal one's key under another passphrase. Slow: call it in a thread.

    Raises WrongSecret, InvalidInput for a weak one; tries are in the trail.
    """
    from soptui.identity import vault

    desk.actor.require(Permission.DECIDE)
    store, me = desk.secrets(), _me(desk)
    attempt(
        desk, int(me), PASSPHRASE,
        lambda _row: vault.change_passphrase(store, me, old, new, cost=cost), "change_passphrase",
    )  # fmt: skip


def recover(desk: Desk, code: str, new: str, *, cost: Cost = VAULT_COST) -> str:
    """A new passphrase by the recovery code, which is used up; returns the next one.

    Raises WrongSecret, InvalidInput, IdentityError; tries are in the trail.
    """
    from soptui.identity import vault

    desk.actor.require(Permission.DECIDE)
    store, me = desk.secrets(), _me(desk)
    return attempt(
        desk, int(me), PASSPHRASE,
        lambda _row: vault.recover(store, me, code, new, cost=cost), "recover_key",
    )  # fmt: skip


def has_key(desk: Desk) -> bool:
    """Whether whoever sits at the desk has a signing key in the register."""
    with desk.look():
        return read_register(desk).held_by(int(_me(desk))) is not None


def make_first_key(desk: Desk, passphrase: str, *, cost: Cost = VAULT_COST) -> str:
    """The key of somebody who acts on a letter that is in force; its recovery code. No key vouches
    for it until the Head does. Raises NotAllowed without a letter, Conflict where there is a key.
    """
    desk.actor.require(Permission.DECIDE)
    with desk.look() as now:
        mandate = mandate_in_force(int(_me(desk)), now)
    if has_key(desk):
        raise Conflict(
            _("You have a signing key already; it was kept."),
            remedy=_("Open the room with it, and change it there."),
        )
    return make_key(desk, int(_me(desk)), passphrase, basis=mandate.letter, cost=cost)


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


def _me(desk: Desk) -> str:
    return str(desk.actor.person_id)
