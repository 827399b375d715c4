"""The material of a coverage as a list, and what of the same card is still on its way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from soptui.desk.assets import AssetView
from soptui.i18n import _
from soptui.inbox.status import ArrivalView
from soptui.sop.arrival import ARRIVAL_NAMES, IN_TROUBLE
from soptui.tui.describe import measure_of, taken
from soptui.tui.format import fit
from soptui.tui.widgets.keyed_list import KeyedList, Row

NARROW = 29


class MaterialList(KeyedList):
    """A row an asset: its name, when it was taken, how much of it there is."""

    _assets: Sequence[AssetView] = ()

    @property
    def chosen(self) -> AssetView | None:
        """The asset under the cursor."""
        return next((asset for asset in self._assets if str(asset.id) == self.chosen_key), None)

    def show_material(
        self, assets: Sequence[AssetView], coming: Sequence[ArrivalView], now: datetime
    ) -> None:
        """Show `assets`, and below them the files of their card that are not here yet."""
        self._assets = assets
        width = self.scrollable_content_region.width or NARROW
        rows = [Row(str(asset.id), asset_line(asset, now, width)) for asset in assets]
        rows += [Row(f"coming:{file.id}", _coming_line(file, width), live=False) for file in coming]
        self.tell(rows)


def asset_line(asset: AssetView, now: datetime, width: int) -> Content:
    """`● IMG_2031.JPG   14.02 24 MP` in `width` cells."""
    tail = f" {taken(asset, now)} {measure_of(asset):<6}"
    return Content(f"● {fit(asset.name, max(8, width - 2 - len(tail)))}{tail}")


def _coming_line(file: ArrivalView, width: int) -> Content:
    trouble = file.state in IN_TROUBLE
    tail = f" {_(ARRIVAL_NAMES[file.state])}"
    name = fit(file.label.rpartition("/")[2], max(8, width - 2 - len(tail)))
    return Content.styled(f"{'✗' if trouble else ' '} {name}{tail}", "$error" if trouble else "")
