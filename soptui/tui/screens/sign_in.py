"""Who sits here? A name and a PIN."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import events, getters, on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from soptui.desk.access.logins import SessionOwner
from soptui.desk.access.people import PersonView, people, sign_in
from soptui.desk.context import Desk
from soptui.errors import SoptuiError
from soptui.i18n import N_, _
from soptui.sop.roles import ROLE_NAMES
from soptui.tui.commands import Command
from soptui.tui.room import Room


class SignIn(Room):
    """The entrance: choose your name, type your PIN."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("enter", "choose", N_("Sign in"), N_("Choose your name, then type your PIN.")),
        Command("escape", "other", N_("Another name"), N_("Back from the PIN to the names.")),
        Command("f9", "switch_language", N_("ID/EN"), N_("Indonesian or English.")),
        Command("f4", "quit", N_("Leave"), N_("Leave soptui; the station goes on elsewhere.")),
    )

    names = getters.query_one(OptionList)
    pin = getters.query_one("#pin", Input)

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[str, PersonView] = {}

    def body(self) -> Iterable[Any]:
        with Vertical(id="entrance"):
            yield Static(Content(_("Who are you?")), id="asked", classes="title")
            yield OptionList(id="names")
            yield Static("", id="who")
            yield Input(password=True, id="pin", placeholder=_("PIN"), max_length=64)

    async def reload(self) -> None:
        found = await self.at_desk(_who_may_sit, self.app.session_owner)
        known = {str(person.id): person for person in found}
        if self.names.option_count and known == self._people:
            return  # the station wrote something: a PIN that is being typed stays
        self._people = known
        self.names.clear_options()
        self.names.add_options(
            Option(Content(f"{person.name} · {_(ROLE_NAMES[person.role])}"), id=key)
            for key, person in self._people.items()
        )
        self.names.highlighted = 0 if found else None
        self.query_one("#asked", Static).update(Content(self._question(found)))
        self.pin.display = False
        trouble = self.app.settings.trouble
        if trouble is not None:
            self.notice.trouble(trouble)
        self.names.focus()

    def _question(self, found: Sequence[PersonView]) -> str:
        if self.app.session_owner is None:
            return _("Who are you?")
        if found:
            return _("This SSH session belongs to {name}.").format(name=found[0].name)
        return _("This SSH session's key belongs to an account that was deactivated.")

    @on(OptionList.OptionSelected)
    def _ask_pin(self, event: OptionList.OptionSelected) -> None:
        chosen = self._people[str(event.option_id)]
        self.query_one("#who", Static).update(Content(_("PIN of {name}:").format(name=chosen.name)))
        self.pin.display = True
        self.pin.value = ""
        self.pin.focus()
        self.notice.clear()
        self.show_commands()

    @on(Input.Submitted, "#pin")
    @work(exclusive=True, group="sign-in")
    async def _sign_in(self, event: Input.Submitted) -> None:
        option = self.names.highlighted_option
        if option is None or not event.value:
            return
        person, pin = self._people[str(option.id)], event.value
        self.pin.value = ""
        try:
            seated = await self.at_desk(sign_in, person.id, pin, **_binding(self.app.session_owner))
        except SoptuiError as error:
            self.notice.trouble(error)
            return
        self.app.enter(seated)

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next name that begins with it."""
        letter = event.character or ""
        if not letter.isalpha() or not self.names.has_focus:
            return
        known, start = list(self._people.values()), self.names.highlighted or 0
        order = [*range(start + 1, len(known)), *range(start + 1)]
        for place in order:
            if known[place].name.casefold().startswith(letter.casefold()):
                self.names.highlighted = place
                event.stop()
                return

    def allowed(self, action: str) -> bool:
        return action != "other" or (self.arrived and self.pin.display)

    def action_choose(self) -> None:
        """The key on the list does it; here for the bar's click."""
        self.names.action_select()

    def action_other(self) -> None:
        """Back to the names."""
        self.pin.display = False
        self.query_one("#who", Static).update("")
        self.names.focus()
        self.show_commands()

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)


def _binding(owner: SessionOwner | None) -> dict[str, Any]:
    if owner is None:
        return {}
    return {"bound_to": owner.person_id, "fingerprint": owner.fingerprint}


def _who_may_sit(desk: Desk, owner: SessionOwner | None) -> list[PersonView]:
    """Everybody who is active; in a session that is somebody's, only that person."""
    with desk.look():
        return [person for person in people() if owner is None or owner.person_id == person.id]
