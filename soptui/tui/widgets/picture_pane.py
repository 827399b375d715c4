"""Gambar: one asset large, what is known and written about it, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import getters, on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from soptui.desk.assets import AssetView
from soptui.desk.item import Item
from soptui.desk.texts import alt_of, caption_of
from soptui.i18n import _, ngettext
from soptui.sop.inert import visible
from soptui.sop.material import Kind, Verdict
from soptui.sop.step2_selection import REJECTION_REASONS
from soptui.tui.describe import (
    ALIKE_GLYPH,
    VERDICT_GLYPHS,
    hints_of,
    in_words,
    measure_of,
    parts_of,
    taken,
    thumbnail,
)
from soptui.tui.inert_text import inert
from soptui.tui.widgets.asset_strip import COLOURS, AssetStrip
from soptui.tui.widgets.picture import Picture
from soptui.tui.words import VERDICTS

if TYPE_CHECKING:
    from soptui.tui.host import Host


class PicturePane(Vertical):
    """Shows; what is done to an asset is the screen's."""

    if TYPE_CHECKING:
        app: getters.app[Host]

    strip = getters.query_one(AssetStrip)
    picture = getters.query_one(Picture)

    def __init__(self) -> None:
        super().__init__(id="pictures", classes="pane")
        self._item: Item | None = None

    def compose(self) -> Iterable[Any]:
        with Vertical(id="large"):
            yield Picture()
            yield Static(id="about")
        yield AssetStrip()

    def tell(self, item: Item) -> None:
        """Show the coverage's material as it stands."""
        self._item = item
        silent = {
            asset.id
            for asset in item.assets
            if _needs_alt(asset) and not item.text(alt_of(asset.id)).body.strip()
        }
        alike = {number: len(some) for some in item.alike for number in some}
        self.strip.tell(item.assets, silent, alike)
        self._show_chosen()

    @property
    def chosen(self) -> AssetView | None:
        """The asset under the cursor."""
        if self._item is None:
            return None
        wanted = self.strip.chosen_id
        return next((asset for asset in self._item.assets if asset.id == wanted), None)

    @property
    def group(self) -> list[AssetView]:
        """Those that show nearly the same as the asset under the cursor, with it, undecided or
        not; empty where there is none.
        """
        item, asset = self._item, self.chosen
        if item is None or asset is None:
            return []
        ids = next((some for some in item.alike if asset.id in some), ())
        by_id = {each.id: each for each in item.assets}
        return [by_id[number] for number in ids if number in by_id]

    def go_to_undecided(self) -> None:
        """The next asset without a verdict, counting on from the cursor; else stay."""
        assets = self._item.assets if self._item else ()
        start = self.strip.highlighted or 0
        for asset in (*assets[start:], *assets[:start]):
            if asset.verdict is Verdict.UNDECIDED:
                self.strip.go_to(asset.id)
                return

    @on(OptionList.OptionHighlighted)
    def _show_chosen(self) -> None:
        item, asset = self._item, self.chosen
        about = self.query_one("#about", Static)
        if item is None or asset is None:
            self.picture.show(None, _("This coverage has no material."))
            about.update("")
            return
        now = self.app.clock.now()
        alt = item.text(alt_of(asset.id)).body
        label = f"▶ {measure_of(asset)}" if asset.kind is Kind.VIDEO else ""
        path = thumbnail(self.app.settings.home, asset)
        self.picture.show(path, visible(in_words(asset, now, alt)), label)
        place = f"{item.assets.index(asset) + 1}/{len(item.assets)}"
        facts = f"{place} · {asset.name} · {measure_of(asset)} · {taken(asset, now)}"
        if asset.parts:
            facts += f" · {parts_of(asset)}"
        content = Content("\n").join(
            [inert(facts, "$muted"), _verdict(asset), *_noticed(asset, len(self.group)),
             _text("C", _("Caption"), item.text(caption_of(asset.id)).body, needed=False),
             _text("A", _("Alt text"), alt, needed=_needs_alt(asset))]
        )  # fmt: skip
        if content != about.content:
            about.update(content)


def reason_words(reason: str) -> str:
    """Why an asset is rejected: one of the list's reasons, or somebody's own words."""
    return _(REJECTION_REASONS[reason]) if reason in REJECTION_REASONS else reason


def _needs_alt(asset: AssetView) -> bool:
    return asset.verdict is Verdict.PUBLISHABLE and asset.kind is Kind.PHOTO


def _verdict(asset: AssetView) -> Content:
    words = f"{VERDICT_GLYPHS[asset.verdict]} {_(VERDICTS[asset.verdict])}"
    content = Content.assemble((words, f"{COLOURS[asset.verdict]} bold"))
    if asset.reason:
        content += Content(": ") + inert(reason_words(asset.reason))
    return content


def _noticed(asset: AssetView, alike: int) -> list[Content]:
    """One line of what helps to decide; none where there is nothing."""
    words = hints_of(asset)
    line = Content.styled(" · ".join(words), "$warning")
    if alike > 1:
        pictures = ngettext("{n} alike", "{n} alike", alike).format(n=alike)
        near = Content.assemble(f"{ALIKE_GLYPH} {pictures} ", ("B", "$accent bold"), " ",
                                _("compares"))  # fmt: skip
        line = line + Content(" · ") + near if words else near
    return [line] if line else []


def _text(key: str, label: str, body: str, *, needed: bool) -> Content:
    head = Content.assemble((key, "$accent bold"), (f" {label}: ", "$muted"))
    if body.strip():
        return head + inert(" ".join(body.split()))
    return head + (Content.styled("▲ " + _("still needed"), "$warning") if needed
                   else Content.styled(_("none"), "$muted"))  # fmt: skip
