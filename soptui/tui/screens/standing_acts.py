"""What is done about a release that stands in public: correct it, take it down, note it as done."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from soptui.desk.corrections import correct, take_down
from soptui.desk.item import DeliveryView, Item
from soptui.desk.step4_publication import done_by_hand
from soptui.i18n import N_, _
from soptui.sop.purpose import Purpose
from soptui.sop.roles import Permission
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.tui.channel_words import channel_name
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.room import Room


class StandingActs(Room):
    """For the room in which publications are read."""

    STANDING_KEYS: ClassVar[tuple[Command, ...]] = (
        Command("d", "done", N_("Done by hand"),
                N_("Note that the post was corrected, or taken down, by hand.")),
        Command("l", "correct", N_("Correct"),
                N_("Take it back to be corrected; it stays in public until then.")),
        Command("x", "take_down", N_("Take down"),
                N_("Ask the Head to let it be taken down everywhere.")),
    )  # fmt: skip

    item: Item | None

    @property
    def chosen(self) -> DeliveryView | None:
        """The delivery under the cursor."""
        raise NotImplementedError

    def allowed_standing(self, action: str) -> bool:
        """Whether one of these keys does anything here and now."""
        item, row = self.item, self.chosen
        if item is None or self.app.person is None:
            return False
        may = self.app.person.actor.may
        if action == "done":
            waits = row is not None and row.state is DeliveryState.ASSISTED and bool(row.earlier)
            return waits and may(Permission.PUBLISH)
        return item.state is State.PUBLISHED and may(Permission.CORRECT)

    @work(exclusive=True, group="act")
    async def action_correct(self) -> None:
        """Ask why, and take it back to selection."""
        await self._change(_("Why is it corrected? The public will read this."), take=False)

    @work(exclusive=True, group="act")
    async def action_take_down(self) -> None:
        """Ask why, and lay it before the Head."""
        await self._change(_("Why shall it be taken down? The public will read this."), take=True)

    async def _change(self, asked: str, *, take: bool) -> None:
        item = self.item
        reason = await self.app.push_screen_wait(Ask(asked))
        if item is None or not reason:
            return
        if take and not await self.app.push_screen_wait(
            Confirm(_("Lay before the Head that it is taken down from every channel?"))
        ):
            return
        act = take_down if take else correct
        if not await self.succeeds(self.at_desk(act, item.id, item.version, reason)):
            await self.attempt(self.reload())
            return
        self.dismiss()

    @work(exclusive=True, group="act")
    async def action_done(self) -> None:
        """Note what was done by hand, after asking."""
        item, row = self.item, self.chosen
        if item is None or row is None:
            return
        channel = channel_name(row.channel)
        asked = (
            _("Is the post on {channel} gone for everybody?")
            if item.purpose is Purpose.TAKEDOWN
            else _("Does the post on {channel} say exactly what was approved now?")
        ).format(channel=channel)
        if await self.app.push_screen_wait(Confirm(asked)):
            await self.succeeds(self.at_desk(done_by_hand, row.id))
            await self.attempt(self.reload())
