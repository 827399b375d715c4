"""What the rooms with texts share: drafts that are kept, and the choice when two people wrote."""

from __future__ import annotations

from textual import on, work
from textual.content import Content
from textual.css.query import DOMQuery
from textual.widgets import Static

from soptui.clock import local
from soptui.desk.item import Item
from soptui.errors import SoptuiError
from soptui.i18n import N_, _
from soptui.tui.commands import Command
from soptui.tui.item_room import ItemRoom
from soptui.tui.widgets.draft_field import DraftField

WHICH_TEXT = Command(
    "f8",
    "choose_text",
    N_("Which text?"),
    N_("Somebody saved another text first: keep mine, or take theirs."),
)


class DraftRoom(ItemRoom):
    """A room with `DraftField`s. Subclasses put `WHICH_TEXT` among their `KEYS`, a
    `Static(id="kept")` where the moment of the last saving is told, and call `show_texts`.
    """

    @property
    def fields(self) -> DOMQuery[DraftField]:
        """The text fields, in their order."""
        return self.query(DraftField)

    def show_texts(self, item: Item, *, editable: bool) -> None:
        """Bring the fields up to date; what is being typed stays."""
        for field in self.fields:
            field.tell(item.text(field.field), editable=editable)

    def texts_changed(self) -> None:
        """A text was kept or saved: bring up to date what depends on the texts."""

    def clashing(self) -> DraftField | None:
        """The first field over whose text somebody else has saved another."""
        item = self.item
        if item is None:
            return None
        return next((f for f in self.fields if f.clashes(item.text(f.field))), None)

    async def save_texts(self) -> None:
        """Save every field. Raises the first SoptuiError; all drafts are kept."""
        for field in self.fields:
            await field.save()

    async def action_back(self) -> None:
        """Save what can be saved, keep the rest as a draft, and leave."""
        for field in self.fields:
            try:
                await field.save()
            except SoptuiError:
                await self.attempt(field.flush())
        self.dismiss()

    @on(DraftField.Kept)
    def _kept(self, event: DraftField.Kept) -> None:
        words = _("Draft kept {time}") if event.version is None else _("Saved {time}")
        told = Content(words.format(time=f"{local(event.at):%H.%M.%S}"))
        line = self.query_one("#kept", Static)
        if line.content != told:
            line.update(told)
        self.texts_changed()

    @on(DraftField.Clashed)
    async def _clashed(self, event: DraftField.Clashed) -> None:
        self.notice.trouble(event.error)
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_choose_text(self) -> None:
        """Mine or theirs, for the first text that two people wrote."""
        from soptui.tui.dialogs.which_text import which_text

        field, item = self.clashing(), self.item
        if field is None or item is None:
            return
        theirs = item.text(field.field)
        answer = await self.app.push_screen_wait(which_text(field, theirs))
        if answer and await self.succeeds(field.settle(theirs, mine=answer == "mine")):
            self.notice.clear()
            await self.attempt(self.reload())
        field.area.focus()
