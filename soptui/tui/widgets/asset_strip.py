"""The material in the order in which the public will see it, each piece with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from soptui.desk.item import AssetView
from soptui.i18n import _
from soptui.sop.inert import visible
from soptui.sop.material import Verdict
from soptui.tui.describe import VERDICT_GLYPHS
from soptui.tui.format import fit
from soptui.tui.option_rows import show_rows
from soptui.tui.words import VERDICTS

NAME = 13
COLOURS = {Verdict.UNDECIDED: "$warning", Verdict.PUBLISHABLE: "$success",
           Verdict.REJECTED: "$error"}  # fmt: skip


class AssetStrip(OptionList):
    """A list; all four arrows move in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_up", show=False),
        Binding("right", "cursor_down", show=False),
    ]

    def tell(self, assets: Sequence[AssetView]) -> None:
        """Show `assets`; the cursor stays on its asset."""
        show_rows(self, [(str(asset.id), _row(asset)) for asset in assets])

    @property
    def chosen_id(self) -> int | None:
        """The asset under the cursor."""
        option = self.highlighted_option
        return None if option is None else int(str(option.id))

    def go_to(self, asset_id: int) -> None:
        """Put the cursor on that asset, where it is in the list."""
        keys = [option.id for option in self.options]
        if str(asset_id) in keys:
            self.highlighted = keys.index(str(asset_id))


def _row(asset: AssetView) -> Content:
    verdict = f"{VERDICT_GLYPHS[asset.verdict]} {_(VERDICTS[asset.verdict])}"
    name = fit(visible(asset.name), NAME)
    return Content.assemble(f"{name} ", (verdict, COLOURS[asset.verdict]))
