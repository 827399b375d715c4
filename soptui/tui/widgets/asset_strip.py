"""The material in the order in which the public will see it, each piece with its verdict."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from soptui.desk.assets import AssetView
from soptui.i18n import _
from soptui.sop.inert import visible
from soptui.sop.material import Verdict
from soptui.tui.describe import ALIKE_GLYPH, HINT_GLYPH, VERDICT_GLYPHS
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

    def tell(self, assets: Sequence[AssetView], silent: Collection[int] = (),
             alike: Mapping[int, int] = MappingProxyType({})) -> None:  # fmt: skip
        """Show `assets`; those with an id in `silent` still need an alternative text; `alike` says
        of how many each is one that show nearly the same.
        """
        show_rows(self, [
            (str(asset.id), _row(asset, asset.id in silent, alike.get(asset.id, 0)))
            for asset in assets
        ])  # fmt: skip

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


def _row(asset: AssetView, silent: bool, alike: int) -> Content:  # noqa: FBT001  one mark of it
    # Only the shape is coloured: on a console the cursor's colour would swallow a coloured word.
    return Content.assemble(
        fit(visible(asset.name), NAME),
        (ALIKE_GLYPH if alike > 1 else " ", "$accent bold"),
        (HINT_GLYPH if asset.hints else " ", "$warning bold"),
        (f" {VERDICT_GLYPHS[asset.verdict]} ", f"{COLOURS[asset.verdict]} bold"),
        _(VERDICTS[asset.verdict]),
        (" ▲ ", "$warning bold") if silent else "",
        "A" if silent else "",
    )
