"""An asset in few words: what it is, how large, when it was taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from soptui.desk.assets import AssetView
from soptui.i18n import _, ngettext
from soptui.paths import Home
from soptui.sop.material import Doubt, Kind, Verdict
from soptui.tui.format import duration, near, size
from soptui.tui.words import DOUBTS, HINTS, KINDS, PARTS, VERDICTS

HINT_GLYPH = "▼"
ALIKE_GLYPH = "~"
VERDICT_GLYPHS = {Verdict.UNDECIDED: "─", Verdict.PUBLISHABLE: "●", Verdict.REJECTED: "✗"}


def measure_of(asset: AssetView) -> str:
    """`24 MP`, `0.42`, `3 halaman`: the number that says how much of it there is."""
    if asset.duration_ms is not None:
        return duration(asset.duration_ms)
    if asset.pages is not None and asset.kind is Kind.DOCUMENT:
        return ngettext("{n} page", "{n} pages", asset.pages).format(n=asset.pages)
    if asset.width and asset.height:
        megapixels = asset.width * asset.height / 1e6
        return f"{megapixels:.0f} MP" if megapixels >= 1 else f"{asset.width}×{asset.height}"
    return size(asset.size)


def taken(asset: AssetView, now: datetime) -> str:
    """When it was taken, `tiba 14.02` where the camera does not say, `tanggal?` where
    what it says cannot be.
    """
    if asset.doubt in {Doubt.ANCIENT, Doubt.FUTURE}:
        return _("date?")
    if asset.captured_at is not None:
        return near(asset.captured_at, now)
    return _("arrived {time}").format(time=near(asset.arrived_at, now))


def in_words(asset: AssetView, now: datetime, alt_text: str = "") -> str:
    """What stands where no picture can be shown."""
    lines = [asset.name, f"{_(KINDS[asset.kind])} · {measure_of(asset)} · {size(asset.size)}",
             taken(asset, now)]  # fmt: skip
    if asset.width and asset.height:
        lines.append(f"{asset.width} × {asset.height}")
    lines += noticed(asset)
    if alt_text:
        lines += ["", alt_text]
    return "\n".join(lines)


def noticed(asset: AssetView) -> list[str]:
    """What a machine noticed, and what belongs to it: a line each."""
    lines = hints_of(asset)
    if asset.doubt is not Doubt.NONE:
        lines.append(f"{HINT_GLYPH} {_(DOUBTS[asset.doubt])}")
    if asset.wrong_ending:
        words = _("The name's ending is wrong: this is {type}.").format(type=asset.media_type)
        lines.append(f"{HINT_GLYPH} {words}")
    if asset.shifted:
        lines.append(_("The camera's clock was corrected."))
    if asset.parts:
        lines.append(parts_of(asset))
    return lines


def hints_of(asset: AssetView) -> list[str]:
    """`▼ mungkin kabur`: what a machine noticed in the picture."""
    return [f"{HINT_GLYPH} {_(HINTS[hint])}" for hint in asset.hints]


def parts_of(asset: AssetView) -> str:
    """`+RAW +memo`: what belongs to it, each kind once."""
    return " ".join(dict.fromkeys(PARTS[role] for role in asset.parts if role in PARTS))


def flags(asset: AssetView, alike: int = 0) -> str:
    """`+RAW ~3 ▼`: for its row, with how many it is `alike`, itself included."""
    words = [parts_of(asset)] if asset.parts else []
    if alike > 1:
        words.append(f"{ALIKE_GLYPH}{alike}")
    if asset.hints or asset.wrong_ending:
        words.append(HINT_GLYPH)
    return " ".join(words)


def verdict(asset: AssetView) -> str:
    """The verdict's shape and word."""
    return f"{VERDICT_GLYPHS[asset.verdict]} {_(VERDICTS[asset.verdict])}"


def thumbnail(home: Home, asset: AssetView) -> Path | None:
    """The thumbnail's place, or None where there is none."""
    return home.thumbnail(asset.sha256) if asset.has_thumbnail else None


def thumbnails(home: Home, assets: Iterable[AssetView]) -> dict[str, Path]:
    """Where the thumbnails lie that there are, by SHA-256."""
    return {asset.sha256: home.thumbnail(asset.sha256) for asset in assets if asset.has_thumbnail}
