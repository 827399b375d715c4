"""Dialogs with fields: what was typed stays until it was taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from soptui.errors import SoptuiError
from soptui.i18n import _
from soptui.sop.roles import Role
from soptui.tui.dialogs.box import Box
from soptui.tui.setup_draft import PersonDraft, check_twice
from soptui.tui.widgets.form import Complaint, FormField
from soptui.tui.widgets.person_fields import PersonFields, PersonHeader

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FormBox(Box[bool]):
    """Fields and a key that gives them away; True once they were taken."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "done", show=False)]

    def __init__(self, question: str) -> None:
        self.question = question
        self._busy = False
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -wide"):
            yield Static(Content(self.question), classes="title")
            yield from self.fields()
            yield Complaint(id="answer")
            yield Static(Content(_("F2: done · Esc: never mind")), classes="hint")

    def fields(self) -> ComposeResult:
        """The dialog's own fields."""
        yield from ()

    def settle_in(self) -> None:
        self.query(Input).first().focus()

    async def take(self) -> None:
        """Act on what was typed. Raises SoptuiError: it is told, and everything stays."""

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self.focused is list(self.query(Input))[-1]:
            self.action_done()
        else:
            self.focus_next(Input)

    @work(exclusive=True, group="act")
    async def action_done(self) -> None:
        """Give what was typed away, once."""
        if self._busy:
            return
        self._busy = True
        try:
            await self.take()
        except SoptuiError as error:
            self.query_one("#answer", Complaint).tell(error.sentence)
        else:
            self.dismiss(True)
        finally:
            self._busy = False

    def action_close(self) -> None:
        """No answer; but what is being done is not left half seen."""
        if not self._busy:
            self.dismiss(False)


class NewSecret(FormBox):
    """A PIN or a passphrase, typed twice; `accept` takes it."""

    def __init__(
        self,
        question: str,
        rule: Callable[[str], None],
        accept: Callable[[str], Awaitable[object]],
    ) -> None:
        self.rule, self.accept = rule, accept
        super().__init__(question)

    def fields(self) -> ComposeResult:
        yield FormField("secret", _("New"), secret=True)
        yield FormField("again", _("Once more"), secret=True)

    async def take(self) -> None:
        secret, again = (field.value for field in self.query(FormField))
        check_twice(secret, again, self.rule)
        await self.accept(secret)


class NewPersonBox(FormBox):
    """Somebody's row; `accept` takes it."""

    def __init__(self, question: str, accept: Callable[[PersonDraft], Awaitable[object]]) -> None:
        self.draft = PersonDraft(Role.REPORTER)
        self.accept = accept
        super().__init__(question)

    def fields(self) -> ComposeResult:
        yield PersonHeader()
        yield PersonFields(self.draft)

    async def take(self) -> None:
        self.query_one("#answer", Complaint).tell("")
        fields = self.query_one(PersonFields)
        errors = self.draft.errors()
        fields.complain(errors)
        if errors:
            fields.go_to(next(iter(errors)))
            raise Incorrect
        await self.accept(self.draft)


class Incorrect(SoptuiError):
    """Told beside the field already."""

    def __init__(self) -> None:
        super().__init__("")
