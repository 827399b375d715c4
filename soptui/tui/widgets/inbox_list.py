"""The inbox as one list: offers that open to their files, what is in trouble, what is coming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from soptui.clock import local
from soptui.desk.inbox import InboxPage
from soptui.desk.item import AssetView
from soptui.i18n import _, ngettext
from soptui.inbox.status import ArrivalView, Offer
from soptui.sop.arrival import ARRIVAL_NAMES, ARRIVING, IN_TROUBLE, ArrivalState
from soptui.sop.inert import in_one_line
from soptui.tui.describe import measure_of, taken
from soptui.tui.format import clock_time, fit, near, size
from soptui.tui.widgets.keyed_list import KeyedList, Row
from soptui.tui.words import counted

NARROW = 50
NAME = 22
STATE = 15

Thing = Offer | AssetView | ArrivalView


class InboxList(KeyedList):
    """What the cursor is on is `thing`; marks and open offers outlive every new page."""

    def __init__(self) -> None:
        super().__init__(id="files")
        self._page: InboxPage | None = None
        self._marked: set[int] = set()
        self._open: dict[str, bool] = {}
        self._things: dict[str, Thing] = {}

    @property
    def thing(self) -> Thing | None:
        """The offer, asset or arrival under the cursor."""
        return self._things.get(self.chosen_key)

    @property
    def offer(self) -> Offer | None:
        """The offer under the cursor, or the one whose file is."""
        thing = self.thing
        if isinstance(thing, Offer):
            return thing
        if isinstance(thing, AssetView) and self._page is not None:
            return next((o for o in self._page.offers if thing.id in o.asset_ids), None)
        return None

    @property
    def chosen(self) -> list[int]:
        """The marked assets in their order; nothing marked: those of the offer at the cursor."""
        if self._page is not None and self._marked:
            ordered = (number for offer in self._page.offers for number in offer.asset_ids)
            return [number for number in ordered if number in self._marked]
        return list(self.offer.asset_ids) if self.offer is not None else []

    def show_page(self, page: InboxPage, now: datetime) -> None:
        """Show `page`; marks of what is no longer there are forgotten."""
        self._page = page
        self._marked &= {number for offer in page.offers for number in offer.asset_ids}
        self._things = {}
        self.tell(list(self._rows(page, now)))

    def unmark(self) -> None:
        """Forget all marks."""
        self._marked.clear()

    def mark(self) -> None:
        """Mark the file under the cursor, or all of the offer; what is marked is unmarked."""
        thing = self.thing
        if isinstance(thing, AssetView):
            self._marked ^= {thing.id}
        elif isinstance(thing, Offer):
            ids = set(thing.asset_ids)
            self._marked = self._marked - ids if ids <= self._marked else self._marked | ids

    def unfold(self, opened: bool | None = None) -> None:  # noqa: FBT001  None: the other way
        """Open or close the offer at the cursor."""
        offer = self.offer
        if offer is None:
            return
        key = _offer_key(offer)
        self._open[key] = (not self._is_open(key)) if opened is None else opened
        if not self._open[key]:
            self.highlighted = self.get_option_index(key)

    def _is_open(self, key: str) -> bool:
        alone = self._page is not None and len(self._page.offers) == 1
        return self._open.get(key, alone)

    def _rows(self, page: InboxPage, now: datetime) -> Iterator[Row]:
        width = self.scrollable_content_region.width or NARROW
        for offer in page.offers:
            key = _offer_key(offer)
            yield self._row(key, offer, self._offer_line(offer, page, now))
            for asset in self._files(offer, page):
                line = self._asset_line(asset, now, width)
                yield self._row(f"asset:{asset.id}", asset, line)
        for heading, states in (
            (_("IN TROUBLE"), IN_TROUBLE),
            (_("ON THE WAY"), ARRIVING),
            (_("ALREADY HERE"), frozenset({ArrivalState.DUPLICATE})),
        ):
            found = [file for file in page.arrivals if file.state in states]
            if found:
                title = Content.styled(f"{heading} ({len(found)})", "$muted")
                yield Row(f"heading:{heading}", title, live=False)
            for file in found:
                yield self._row(f"arrival:{file.id}", file, _arrival_line(file, width))
        if not self._things:
            words = _("Empty. Copy files from the camera into the inbox folder.")
            yield Row("empty", Content(words), live=False)

    def _row(self, key: str, thing: Thing, line: Content) -> Row:
        self._things[key] = thing
        return Row(key, line)

    def _files(self, offer: Offer, page: InboxPage) -> list[AssetView]:
        if not self._is_open(_offer_key(offer)):
            return []
        return [page.assets[number] for number in offer.asset_ids if number in page.assets]

    def _offer_line(self, offer: Offer, page: InboxPage, now: datetime) -> Content:
        fold = "▾" if self._is_open(_offer_key(offer)) else "▸"
        name = in_one_line(offer.batch) or _("Loose files")
        shown = name if len(name) <= NAME else fit(name, NAME)
        marked = sum(number in self._marked for number in offer.asset_ids)
        parts = [_contents(offer, page), _span(offer, now)]
        if marked:
            parts.insert(0, _("{n} marked").format(n=marked))
        return Content.assemble((f"{fold} {shown}", "bold"), " · " + " · ".join(parts))

    def _asset_line(self, asset: AssetView, now: datetime, width: int) -> Content:
        mark = "x" if asset.id in self._marked else " "
        tail = f" {taken(asset, now)} {measure_of(asset):<7}"
        return Content(f"  [{mark}] {fit(asset.name, max(8, width - 6 - len(tail)))}{tail}")


def _offer_key(offer: Offer) -> str:
    """Its own for as long as it lasts: places in the list move when something arrives."""
    return f"folder:{offer.batch}" if offer.batch else f"loose:{min(offer.asset_ids)}"


def _contents(offer: Offer, page: InboxPage) -> str:
    known = [page.assets[number].kind for number in offer.asset_ids if number in page.assets]
    words = counted(Counter(known))
    if rest := len(offer.asset_ids) - len(known):
        words.append(ngettext("{n} file", "{n} files", rest).format(n=rest))
    return " ".join(words)


def _span(offer: Offer, now: datetime) -> str:
    start, same_day = near(offer.started, now), local(offer.started).date()
    if clock_time(offer.started) == clock_time(offer.ended):
        return start
    together = local(offer.ended).date() == same_day
    return f"{start}–{clock_time(offer.ended) if together else near(offer.ended, now)}"


def _arrival_line(file: ArrivalView, width: int) -> Content:
    trouble = file.state in IN_TROUBLE
    tail = f" {size(file.size):>8} {_(ARRIVAL_NAMES[file.state]):<{STATE}}"
    words = f"{'✗' if trouble else ' '} {fit(file.label, max(8, width - 2 - len(tail)))}{tail}"
    return Content.styled(words, "$error" if trouble else "")
