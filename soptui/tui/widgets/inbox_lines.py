"""The rows of the inbox as text: an offer, an asset, a file on its way, each in one line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from textual.content import Content

from soptui.clock import local
from soptui.desk.assets import AssetView
from soptui.i18n import _, ngettext
from soptui.inbox.batches import BatchView
from soptui.inbox.reasons import reason_word
from soptui.inbox.status import ArrivalView, Offer
from soptui.sop.arrival import ARRIVAL_NAMES, IN_HAND, IN_TROUBLE, ArrivalState
from soptui.sop.inert import in_one_line
from soptui.tui.describe import flags, measure_of, taken
from soptui.tui.format import clock_time, fit, near, size
from soptui.tui.words import counted

NAME: Final = 22
STATE: Final = 15
BAR: Final = 8
ROOMY: Final = 62
"""Columns from which a row also says when a file that is being read was taken."""
LONG: Final = timedelta(seconds=1)
"""What is read faster needs no bar."""


def section_name(batch: str) -> str:
    """What a folder is called; loose files have none."""
    name = in_one_line(batch) or _("Loose files")
    return name if len(name) <= NAME else fit_end(name, NAME).rstrip()


def fit_end(name: str, width: int) -> str:
    """`name` in exactly `width` characters; what is cut is its middle: names differ at the end."""
    if len(name) <= width or width < NAME // 2:
        return fit(name, width)
    end = (width - 1) // 2
    return f"{name[: width - 1 - end]}…{name[-end:]}"


def offer_line(offer: Offer, *, opened: bool, marked: int, now: datetime) -> Content:
    """`▾ kartu 02 · 24 foto 2 video · 08.10–09.20`"""
    parts = [" ".join(counted(dict(offer.kinds))), _span(offer, now)]
    if marked:
        parts.insert(0, _("{n} marked").format(n=marked))
    return _heading(section_name(offer.batch), parts, opened=opened)


def batch_line(batch: BatchView, *, opened: bool) -> Content:
    """A folder of which nothing is ready."""
    parts = []
    if batch.arriving:
        parts.append(_("{n} on the way").format(n=batch.arriving))
    if batch.in_trouble:
        parts.append(_("{n} in trouble").format(n=batch.in_trouble))
    if batch.duplicates:
        parts.append(_("{n} already here").format(n=batch.duplicates))
    return _heading(section_name(batch.name), parts, opened=opened)


def _heading(name: str, parts: list[str], *, opened: bool) -> Content:
    return Content.assemble((f"{'▾' if opened else '▸'} {name}", "bold"),
                            "".join(f" · {part}" for part in parts if part))  # fmt: skip


def asset_line(asset: AssetView, *, marked: bool, alike: int, now: datetime, width: int) -> Content:
    """`  [x] IMG_2031.JPG +RAW ~3 ▼  14.02 24 MP`"""
    tail = f" {taken(asset, now)} {measure_of(asset):<7}"
    known = flags(asset, alike)
    room = max(8, width - 6 - len(tail))
    if known:
        name = asset.name
        longest = max(8, room - len(known) - 1)
        name = name if len(name) <= longest else fit_end(name, longest)
        middle = f"{name} {known}".ljust(room)
    else:
        middle = fit_end(asset.name, room)
    return Content(f"  [{'x' if marked else ' '}] {middle}{tail}")


def waiting_line(asset: AssetView, width: int) -> Content:
    """`   +  IMG_2031.XMP       menunggu gambarnya`"""
    tail = " " + _("waits for its picture")
    name = fit_end(asset.name, max(8, width - 6 - len(tail)))
    return Content.assemble("   ", ("+", "$muted bold"), f"  {name}{tail}")


def arrival_line(file: ArrivalView, *, marked: bool, now: datetime, width: int) -> Content:
    """`   ▶  MVI_2041.MP4      1.2 GB ━━━━──── 52 %`"""
    glyph, colour = _shape(file)
    moment = ""
    if file.captured_at is not None and file.state in IN_HAND and width >= ROOMY:
        moment = near(file.captured_at, now)
    tail = f" {moment:>12}" if width >= ROOMY else ""
    tail += f" {size(file.size):>8} {_state(file, now):<{STATE}}"
    name = fit_end(file.name, max(8, width - 6 - len(tail)))
    left, right = ("[", "]") if marked else (" ", " ")
    return Content.assemble(f"  {left}", (glyph, colour), f"{right} {name}{tail}")


def by_nearness(file: ArrivalView) -> tuple[bool, bool, int]:
    """For sorting what arrives: what is being read first, then in the order in which it came."""
    return file.state not in IN_HAND, not file.done, file.id


def _shape(file: ArrivalView) -> tuple[str, str]:
    """Only the shape is coloured: on a console the cursor's colour would swallow the words."""
    if file.state in IN_TROUBLE:
        return "✗", "$error bold"
    if file.state is ArrivalState.DUPLICATE:
        return ("▲", "$warning bold") if file.given_up else ("=", "$muted")
    return ("▶", "$primary bold") if file.state in IN_HAND else ("…", "$warning bold")


def _state(file: ArrivalView, now: datetime) -> str:
    if file.state in IN_HAND:
        if file.held:
            return _("being stopped")
        if is_slow(file, now):
            return progress(file)
    if file.state in IN_TROUBLE and (word := reason_word(file.reason)):
        return word
    return _(ARRIVAL_NAMES[file.state])


def is_slow(file: ArrivalView, now: datetime) -> bool:
    """Whether reading it takes so long that people want to know how far it is."""
    return file.state in IN_HAND and file.done > 0 and now - file.changed_at >= LONG


def progress(file: ArrivalView) -> str:
    """`━━━━──── 52 %`"""
    part = min(1.0, file.done / file.size) if file.size else 1.0
    full = int(part * BAR)
    return f"{'━' * full}{'─' * (BAR - full)} {int(part * 100):>3} %"


def more_line(hidden: int) -> Content:
    """`      … 35 lagi`"""
    words = ngettext("{n} more", "{n} more", hidden).format(n=hidden)
    return Content.styled(f"      … {words}", "$muted")


def doubles_line(count: int) -> Content:
    """`   =  12 sudah ada di soptui`"""
    words = ngettext("{n} file is already in soptui", "{n} files are already in soptui", count)
    return Content.styled(f"   =  {words.format(n=count)}", "$muted")


def _span(offer: Offer, now: datetime) -> str:
    start, same_day = near(offer.started, now), local(offer.started).date()
    if clock_time(offer.started) == clock_time(offer.ended):
        return start
    together = local(offer.ended).date() == same_day
    return f"{start}–{clock_time(offer.ended) if together else near(offer.ended, now)}"
