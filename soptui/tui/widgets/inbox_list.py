"""The inbox as one list, folder by folder: what is in trouble, what is ready, what is coming."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from soptui.clock import local
from soptui.desk.assets import AssetView
from soptui.desk.inbox import InboxPage
from soptui.i18n import _, current_language
from soptui.inbox.batches import BatchView
from soptui.inbox.status import ArrivalView, Offer
from soptui.sop.arrival import ARRIVING, IN_TROUBLE, ArrivalState
from soptui.tui.widgets import inbox_lines
from soptui.tui.widgets.keyed_list import KeyedList, Row

NARROW = 50
FEW = 3
"""Files on their way, or already here, that are listed in a folder that is not open."""

Thing = Offer | BatchView | AssetView | ArrivalView
MARKABLE = IN_TROUBLE | {ArrivalState.DUPLICATE}


@dataclass(frozen=True, slots=True)
class _Section:
    """One folder, or one run of loose files: what is offered of it, and its other files."""

    key: str
    offer: Offer | None
    batch: BatchView | None
    files: Sequence[ArrivalView]
    waiting: Sequence[AssetView] = ()


class InboxList(KeyedList):
    """What the cursor is on is `thing`; marks and open folders outlive every new page."""

    def __init__(self) -> None:
        super().__init__(id="files")
        self._page: InboxPage | None = None
        self._marked: set[int] = set()
        self._marked_files: set[int] = set()
        self._open: dict[str, bool] = {}
        self._things: dict[str, Thing] = {}
        self._sections: list[_Section] = []
        self._alike: dict[int, int] = {}
        self._known: dict[str, tuple[object, Row]] = {}

    @property
    def wanted(self) -> Mapping[str, bool]:
        """Which folders somebody opened or closed, by key."""
        return dict(self._open)

    @property
    def thing(self) -> Thing | None:
        """The folder, asset or arrival under the cursor."""
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

    @property
    def chosen_files(self) -> list[ArrivalView]:
        """The marked files that are in trouble or already here; nothing marked: the one at the
        cursor, whatever its state.
        """
        if self._page is not None and self._marked_files:
            return [file for file in self._page.arrivals if file.id in self._marked_files]
        return [self.thing] if isinstance(self.thing, ArrivalView) else []

    def show_page(self, page: InboxPage, now: datetime) -> None:
        """Show `page`; marks of what is no longer there are forgotten."""
        self._page = page
        self._marked &= {number for offer in page.offers for number in offer.asset_ids}
        self._marked_files &= {file.id for file in page.arrivals if file.state in MARKABLE}
        self._things = {}
        self._sections = list(_sections(page))
        self._alike = {number: len(some) for some in page.alike for number in some}
        rows = list(self._rows(page, now))
        self._known = {row.key: self._known[row.key] for row in rows if row.key in self._known}
        self.tell(rows)

    def unmark(self) -> None:
        """Forget all marks."""
        self._marked.clear()
        self._marked_files.clear()

    def mark(self) -> None:
        """Mark the file under the cursor, or all of the folder; what is marked is unmarked."""
        thing = self.thing
        if isinstance(thing, AssetView):
            self._marked ^= {thing.id}
        elif isinstance(thing, ArrivalView):
            self._marked_files ^= {thing.id}
        elif isinstance(thing, Offer):
            self._marked = _turned(self._marked, set(thing.asset_ids))
        elif isinstance(thing, BatchView) and (section := self._section) is not None:
            files = {file.id for file in section.files if file.state in MARKABLE}
            self._marked_files = _turned(self._marked_files, files)

    @property
    def can_mark(self) -> bool:
        """Whether the row under the cursor can be marked."""
        thing = self.thing
        if isinstance(thing, ArrivalView):
            return thing.state in MARKABLE
        if isinstance(thing, BatchView):
            return bool(thing.in_trouble or thing.duplicates)
        return self.offer is not None

    @property
    def can_unfold(self) -> bool:
        """Whether the row under the cursor belongs to a folder."""
        return self._section is not None

    def unfold(self, opened: bool | None = None) -> None:  # noqa: FBT001  None: the other way
        """Open or close the folder at the cursor."""
        section = self._section
        if section is None:
            return
        self._open[section.key] = (not self._is_open(section)) if opened is None else opened
        if not self._open[section.key]:
            self.highlighted = self.get_option_index(section.key)

    @property
    def _section(self) -> _Section | None:
        """The section that the cursor is in."""
        thing, offer = self.thing, self.offer
        for section in self._sections:
            if section.key == self.chosen_key or (offer is not None and section.offer == offer):
                return section
            if isinstance(thing, ArrivalView) and thing in section.files:
                return section
            if isinstance(thing, AssetView) and thing in section.waiting:
                return section
        return None

    def _is_open(self, section: _Section) -> bool:
        alone = len(self._sections) == 1
        if section.offer is not None and self._page is not None:
            return self._open.get(section.key, section.offer.key in self._page.opened)
        return self._open.get(section.key, alone)

    def _rows(self, page: InboxPage, now: datetime) -> Iterator[Row]:
        width = self.scrollable_content_region.width or NARROW
        for section in self._sections:
            opened = self._is_open(section)
            yield self._head(section, now, opened=opened)
            yield from self._files(section, IN_TROUBLE, now, width)
            if opened and section.offer is not None:
                for number in section.offer.asset_ids:
                    if (asset := page.assets.get(number)) is not None:
                        yield self._asset_row(asset, now, width)
            few = None if opened else FEW
            yield from self._files(section, ARRIVING, now, width, few)
            yield from self._doubles(section, now, width, few)
            for asset in section.waiting:
                yield self._row(f"waiting:{asset.id}", asset,
                                inbox_lines.waiting_line(asset, width))  # fmt: skip
        if not self._things:
            words = _("Empty. Copy files from the camera into the inbox folder.")
            yield Row("empty", Content(words), live=False)

    def _head(self, section: _Section, now: datetime, *, opened: bool) -> Row:
        offer = section.offer
        if offer is not None:
            marked = sum(number in self._marked for number in offer.asset_ids)
            line = inbox_lines.offer_line(offer, opened=opened, marked=marked, now=now)
            return self._row(section.key, offer, line)
        batch = section.batch or BatchView("")
        return self._row(section.key, batch, inbox_lines.batch_line(batch, opened=opened))

    def _files(self, section: _Section, states: frozenset[ArrivalState], now: datetime, width: int,
               few: int | None = None) -> Iterator[Row]:  # fmt: skip
        """Rows of the section's files in `states`; with `few` so many, and how many more."""
        found = [file for file in section.files if file.state in states]
        if states == ARRIVING:
            found.sort(key=inbox_lines.by_nearness)
        for file in found[:few]:
            yield self._arrival_row(file, now, width)
        if few is not None and len(found) > few:
            key = f"more:{section.key}"
            yield Row(key, inbox_lines.more_line(len(found) - few), live=False)

    def _doubles(self, section: _Section, now: datetime, width: int,
                 few: int | None) -> Iterator[Row]:  # fmt: skip
        """What is already here: told in one line where there is more than a little of it."""
        states = frozenset({ArrivalState.DUPLICATE})
        count = sum(file.state in states for file in section.files)
        if few is not None and count > few:
            yield Row(f"doubles:{section.key}", inbox_lines.doubles_line(count), live=False)
        else:
            yield from self._files(section, states, now, width)

    def _asset_row(self, asset: AssetView, now: datetime, width: int) -> Row:
        marked, alike = asset.id in self._marked, self._alike.get(asset.id, 0)
        return self._remembered(
            f"asset:{asset.id}", asset, (asset, marked, alike, width, local(now).date()),
            lambda: inbox_lines.asset_line(asset, marked=marked, alike=alike, now=now, width=width),
        )  # fmt: skip

    def _arrival_row(self, file: ArrivalView, now: datetime, width: int) -> Row:
        marked, slow = file.id in self._marked_files, inbox_lines.is_slow(file, now)
        return self._remembered(
            f"arrival:{file.id}", file, (file, marked, slow, width, local(now).date()),
            lambda: inbox_lines.arrival_line(file, marked=marked, now=now, width=width),
        )  # fmt: skip

    def _remembered(
        self, key: str, thing: Thing, facts: object, line: Callable[[], Content]
    ) -> Row:
        """The row as it was, where nothing that it shows has changed."""
        self._things[key] = thing
        facts = facts, current_language()
        known = self._known.get(key)
        if known is None or known[0] != facts:
            known = self._known[key] = facts, Row(key, line())
        return known[1]

    def _row(self, key: str, thing: Thing, line: Content) -> Row:
        self._things[key] = thing
        return Row(key, line)


def _turned(marked: set[int], ids: set[int]) -> set[int]:
    """All of `ids` marked; unmarked where all of them were."""
    return marked - ids if ids <= marked else marked | ids


def _sections(page: InboxPage) -> Iterator[_Section]:
    """What is offered in its order, then the folders of which nothing is ready yet. A card's other
    files stand below the last that is offered of it.
    """
    files: dict[str, list[ArrivalView]] = {}
    for file in page.arrivals:
        files.setdefault(file.batch, []).append(file)
    waiting: dict[str, list[AssetView]] = {}
    for asset in page.waiting:
        waiting.setdefault(asset.batch, []).append(asset)
    batches = {batch.name: batch for batch in page.summary.batches}
    last = {offer.batch: offer.key for offer in page.offers if offer.batch}
    for offer in page.offers:
        is_last = last.get(offer.batch) == offer.key
        own = files.pop(offer.batch, []) if is_last else []
        orphans = waiting.pop(offer.batch, []) if is_last else []
        yield _Section(offer.key, offer, batches.get(offer.batch), own, orphans)
    for name in sorted({*files, *waiting}, key=lambda name: (not name, name)):
        yield _Section(f"folder:{name}", None, batches.get(name), files.get(name, []),
                       waiting.get(name, []))  # fmt: skip
