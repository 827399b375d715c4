"""An asset in words: for lists, and for terminals that cannot show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soptui.i18n import _
from soptui.sop.material import Kind
from soptui.tui.format import clock_time, duration
from soptui.tui.words import KINDS

if TYPE_CHECKING:
    from soptui.desk.item import AssetView

MEGA = 1_000_000


def extent(asset: AssetView) -> str:
    """How much there is of it: `24 MP`, `0.42`, `3 halaman`; nothing where it is not known."""
    if asset.duration_ms is not None:
        return duration(asset.duration_ms)
    if asset.kind is Kind.DOCUMENT and asset.pages:
        return _("{count} p.").format(count=asset.pages)
    if asset.width and asset.height:
        pixels = asset.width * asset.height
        return f"{pixels / MEGA:.0f} MP" if pixels >= MEGA else f"{asset.width}×{asset.height}"
    return ""


def orientation(asset: AssetView) -> str:
    """Which way it lies, in a word."""
    if not (asset.width and asset.height):
        return ""
    if asset.width == asset.height:
        return _("square")
    return _("landscape") if asset.width > asset.height else _("portrait")


def poster_label(asset: AssetView) -> str:
    """What stands over a video's poster, so that it is not taken for a photo."""
    return f"▶ {extent(asset)}" if asset.kind is Kind.VIDEO else ""


def facts(asset: AssetView) -> str:
    """One line: the kind, its extent, when it was taken, which way it lies."""
    taken = clock_time(asset.captured_at) if asset.captured_at else ""
    parts = (_(KINDS[asset.kind]), extent(asset), taken, orientation(asset))
    return " · ".join(part for part in parts if part)


def describe(asset: AssetView, alt_text: str = "") -> str:
    """A few lines that stand for the picture: its name, its facts, its alternative text."""
    seen = alt_text.strip() or _("(no alternative text yet)")
    return f"{asset.name}\n{facts(asset)}\n\n{seen}"
