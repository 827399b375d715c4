"""One person in a form: name, role, PIN twice, and for the Head a passphrase twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, Static

from soptui.i18n import _
from soptui.sop.roles import ROLE_NAMES, Role
from soptui.tui.dialogs.choose import Choose
from soptui.tui.setup_draft import Errors, PersonDraft
from soptui.tui.widgets.form import LONGEST, Complaint

if TYPE_CHECKING:
    from textual.app import ComposeResult

ROLES = tuple(role for role in Role if role is not Role.STATION)
LONGEST_NAME = 80


class PersonFields(Vertical):
    """What is typed goes to `draft` at every key; nothing secret is ever shown."""

    class Removed(Message):
        """A click on the cross: this person is not needed."""

        def __init__(self, fields: PersonFields) -> None:
            self.fields = fields
            super().__init__()

    complaint = getters.query_one(Complaint)

    def __init__(self, draft: PersonDraft, *, removable: bool = False) -> None:
        super().__init__(classes="person-fields")
        self.draft, self.removable = draft, removable

    def compose(self) -> ComposeResult:
        draft = self.draft
        with Horizontal(classes="row"):
            yield Input(draft.name, name="name", classes="who", placeholder=_("name"),
                        max_length=LONGEST_NAME, select_on_focus=False)  # fmt: skip
            yield Button(self._role_words(), name="role", compact=True)
            yield _secret("pin", draft.pin, _("PIN"))
            yield _secret("pin_again", draft.pin_again, _("PIN again"))
            yield Button("✗", name="remove", classes="cross", compact=True)
        with Horizontal(classes="row head"):
            yield Static(Content(_("Passphrase of the key:")), classes="label")
            yield _secret("passphrase", draft.passphrase, _("12 or more characters"))
            yield _secret("passphrase_again", draft.passphrase_again, _("once more"))
        yield Complaint()

    def on_mount(self) -> None:
        cross = self.query_one(".cross", Button)
        cross.can_focus = False  # its key is the screen's; Tab should not stop on it
        cross.display = self.removable
        self._show_role()

    def complain(self, errors: Errors) -> None:
        """Say what is wrong first: one sentence at a time is read."""
        self.complaint.tell(next(iter(errors.values()), ""))

    def go_to(self, name: str) -> None:
        """Put the cursor into the field `name`."""
        field = next((each for each in self.query(Input) if each.name == name), None)
        if field is not None:
            field.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.name and getattr(self.draft, event.input.name) != event.value:
            setattr(self.draft, event.input.name, event.value)
            self.complain({})

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name == "remove":
            self.post_message(self.Removed(self))
            return
        choices = [(role.value, _(ROLE_NAMES[role])) for role in ROLES]
        self.app.push_screen(Choose(_("What does this person do?"), choices), self._chose)

    def _chose(self, answer: str | None) -> None:
        if answer:
            self.draft.role = Role(answer)
            self.complain({})
            self._show_role()

    def _show_role(self) -> None:
        button = next(each for each in self.query(Button) if each.name == "role")
        button.label = self._role_words()
        self.query_one(".head").display = self.draft.role is Role.HEAD

    def _role_words(self) -> Content:
        return Content(f"▾ {_(ROLE_NAMES[self.draft.role])}")


class PersonHeader(Horizontal):
    """What stands in which column of `PersonFields`."""

    def __init__(self, *, removable: bool = False) -> None:
        super().__init__()
        self.removable = removable

    def compose(self) -> ComposeResult:
        for words, kind in ((_("Name"), "who"), (_("Role"), "what"), (_("PIN"), "secret"),
                            (_("PIN again"), "secret")):  # fmt: skip
            yield Static(Content(words), classes=kind)
        if self.removable:
            yield Static(classes="cross")


def _secret(name: str, value: str, hint: str) -> Input:
    return Input(value, name=name, password=True, classes="secret", placeholder=hint,
                 max_length=LONGEST, select_on_focus=False)  # fmt: skip
