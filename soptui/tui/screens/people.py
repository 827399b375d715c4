"""Orang: who may sign in, for the administrator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import getters, work
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from soptui.desk.context import Desk
from soptui.desk.people import PersonView, add_person, people, reset_pin, set_active
from soptui.desk.setup import give_key
from soptui.i18n import N_, _
from soptui.sop.roles import ROLE_NAMES, Permission, Role
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.item_room import BACK
from soptui.tui.room import Room

ROLES = (Role.REPORTER, Role.WEB_MANAGER, Role.HEAD, Role.ADMIN)


class PeopleScreen(Room):
    """Accounts. Nobody is ever deleted: the trail names them."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("n", "add", N_("New person"), N_("A name, a task, and a PIN typed twice.")),
        Command("p", "pin", N_("New PIN"), N_("Give the person a new PIN; it also unlocks them.")),
        Command("a", "activate", N_("Activate or not"),
                N_("Whether the person may sign in. What they did stays.")),
        Command("k", "key", N_("New key"),
                N_("Make a new signing key for the Head; approvals made before stay valid.")),
        BACK,
    )  # fmt: skip

    names = getters.query_one(OptionList)

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[str, PersonView] = {}

    def body(self) -> Iterable[Any]:
        yield OptionList()

    def settle_in(self) -> None:
        self.names.focus()

    def heading(self) -> str:
        return _("People")

    async def reload(self) -> None:
        found = await self.at_desk(_everybody)
        self._people = {str(person.id): person for person in found}
        index = self.names.highlighted or 0
        self.names.clear_options()
        self.names.add_options(Option(_line(p), id=key) for key, p in self._people.items())
        self.names.highlighted = min(index, len(found) - 1) if found else None
        self.show_commands()

    def allowed(self, action: str) -> bool:
        if action == "back":
            return True
        person = self.app.person
        may = person is not None and person.actor.may(Permission.MANAGE_PEOPLE)
        chosen = self._chosen()
        if action == "key":
            return may and chosen is not None and chosen.role is Role.HEAD
        return may and (action == "add" or chosen is not None)

    def on_option_list_option_highlighted(self) -> None:
        self.show_commands()

    def _chosen(self) -> PersonView | None:
        if not self.is_mounted:
            return None
        option = self.names.highlighted_option
        return self._people.get(str(option.id)) if option is not None else None

    async def _twice(self, question: str) -> str | None:
        """A secret typed twice alike, or None."""
        first = await self.app.push_screen_wait(Ask(question, secret=True))
        if not first:
            return None
        again = await self.app.push_screen_wait(Ask(_("Once more:"), secret=True))
        if again == first:
            return first
        self.notice.good(_("The two differ; nothing was changed."))
        return None

    @work(exclusive=True, group="act")
    async def action_add(self) -> None:
        """A new account."""
        name = await self.app.push_screen_wait(Ask(_("What is the person called?")))
        if not name:
            return
        choices = [(role.value, _(ROLE_NAMES[role])) for role in ROLES]
        role = await self.app.push_screen_wait(Choose(_("What is their task?"), choices))
        pin = await self._twice(_("PIN for {name}:").format(name=name)) if role else None
        if not role or not pin:
            return
        made = await self.attempt(self.at_desk(add_person, name, Role(role), pin))
        if made is not None and Role(role) is Role.HEAD:
            await self._give_key(made)
        await self.reload()

    @work(exclusive=True, group="act")
    async def action_pin(self) -> None:
        """A new PIN."""
        person = self._chosen()
        if person is None:
            return
        pin = await self._twice(_("New PIN for {name}:").format(name=person.name))
        if pin:
            await self.attempt(self.at_desk(reset_pin, person.id, pin))
            self.notice.good(_("{name} has a new PIN.").format(name=person.name))

    @work(exclusive=True, group="act")
    async def action_activate(self) -> None:
        """Let the person sign in, or no longer."""
        person = self._chosen()
        if person is not None:
            await self.attempt(self.at_desk(set_active, person.id, active=not person.active))
            await self.reload()

    @work(exclusive=True, group="act")
    async def action_key(self) -> None:
        """A new key in the place of the old one."""
        person = self._chosen()
        question = _("The old key is then lost for ever; what it signed stays valid. Go on?")
        if person is not None and await self.app.push_screen_wait(Confirm(question)):
            await self._give_key(person.id)

    async def _give_key(self, person_id: int) -> None:
        passphrase = await self._twice(_("The Head's passphrase (at least 12 characters):"))
        if passphrase is None:
            return
        aside = self.app.backstage.run_aside(
            give_key, self.desk, person_id, passphrase, replace=True
        )
        await self.attempt(aside)


def _line(person: PersonView) -> Content:
    state = _("● active") if person.active else _("✗ may not sign in")
    return Content(f" {person.name:<32.32} {_(ROLE_NAMES[person.role]):<20} {state}")


def _everybody(desk: Desk) -> list[PersonView]:
    with desk.look():
        return list(people(active_only=False))
