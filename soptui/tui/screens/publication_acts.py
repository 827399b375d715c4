"""What is done to a delivery under the cursor: read it, post by hand, try again, say how it is."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import getters, work

from soptui.channels.known import network_of
from soptui.desk.item import DeliveryView, Item
from soptui.desk.publication.faces import read_faces
from soptui.desk.publication.kits import read_kit
from soptui.desk.step4_publication import accept_url, retry
from soptui.i18n import N_, _
from soptui.sop.inert import visible
from soptui.sop.step4_publication import Need
from soptui.tui.channel_words import channel_name
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.next_step import need
from soptui.tui.screens.standing_acts import StandingActs
from soptui.tui.taking_back import take_back
from soptui.tui.widgets.delivery_panel import delivery_lines
from soptui.tui.widgets.delivery_table import DeliveryTable

DETAILS_WIDTH = 68


class PublicationActs(StandingActs):
    """One channel at a time; each stands alone."""

    DELIVERY_KEYS: ClassVar[tuple[Command, ...]] = (
        Command("enter", "details", N_("Details"), N_("Tries, folder, text of this channel.")),
        Command("o", "kit", N_("Folder"), N_("The folder prepared for posting by hand.")),
        Command("t", "paste", N_("Paste address"), N_("Note where the post stands.")),
        Command("p", "resolve", N_("Make sure"),
                N_("Say whether it stands there, after you have looked.")),
        Command("u", "retry", N_("Try again"), N_("Let a failed channel go again, now.")),
        Command("q", "code", N_("QR"), N_("The address as a QR code, for a telephone.")),
        Command("w", "recall", N_("Recall"), N_("Take it back while nothing was sent.")),
    )  # fmt: skip

    table = getters.query_one(DeliveryTable)

    @property
    def chosen(self) -> DeliveryView | None:
        return self.table.chosen

    def action_details(self) -> None:
        """Everything about the channel under the cursor."""
        from soptui.tui.dialogs.delivery import DeliveryDetails

        row, item = self.chosen, self.item
        if row is None or item is None:
            return
        site, now = self.app.settings.home.site, self.app.clock.now()
        lines = list(delivery_lines(row, site, now, DETAILS_WIDTH))
        self.app.push_screen(DeliveryDetails(lines, approved_text(item, row)))

    @work(exclusive=True, group="act")
    async def action_kit(self) -> None:
        """Show the prepared folder."""
        from soptui.tui.dialogs.kit import KitBox

        row = self.chosen
        if row is None or not row.kit:
            return
        folder = self.app.settings.home.kits / Path(row.kit)
        kit = await self.attempt(self.app.backstage.run_aside(read_kit, folder))
        if kit is not None:
            await self.app.push_screen_wait(KitBox(kit, channel_name(row.channel)))

    @work(exclusive=True, group="act")
    async def action_paste(self) -> None:
        """Note the address of a post made by hand."""
        if (row := self.chosen) is not None:
            await self._paste(row)

    async def _paste(self, row: DeliveryView) -> None:
        channel = channel_name(row.channel)
        question = _("Paste the address of the post on {channel}.").format(channel=channel)
        url = await self.app.push_screen_wait(Ask(question))
        if not url:
            return
        kept = await self.attempt(self.at_desk(accept_url, row.id, url))
        if kept is not None:
            self.notice.good(_("{channel} is noted: {url}").format(channel=channel, url=kept))
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_resolve(self) -> None:
        """Let whoever has looked say whether it stands there."""
        if (row := self.chosen) is None:
            return
        faces = await self.at_desk(read_faces)
        network = network_of(row.channel)
        place = faces.pages.get(row.channel, "") or (
            f"https://{network.hosts[0]}" if network and network.hosts else ""
        )
        seen = " · ".join(filter(None, (faces.accounts.get(row.channel, ""), place)))
        asked = _("Nobody knows whether it went out to {channel}. Look there first:\n{place}")
        answer = await self.app.push_screen_wait(Choose(
            asked.format(channel=channel_name(row.channel), place=visible(seen)),
            [("stands", _("It stands there: paste its address")),
             ("absent", _("It is not there: send it again (if it is, it will stand twice)"))],
        ))  # fmt: skip
        if answer == "stands":
            await self._paste(row)
        elif answer == "absent":
            await self._retry(row)

    @work(exclusive=True, group="act")
    async def action_retry(self) -> None:
        """Let a failed channel go again."""
        if (row := self.chosen) is not None and need(row) is Need.RETRY:
            await self._retry(row)

    async def _retry(self, row: DeliveryView) -> None:
        if await self.succeeds(self.at_desk(retry, row.id, row.version)):
            self.notice.good(_("{channel} is tried again.").format(
                channel=channel_name(row.channel)))  # fmt: skip
        await self.attempt(self.reload())

    def action_code(self) -> None:
        """Show the address as a QR code."""
        from soptui.tui.dialogs.qr import QrBox

        if (row := self.chosen) is not None and row.url:
            self.app.push_screen(QrBox(row.url))

    @work(exclusive=True, group="act")
    async def action_recall(self) -> None:
        """Take it back to selection, saying why."""
        await take_back(self, self.item)


def approved_text(item: Item, row: DeliveryView | None) -> str:
    """What the Head approved for the channel."""
    said = item.submission.manifest.channels if item.submission and row else ()
    return next((entry.text for entry in said if row and entry.channel == row.channel), "")
