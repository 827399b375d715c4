"""The office's logo on pictures: which file, how large."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from soptui.i18n import _
from soptui.sop.logo import CORNER_NAMES, LARGEST, SMALLEST, USUAL, Corner, Logo, tidy_size
from soptui.tui.dialogs.form_box import FormBox
from soptui.tui.widgets.form import FormField

if TYPE_CHECKING:
    from textual.app import ComposeResult

NONE = "none"
"""The answer for no logo."""


class LogoBox(FormBox):
    """`accept` takes the file's path, empty for the logo `now` in force, and its size."""

    def __init__(
        self, corner: Corner, now: Logo | None, accept: Callable[[str, int], Awaitable[object]]
    ) -> None:
        self.now, self.accept = now, accept
        question = _("The logo, {corner}: the path of a PNG on this machine")
        super().__init__(question.format(corner=_(CORNER_NAMES[corner])))

    def fields(self) -> ComposeResult:
        hint = _("empty: the present one") if self.now else "/home/humas/logo.png"
        yield FormField("file", _("PNG file"), hint=hint)
        label = _("Size, {smallest} to {largest} %").format(smallest=SMALLEST, largest=LARGEST)
        yield FormField("size", label, str(self.now.per_cent if self.now else USUAL))

    async def take(self) -> None:
        typed = {field.key: field.value for field in self.query(FormField)}
        await self.accept(typed["file"], tidy_size(typed["size"]))


def corners(now: Logo | None) -> Sequence[tuple[str, str]]:
    """Where a logo may stand, and none, to choose from; what is in force is marked."""
    present = now.corner.value if now else NONE
    known = [(corner.value, _(name)) for corner, name in CORNER_NAMES.items()]
    return [
        (answer, f"● {words}" if answer == present else f"  {words}")
        for answer, words in ((NONE, _("no logo")), *known)
    ]
