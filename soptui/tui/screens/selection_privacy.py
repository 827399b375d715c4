"""The privacy gate in the selection: numbers that stop the release, and the picture checklist."""

from __future__ import annotations

from collections.abc import Collection

from soptui.desk.item import Item
from soptui.desk.privacy import CHECKLIST, PRIVACY, Found, check_pictures, let_pass, read_findings
from soptui.i18n import _
from soptui.sop.picture_check import Seen
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.picture_check import PictureCheckBox
from soptui.tui.privacy_words import secret_words
from soptui.tui.screens.selection_room import SelectionRoom


class PrivacyActs(SelectionRoom):
    """Asked at the moment of submission, when nothing else is missing any more."""

    async def see_to_privacy(self) -> bool:
        """Let the manager see to what the gate found; False when they stopped, to mend the text."""
        fields = {gap.field for gap in self.item.gaps} if self.item else set()
        if self.item is None or fields - {PRIVACY, CHECKLIST}:
            return True  # submitting says what else is missing
        if PRIVACY in fields and not await self._see_to_numbers(self.item):
            return False
        return CHECKLIST not in fields or await self._check_pictures(self.item)

    async def _see_to_numbers(self, item: Item) -> bool:
        """One after the other, until none is left that stops the release."""
        while True:
            found = [one for one in await self.at_desk(read_findings, item.id) if one.blocks]
            if not found:
                await self.reload()
                return True
            lines = [(str(place), _words(one)) for place, one in enumerate(found)]
            asked = _("These numbers belong to people. Esc: mend the text. Or let one pass:")
            answer = await self.app.push_screen_wait(Choose(asked, lines))
            if not answer:
                return False
            reason = await self.app.push_screen_wait(Ask(_("Why may it be published?")))
            if reason:
                passing = self.at_desk(let_pass, item.id, found[int(answer)], reason)
                if not await self.succeeds(passing):
                    return False

    async def _check_pictures(self, item: Item) -> bool:
        async def accept(seen: Collection[Seen], note: str) -> None:
            await self.at_desk(check_pictures, item.id, seen, note)

        checked = await self.app.push_screen_wait(PictureCheckBox(accept))
        if checked:
            await self.reload()
        return bool(checked)


def _words(found: Found) -> str:
    return secret_words(found.secret, found.masked, found.field)
