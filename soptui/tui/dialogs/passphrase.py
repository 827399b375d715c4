"""PINs and passphrases: another by the old one, by the code from the safe, or for a new key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from soptui.i18n import _
from soptui.tui.dialogs.form_box import FormBox
from soptui.tui.setup_draft import check_twice
from soptui.tui.widgets.form import FormField

if TYPE_CHECKING:
    from textual.app import ComposeResult


def passphrase_rule(passphrase: str) -> None:
    """Raise InvalidInput for a weak passphrase; what checks it is imported when it is needed."""
    from soptui.identity.pin import check_passphrase_rules

    check_passphrase_rules(passphrase)


class NewPassphrase(FormBox):
    """Typed twice; `accept` takes it."""

    def __init__(self, question: str, accept: Callable[[str], Awaitable[object]]) -> None:
        self.accept = accept
        super().__init__(question)

    def fields(self) -> ComposeResult:
        yield FormField("secret", _("New"), secret=True)
        yield FormField("again", _("Once more"), secret=True)

    async def take(self) -> None:
        secret, again = (field.value for field in self.query(FormField))
        check_twice(secret, again, passphrase_rule)
        await self.accept(secret)


class ChangeSecret(FormBox):
    """The old one, and the new one twice; `accept` takes old and new."""

    def __init__(
        self,
        question: str,
        rule: Callable[[str], None],
        accept: Callable[[str, str], Awaitable[object]],
    ) -> None:
        self.rule, self.accept = rule, accept
        super().__init__(question)

    def fields(self) -> ComposeResult:
        yield FormField("old", _("Old"), secret=True)
        yield FormField("secret", _("New"), secret=True)
        yield FormField("again", _("Once more"), secret=True)

    async def take(self) -> None:
        old, secret, again = (field.value for field in self.query(FormField))
        check_twice(secret, again, self.rule)
        await self.accept(old, secret)


class Recovery(FormBox):
    """The code from the safe, and a new passphrase twice; `accept` takes code and passphrase."""

    def __init__(self, accept: Callable[[str, str], Awaitable[object]]) -> None:
        self.accept = accept
        super().__init__(_("Passphrase forgotten? Open the envelope from the safe."))

    def fields(self) -> ComposeResult:
        yield FormField("code", _("Recovery code"), hint="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX",
                        secret=True)  # fmt: skip
        yield FormField("secret", _("New passphrase"), secret=True)
        yield FormField("again", _("Once more"), secret=True)

    async def take(self) -> None:
        code, secret, again = (field.value for field in self.query(FormField))
        check_twice(secret, again, passphrase_rule)
        await self.accept(code, secret)
