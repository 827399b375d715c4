"""Kabar: the mail server through which people are told what waits for them. For administrators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from textual import work
from textual.content import Content
from textual.widgets import Rule, Static

from soptui.desk.notices.addresses import own_address
from soptui.desk.notices.mail import MailView, forget_mail, read_mail, send_trial, set_mail
from soptui.i18n import N_, _, ngettext
from soptui.notices.messenger import is_installed
from soptui.notices.server import SECURITY_NAMES, MailServer
from soptui.notices.trouble import WORDS
from soptui.sop.roles import Permission
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.mail import MailBox
from soptui.tui.format import near
from soptui.tui.inert_text import inert
from soptui.tui.room import Room

LABEL = 16


class NoticesScreen(Room):
    """The server, who is told, and how it goes."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("e", "enter", N_("Mail server"),
                N_("Enter the mail server; it is signed in to before it is kept.")),
        Command("t", "test", N_("Trial letter"),
                N_("Send a letter and say in plain words what became of it.")),
        Command("x", "forget", N_("Forget"),
                N_("Tell nobody by e-mail any more; the password is forgotten.")),
        Command("escape", "back", N_("Back"), N_("Back to the board.")),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._view: MailView | None = None

    def body(self) -> Iterable[Any]:
        yield Static(Content(_("Who is needed is told by e-mail")), classes="title")
        yield Static(id="facts")
        yield Rule(line_style="solid")
        yield Static(id="about")

    def heading(self) -> str:
        return _("E-mail · {office}").format(office=self.app.office_name)

    async def reload(self) -> None:
        self._view = view = await self.at_desk(read_mail)
        lines = [
            Content.assemble((f"{label:<{LABEL}}", "$muted"), words)
            for label, words in _facts(view, self.app.clock.now())
        ]
        self.query_one("#facts", Static).update(Content("\n").join(lines))
        self.query_one("#about", Static).update(Content(_about(view)))

    def allowed(self, action: str) -> bool:
        if action == "back":
            return True
        person = self.app.person
        if person is None or not person.actor.may(Permission.MANAGE_OFFICE) or self._view is None:
            return False
        return action == "enter" or self._view.server is not None

    @work(exclusive=True, group="act")
    async def action_enter(self) -> None:
        """Ask for the server, sign in there, keep it."""

        async def accept(server: MailServer, password: str) -> None:
            await self.app.backstage.run_aside(set_mail, self.desk, server, password)

        known = self._view.server if self._view else None
        if await self.app.push_screen_wait(MailBox(known, accept)):
            self.notice.good(_("The mail server let soptui in; T sends a trial letter."))
            await self.attempt(self.reload())
            self.show_commands()

    @work(exclusive=True, group="act")
    async def action_test(self) -> None:
        """Send a trial letter, and say what became of it."""
        own = await self.at_desk(own_address)
        question = _("To which address does the trial letter go?")
        to = await self.app.push_screen_wait(Ask(question, value=own.address))
        if to and await self.succeeds(self.app.backstage.run_aside(send_trial, self.desk, to)):
            self.notice.good(_("The mail server took the letter; look whether it arrived."))

    @work(exclusive=True, group="act")
    async def action_forget(self) -> None:
        """Tell nobody by e-mail any more."""
        question = _("Forget the mail server? Nobody is told by e-mail from then on.")
        if await self.app.push_screen_wait(Confirm(question)):
            if await self.succeeds(self.at_desk(forget_mail)):
                self.notice.good(_("The mail server is forgotten."))
            await self.attempt(self.reload())
            self.show_commands()


def _facts(view: MailView, now: datetime) -> Iterator[tuple[str, Content]]:
    server = view.server
    if server is None:
        yield _("Server"), Content(_("= none; E enters one"))
    else:
        place = _("{host}, port {port}").format(host=server.host, port=server.port)
        yield _("Server"), inert(place)
        yield _("Encryption"), Content(_(SECURITY_NAMES[server.security]))
        yield _("User"), inert(server.user or "–")
        yield _("Sender"), inert(server.sender)
    yield _("People"), Content(_people(view))
    ready = _("● Apprise is installed") if is_installed() else _("= not installed: soptui[apprise]")
    yield _("Messengers"), Content(ready)
    yield _("Last letter"), Content(near(view.last_sent_at, now) if view.last_sent_at else "–")
    waiting = ngettext("{n} notice", "{n} notices", view.waiting).format(n=view.waiting)
    yield _("Waiting"), Content(waiting)


def _people(view: MailView) -> str:
    words = _("{known} of {all} have an address").format(known=view.known, all=view.people)
    if view.left_alone:
        words += " · " + ngettext("{n} turned it off", "{n} turned it off", view.left_alone).format(
            n=view.left_alone
        )
    return words


def _about(view: MailView) -> str:
    """What hinders the notices, or what to do next."""
    if view.trouble is not None:
        happened, remedy = WORDS[view.trouble]
        return f"✗ {_(happened)} {_(remedy)}"
    if view.known < view.people:
        return _("Addresses are entered on the screen People (O on the board, then E).")
    return _("Letters hold a number, a title and what to do next: no text, and nobody's data.")
