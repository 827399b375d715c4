"""What is done about the office's logo, beside the channels whose pictures show it."""

from __future__ import annotations

from textual import work

from soptui.desk.publication.logos import drop_logo, read_logo, set_logo
from soptui.i18n import _
from soptui.sop.logo import Corner, Logo
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.logo import NONE, LogoBox, corners
from soptui.tui.room import Room


class LogoActs(Room):
    """A corner first, then whether the website shows it too, then the file."""

    @work(exclusive=True, group="act")
    async def action_logo(self) -> None:
        """Ask for the corner first, then for the file; nothing is drawn where nobody chose one."""
        now = await self.attempt(self.at_desk(read_logo))
        asked = _("Where does the logo stand on pictures for social networks?")
        answer: str | None = await self.app.push_screen_wait(Choose(asked, corners(now)))
        if answer is None:
            return
        if answer == NONE:
            if now is None or await self.succeeds(self.at_desk(drop_logo)):
                self.notice.good(_("Pictures go out without a logo."))
            return
        await self._choose_logo(Corner(answer), now)

    async def _choose_logo(self, corner: Corner, now: Logo | None) -> None:
        website: bool | None = await self.app.push_screen_wait(
            Confirm(_("On pictures of the website too?"))
        )
        if website is None:
            return

        async def accept(file: str, size: int) -> None:
            await self.app.backstage.run_aside(
                set_logo, self.desk, file, corner, size, website=website)  # fmt: skip

        if await self.app.push_screen_wait(LogoBox(corner, now, accept)):
            self.notice.good(_("Pictures that are submitted from now on have the logo."))
