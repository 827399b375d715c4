"""Orang: who may sign in, as what, and who is locked out. For administrators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from rich.text import Text
from textual import events, getters, on, work
from textual.content import Content
from textual.widgets import DataTable, Rule, Static

from soptui.desk.access.accounts import Account, add_account, read_accounts, renew_key
from soptui.desk.access.people import reset_pin, set_active
from soptui.i18n import N_, _, ngettext
from soptui.sop.roles import ROLE_NAMES, Permission, Role
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.format import fit, near
from soptui.tui.inert_text import inert
from soptui.tui.messages import Tick
from soptui.tui.room import Room
from soptui.tui.setup_draft import PersonDraft

ROLE_WIDTH, STATE_WIDTH, KEY_WIDTH = 18, 22, 12
EDGE = 4
"""Cells at both edges and for the scroll bar."""


class PeopleScreen(Room):
    """One row a person; below it what the cursor's row means."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("n", "new", N_("New person"), N_("Add somebody: name, role, PIN.")),
        Command("p", "pin", N_("New PIN"), N_("A new PIN; it also ends a lock-out.")),
        Command("a", "activate", N_("On/off"),
                N_("Let somebody sign in again, or no longer; what they did stays theirs.")),
        Command("e", "address", N_("Address"),
                N_("Where this person is told what waits for them: e-mail or a messenger.")),
        Command("k", "key", N_("Signing key"),
                N_("Make a signing key for the Head or who acts for the Head, or replace it.")),
        Command("s", "ssh_keys", N_("SSH keys"),
                N_("Keys by which an SSH session is this person's and nobody else's.")),
        Command("m", "mandates", N_("Mandates"),
                N_("Who acts for the Head (Plh., Plt.), on which letter.")),
        Command("escape", "back", N_("Back"), N_("Back to the board.")),
    )  # fmt: skip

    table = getters.query_one(DataTable)

    def __init__(self) -> None:
        super().__init__()
        self._accounts: Sequence[Account] = ()
        self._shown: list[list[str]] = []

    def body(self) -> Iterable[Any]:
        yield Static(id="count", classes="title")
        yield DataTable(cursor_type="row", cell_padding=0)
        yield Rule(line_style="solid")
        yield Static(id="about")

    def heading(self) -> str:
        return _("People · {office}").format(office=self.app.office_name)

    def settle_in(self) -> None:
        self.table.focus()

    async def reload(self) -> None:
        self._accounts = await self.at_desk(read_accounts)
        count = sum(account.person.active for account in self._accounts)
        words = ngettext("{n} person may sign in", "{n} people may sign in", count).format(n=count)
        self.query_one("#count", Static).update(Content(words))
        self._shown = []
        self._show()

    def tick(self, event: Tick) -> None:
        del event
        self._show()

    @on(events.Resize)
    def _on_resized(self) -> None:
        self._shown = []
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """Fill the table; nothing is painted when every word is the same as before."""
        now = self.app.clock.now()
        rows = [_words(account, now) for account in self._accounts]
        if rows == self._shown:
            return
        self._shown, place = rows, self.table.cursor_row
        self.table.clear(columns=True)
        rest = self.app.size.width - ROLE_WIDTH - STATE_WIDTH - KEY_WIDTH - EDGE
        for words, width in ((" " + _("NAME"), min(rest, 60)), (_("ROLE"), ROLE_WIDTH),
                             (_("STATE"), STATE_WIDTH), (_("KEY"), KEY_WIDTH)):  # fmt: skip
            self.table.add_column(words, width=width)
        widths = [column.width for column in self.table.ordered_columns]
        for row in rows:
            cells = zip(row, widths, strict=True)
            self.table.add_row(*(Text(fit(word, width - 1)) for word, width in cells))
        self.table.move_cursor(row=place, animate=False)
        self._tell_about()

    @on(DataTable.RowHighlighted)
    def _tell_about(self) -> None:
        account = self._chosen
        self.query_one("#about", Static).update(_about(account) if account else Content(""))
        self.show_commands()

    @property
    def _chosen(self) -> Account | None:
        row = self.table.cursor_row
        return self._accounts[row] if 0 <= row < len(self._accounts) else None

    def allowed(self, action: str) -> bool:
        person, account = self.app.person, self._chosen if self.arrived else None
        if action == "back":
            return True
        if person is None or not person.actor.may(Permission.MANAGE_PEOPLE):
            return False
        if action == "key":
            return account is not None
        if action == "activate":
            return account is not None and account.person.id != person.id
        return action in {"new", "mandates"} or account is not None

    # Doing it

    @work(exclusive=True, group="act")
    async def action_new(self) -> None:
        """Somebody new."""
        from soptui.tui.dialogs.form_box import NewPersonBox

        codes: list[str] = []
        basis = ""

        async def accept(draft: PersonDraft) -> None:
            new = draft.person()
            _number, code = await self.at_desk(
                add_account, new.name, new.role, new.pin, new.passphrase, basis=basis
            )
            codes.append(code)

        box = NewPersonBox(_("Who is new?"), accept)
        if await self.app.push_screen_wait(box):
            name = box.draft.person().name
            await self._show_code(name, codes[-1])
            await self._done(_("{name} can sign in now.").format(name=name))

    @work(exclusive=True, group="act")
    async def action_pin(self) -> None:
        """A new PIN."""
        from soptui.identity.pin import check_pin_rules
        from soptui.tui.dialogs.form_box import NewSecret

        if (account := self._chosen) is None:
            return
        name = account.person.name

        async def accept(pin: str) -> None:
            await self.at_desk(reset_pin, account.person.id, pin)

        question = _("New PIN of {name}: let them type it").format(name=name)
        if await self.app.push_screen_wait(NewSecret(question, check_pin_rules, accept)):
            await self._done(_("{name} has a new PIN; the old one is gone.").format(name=name))

    @work(exclusive=True, group="act")
    async def action_activate(self) -> None:
        """Let somebody sign in again, or no longer."""
        if (account := self._chosen) is None:
            return
        person = account.person
        question = _("Deactivate {name}? They can no longer sign in; what they did stays theirs.")
        if person.active and not await self._agrees(question.format(name=person.name)):
            return
        if await self.succeeds(self.at_desk(set_active, person.id, active=not person.active)):
            words = _("{name} can no longer sign in.") if person.active else _(
                "{name} can sign in again.")  # fmt: skip
            await self._done(words.format(name=person.name))

    @work(exclusive=True, group="act")
    async def action_key(self) -> None:
        """Make a signing key, after a warning where there is one."""
        from soptui.identity.pin import check_passphrase_rules
        from soptui.tui.dialogs.form_box import NewSecret

        account = self._chosen
        if account is None or (account.key != "" and not await self._agrees(_warning(account))):
            return
        name, codes = account.person.name, []
        asked = _("On which letter or minutes is the key of {name} made? (number and date)")
        if not (basis := await self.app.push_screen_wait(Ask(asked.format(name=name)))):
            return

        async def accept(passphrase: str) -> None:
            codes.append(await self.at_desk(renew_key, account.person.id, passphrase, basis))

        question = _("Passphrase of {name}, 12 characters or more: let them type it")
        box = NewSecret(question.format(name=name), check_passphrase_rules, accept)
        if await self.app.push_screen_wait(box):
            await self._show_code(name, codes[-1])
            await self._done(_("{name} has a new signing key.").format(name=name))

    @work(exclusive=True, group="act")
    async def action_address(self) -> None:
        """Where this person is told what waits for them."""
        from soptui.tui.address_acts import enter_address

        if (account := self._chosen) is not None and await enter_address(self, account):
            await self.attempt(self.reload())

    async def _show_code(self, name: str, code: str) -> None:
        if code:
            from soptui.tui.dialogs.recovery_code import RecoveryCode

            await self.app.push_screen_wait(RecoveryCode(name, code))

    @work(exclusive=True, group="act")
    async def action_ssh_keys(self) -> None:
        """Register an SSH key of this person's, or forget one."""
        from soptui.tui.login_acts import see_to_logins

        if (account := self._chosen) is not None:
            await see_to_logins(self, account.person)

    @work(exclusive=True, group="act")
    async def action_mandates(self) -> None:
        """Enter a letter with its scan, or take one back."""
        from soptui.tui.mandate_acts import see_to_mandates

        await see_to_mandates(self, None)

    async def _agrees(self, question: str) -> bool:
        answer: bool | None = await self.app.push_screen_wait(Confirm(question))
        return bool(answer)

    async def _done(self, words: str) -> None:
        self.notice.good(words)
        await self.attempt(self.reload())
        self.show_commands()


def _words(account: Account, now: datetime) -> list[str]:
    person, until = account.person, account.locked_until
    if not person.active:
        state = _("= deactivated")
    elif until is not None and until > now:
        state = _("✗ locked until {time}").format(time=near(until, now))
    else:
        state = _("● active")
    key = _("● kept") if account.key else ""
    if account.key is None:
        key = _("▲ unreadable")
    elif person.role is Role.HEAD and not account.key:
        key = _("▲ none")
    return [f" {person.name}", _(ROLE_NAMES[person.role]), state, key]


def _about(account: Account) -> Content:
    """What the row means, and what to do about it."""
    if account.key is None:
        words = _("The keyring cannot be read; run “soptui doctor”.")
    elif account.key:
        words = _("Signing key {fingerprint}").format(fingerprint=account.key)
    elif account.person.role is not Role.HEAD:
        words = ""
    else:
        words = _("▲ Without a signing key nothing can be approved. K makes one.")
    until = _("A new PIN (P) ends the lock-out at once.") if account.locked_until else ""
    parts = (Content(until), Content(words), _address_words(account))
    return Content("\n").join(part for part in parts if part)


def _address_words(account: Account) -> Content:
    if not account.address:
        return Content(_("Not told by e-mail; E enters an address."))
    words = _("Told at {address}") if account.told else _("Told nothing at {address}: turned off")
    return inert(words.format(address=account.address))


def _warning(account: Account) -> str:
    return _(
        "{name} has a signing key. A new one REPLACES IT FOR GOOD: the old passphrase opens "
        "nothing any more, and only the new key signs. What was signed stays valid.\n\nReplace it?"
    ).format(name=account.person.name)
