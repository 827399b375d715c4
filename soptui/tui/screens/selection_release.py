"""What is done to the release in the selection: settling clashes, and composing it again."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on, work

from soptui.desk.step2_selection import recompose
from soptui.desk.texts import REASON
from soptui.i18n import N_, _
from soptui.tui.commands import Command
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.narrative import Narrative
from soptui.tui.dialogs.which_text import which_text
from soptui.tui.dialogs.write import Task, Write
from soptui.tui.screens.selection_room import SelectionRoom
from soptui.tui.widgets.draft_field import DraftField
from soptui.tui.widgets.release_form import ReleaseForm


class ReleaseActs(SelectionRoom):
    """Typing itself is the fields' own."""

    RELEASE_KEYS: ClassVar[tuple[Command, ...]] = (
        Command("f3", "narrative", N_("Narrative"),
                N_("Read the 5W + 1H; compose the release from it again.")),
        Command("f8", "choose_text", N_("Which text?"),
                N_("Somebody saved another text first: keep mine, or take theirs.")),
        Command("f10", "reason", N_("Reason"), N_("Why it is corrected, as the public reads it.")),
    )  # fmt: skip

    release = getters.query_one(ReleaseForm)

    @on(DraftField.Clashed)
    async def _clashed(self, event: DraftField.Clashed) -> None:
        self.notice.trouble(event.error)
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_choose_text(self) -> None:
        """Mine or theirs, for the first text that two people wrote."""
        item = self.item
        field = next(
            (f for f in self.release.fields if item and f.clashes(item.text(f.field))), None
        )
        if item is None or field is None:
            return
        theirs = item.text(field.field)
        answer = await self.app.push_screen_wait(which_text(field, theirs))
        if answer:
            await self.attempt(field.settle(theirs, mine=answer == "mine"))
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_reason(self) -> None:
        """Change why it is corrected."""
        if self.item is None:
            return
        asked = _("Why is it corrected? The public will read this.")
        view = self.item.text(REASON)
        await self.app.push_screen_wait(
            Write(Task(self.coverage_id, REASON, _("Reason"), asked, view))
        )
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_narrative(self) -> None:
        """Read the narrative, and compose the release again where that is wanted."""
        if self.item is None:
            return
        again = await self.app.push_screen_wait(Narrative(self.item, editable=self.editable))
        question = _("Compose again? Title, lead and body as they stand are replaced.")
        if again and await self.app.push_screen_wait(Confirm(question)):
            await self._recompose()

    async def _recompose(self) -> None:
        if not await self.succeeds(self.at_desk(recompose, self.coverage_id)):
            return
        await self.attempt(self.reload())
        if self.item is not None:
            for field in self.release.fields:
                await field.settle(self.item.text(field.field), mine=False)
        await self.attempt(self.reload())
        self.notice.good(_("The release was composed from the narrative again."))
