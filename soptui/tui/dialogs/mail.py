"""What has to be known of the office's mail server before notices go through it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from soptui.i18n import _
from soptui.notices.server import SECURITY_NAMES, MailServer, Security, mail_server
from soptui.tui.dialogs.form_box import FormBox
from soptui.tui.widgets.choice_field import ChoiceField
from soptui.tui.widgets.form import FormField

if TYPE_CHECKING:
    from textual.app import ComposeResult

Accept = Callable[[MailServer, str], Awaitable[object]]


class MailBox(FormBox):
    """`accept` takes the server and the password; what the server says no to is told here."""

    def __init__(self, known: MailServer | None, accept: Accept) -> None:
        self.known, self.accept = known, accept
        super().__init__(_("The office's mail server: F2 signs in there, then keeps it"))

    def fields(self) -> ComposeResult:
        known = self.known
        yield FormField("host", _("Server"), known.host if known else "", hint="mail.dinas.go.id")
        options = [(each.value, _(words)) for each, words in SECURITY_NAMES.items()]
        yield ChoiceField(_("Encryption"), options, known.security if known else Security.STARTTLS)
        yield FormField("port", _("Port"), str(known.port) if known else "",
                        hint=_("the usual one when empty"))  # fmt: skip
        yield FormField("user", _("User"), known.user if known else "",
                        hint=_("empty where the server asks for none"))  # fmt: skip
        yield FormField("password", _("Password"), hint=_("goes to the keyring"), secret=True)
        yield FormField("sender", _("Sender"), known.sender if known else "",
                        hint="soptui@dinas.go.id")  # fmt: skip

    async def take(self) -> None:
        typed = {field.key: field.value for field in self.query(FormField)}
        security = Security(self.query_one(ChoiceField).value)
        await self.accept(mail_server(**typed, security=security), typed["password"])
