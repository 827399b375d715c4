"""What the Head does with the key besides deciding: checkpoints, passphrase, keys, mandates."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from soptui.desk.approval.checkpoints import sign_checkpoint
from soptui.desk.approval.head_key import (
    change_passphrase,
    keys_to_vouch_for,
    make_first_key,
    recover,
    renew_own_key,
)
from soptui.desk.approval.keys import vouch
from soptui.i18n import N_, _
from soptui.sop.inert import visible
from soptui.sop.register import HeldKey
from soptui.sop.roles import Role
from soptui.tui.commands import Command
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.passphrase import (
    ChangeSecret,
    NewPassphrase,
    Recovery,
    passphrase_rule,
)
from soptui.tui.dialogs.recovery_code import RecoveryCode
from soptui.tui.mandate_acts import see_to_mandates
from soptui.tui.screens.approval_room import ApprovalRoom


class KeyActs(ApprovalRoom):
    """One menu, for none of it is done every day; and the way in without the passphrase."""

    KEY_KEYS: ClassVar[tuple[Command, ...]] = (
        Command("l", "more", N_("More"),
                N_("Checkpoint, passphrase, signing key, who acts for you.")),
        Command("f6", "recover", N_("Forgotten?"),
                N_("A new passphrase, by the recovery code from the safe.")),
        Command("f7", "own_key", N_("Make my key"),
                N_("A signing key of your own, for who acts on a letter.")),
    )  # fmt: skip

    @work(exclusive=True, group="act")
    async def action_more(self) -> None:
        """Choose what to do with the key."""
        waiting = await self.at_desk(keys_to_vouch_for) if self._is_head else ()
        answer = await self.app.push_screen_wait(Choose(_("With your key:"), self._menu(waiting)))
        if answer == "checkpoint":
            await self._checkpoint()
        elif answer == "passphrase":
            await self._change_passphrase()
        elif answer == "key":
            await self._renew_key()
        elif answer == "mandates":
            await see_to_mandates(self, self.signer)
        elif answer is not None:
            await self._vouch(next(key for key in waiting if key.fingerprint == answer))

    @property
    def _is_head(self) -> bool:
        return self.app.person is not None and self.app.person.role is Role.HEAD

    def _menu(self, waiting: tuple[HeldKey, ...]) -> list[tuple[str, str]]:
        menu = [("checkpoint", _("Sign a checkpoint of the trail")),
                ("passphrase", _("Change the passphrase"))]  # fmt: skip
        if self._is_head:
            menu += [("key", _("A new signing key")),
                     ("mandates", _("Who acts for you (Plh., Plt.)"))]  # fmt: skip
        for key in waiting:
            words = _("▲ Vouch for the key of {name}").format(name=visible(key.name))
            menu.append((key.fingerprint, words))
        return menu

    async def _checkpoint(self) -> None:
        if (signer := self.signer) is not None:
            path = await self.attempt(self.at_desk(sign_checkpoint, signer))
            if path is not None:
                words = _("Signed: {path}, with .sig and .txt. Print it or send it away.")
                self.notice.good(words.format(path=path))

    async def _change_passphrase(self) -> None:
        async def accept(old: str, new: str) -> None:
            await self.app.backstage.run_aside(change_passphrase, self.desk, old, new)

        question = _("A new passphrase for the same key: 12 characters or more")
        if await self.app.push_screen_wait(ChangeSecret(question, passphrase_rule, accept)):
            self.notice.good(_("The new passphrase holds from now on; the old one opens nothing."))

    async def _renew_key(self) -> None:
        codes: list[str] = []

        async def accept(passphrase: str) -> None:
            if (signer := self.signer) is not None:
                codes.append(await self.app.backstage.run_aside(
                    renew_own_key, self.desk, passphrase, signer))  # fmt: skip

        question = _("A new key replaces yours; what you signed stays valid. Its passphrase:")
        if await self.app.push_screen_wait(NewPassphrase(question, accept)) and codes:
            await self.app.push_screen_wait(RecoveryCode(self.app.person_name, codes[0]))
            await self.close_room(_("The new key is in its place; open the room with it."))

    async def _vouch(self, key: HeldKey) -> None:
        question = _(
            "{name} has a key that no key vouches for yet:\n{fingerprint}\n{basis}\n\n"
            "Compare the fingerprint with what {name} tells you. Vouch for it?"
        ).format(name=visible(key.name), fingerprint=key.fingerprint, basis=visible(key.basis))
        agreed = await self.app.push_screen_wait(Confirm(question))
        if not agreed or (signer := self.signer) is None:
            return
        if await self.succeeds(self.at_desk(vouch, key.fingerprint, signer)):
            self.notice.good(_("You vouch for the key of {name}.").format(name=visible(key.name)))

    @work(exclusive=True, group="act")
    async def action_own_key(self) -> None:
        """The first key of somebody who acts on a letter."""
        codes: list[str] = []

        async def accept(passphrase: str) -> None:
            codes.append(await self.app.backstage.run_aside(make_first_key, self.desk, passphrase))

        question = _("Your signing key: a passphrase of 12 characters or more, known to you alone")
        if await self.app.push_screen_wait(NewPassphrase(question, accept)):
            await self.app.push_screen_wait(RecoveryCode(self.app.person_name, codes[-1]))
            self.keyless = False
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_recover(self) -> None:
        """A new passphrase by the code from the safe; the next code is shown once."""
        codes: list[str] = []

        async def accept(code: str, new: str) -> None:
            codes.append(await self.app.backstage.run_aside(recover, self.desk, code, new))

        if await self.app.push_screen_wait(Recovery(accept)):
            await self.app.push_screen_wait(RecoveryCode(self.app.person_name, codes[-1]))
            self.notice.good(_("Open the room with the new passphrase."))
