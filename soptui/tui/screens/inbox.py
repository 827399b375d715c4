"""Kotak masuk: what has arrived, what belongs together, what is in trouble and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import getters, on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from soptui.desk.board import BoardFilter, read_board
from soptui.desk.coverage import add_assets, create_coverage
from soptui.desk.inbox import InboxPage, discard_arrival, read_inbox, retry_arrival
from soptui.desk.item import AssetView
from soptui.i18n import N_, _, ngettext
from soptui.inbox.health import read_health
from soptui.inbox.reasons import problem_sentence
from soptui.inbox.status import ArrivalView, InboxSummary, Offer
from soptui.sop.arrival import ARRIVAL_NAMES, ARRIVING, IN_TROUBLE, ArrivalState
from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.tui.commands import Command
from soptui.tui.describe import in_words, measure_of, taken, thumbnail
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.format import near, size
from soptui.tui.item_room import BACK
from soptui.tui.room import Room
from soptui.tui.screens.routes import room_of
from soptui.tui.widgets.picture import Picture

OFFER, ASSET, ARRIVAL = "offer", "asset", "arrival"


class InboxScreen(Room):
    """Offers on top, then what is on its way, then what is in trouble; one list, three kinds."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("g", "make", N_("Make coverage"),
                N_("Make a coverage of what is marked, or of the offer under the cursor.")),
        Command("space", "mark", N_("Mark"), N_("Mark a file, or all files of an offer.")),
        Command("a", "add", N_("Add to"), N_("Put what is marked into a coverage at work.")),
        Command("r", "retry", N_("Try again"), N_("Let the station look at the file again.")),
        Command("d", "discard", N_("To the trash"), N_("Put the file away; the trash keeps it.")),
        BACK,
    )  # fmt: skip

    files = getters.query_one("#files", OptionList)
    picture = getters.query_one(Picture)

    def __init__(self) -> None:
        super().__init__()
        self._page: InboxPage | None = None
        self._marked: set[int] = set()

    def body(self) -> Iterable[Any]:
        yield Static(id="station")
        with Horizontal():
            yield OptionList(id="files")
            with Vertical(id="side"):
                yield Picture()
                yield Static(id="about")

    def settle_in(self) -> None:
        self.files.focus()

    def heading(self) -> str:
        return _("Inbox")

    # Showing

    async def reload(self) -> None:
        self._page = await self.at_desk(read_inbox)
        self._marked &= set(self._page.assets)
        self._show_station(self._page.summary)
        self._show_files(self._page)
        self._show_side()
        self.show_commands()

    def _show_station(self, found: InboxSummary) -> None:
        health = read_health(self.app.settings.home)
        if health is not None and health.problem:
            words = "✗ " + problem_sentence(health.problem)
        else:
            waiting = [batch.name for batch in found.batches if batch.name and batch.arriving]
            free = [b.name for b in found.batches if b.name and b.may_be_pulled]
            if waiting:
                names = ", ".join(waiting)
                words = "▲ " + _("Still being copied: {names}. Do not pull the card.").format(
                    names=names
                )
            elif free:
                words = "● " + _("Everything was taken in: {names} may be pulled.").format(
                    names=", ".join(free)
                )
            else:
                words = "● " + _("Nothing is on its way.")
        line = self.query_one("#station", Static)
        if line.content != Content(words):
            line.update(Content(words))

    def _show_files(self, page: InboxPage) -> None:
        wanted = list(self._rows(page))
        keys = [key for key, _prompt in wanted]
        if [option.id for option in self.files.options] == keys:
            for option, (key, prompt) in zip(list(self.files.options), wanted, strict=True):
                if key is not None and option.prompt != prompt:
                    self.files.replace_option_prompt(key, prompt)
            return
        chosen = self.files.highlighted_option
        self.files.clear_options()
        self.files.add_options(
            Option(prompt, id=key, disabled=key is None) for key, prompt in wanted
        )
        key = chosen.id if chosen is not None and chosen.id in keys else None
        first = next((i for i, other in enumerate(keys) if other is not None), None)
        self.files.highlighted = keys.index(key) if key is not None else first

    def _rows(self, page: InboxPage) -> Iterable[tuple[str | None, Content]]:
        """(key, line) of every row; headings have no key."""
        now = self.app.clock.now()
        for number, offer in enumerate(page.offers):
            yield f"{OFFER}:{number}", self._offer_line(offer, page)
            for asset_id in offer.asset_ids:
                if asset_id in page.assets:
                    asset = page.assets[asset_id]
                    mark = "x" if asset_id in self._marked else " "
                    line = f"  [{mark}] {asset.name[:24]:<24} {taken(asset, now):<6} "
                    yield f"{ASSET}:{asset_id}", Content(line + measure_of(asset))
        for heading, states in (
            (_("ON THE WAY"), ARRIVING),
            (_("IN TROUBLE"), IN_TROUBLE),
            (_("ALREADY HERE"), frozenset({ArrivalState.DUPLICATE})),
        ):
            found = [row for row in page.arrivals if row.state in states]
            if found:
                yield None, Content.assemble((f"{heading} ({len(found)})", "$muted"))
            for row in found:
                yield f"{ARRIVAL}:{row.id}", _arrival_line(row)
        if not (page.offers or page.arrivals):
            yield None, Content(_("Empty. Copy files from the camera into the inbox folder."))

    def _offer_line(self, offer: Offer, page: InboxPage) -> Content:
        now = self.app.clock.now()
        count = len(offer.asset_ids)
        name = offer.batch or _("Loose files")
        span = f"{near(offer.started, now)}–{near(offer.ended, now)}"
        words = ngettext("{n} file", "{n} files", count).format(n=count)
        marked = sum(asset_id in self._marked for asset_id in offer.asset_ids)
        chosen = _(", {n} marked").format(n=marked) if marked else ""
        del page
        return Content.assemble((f"▸ {name}", "bold"), f" · {words}{chosen} · {span}")

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_side()
        self.show_commands()

    def _show_side(self) -> None:
        about = self.query_one("#about", Static)
        asset, arrival = self._asset(), self._arrival()
        now = self.app.clock.now()
        if asset is not None:
            self.picture.show(thumbnail(self.app.settings.home, asset), in_words(asset, now))
            words = f"{asset.camera}\n{size(asset.size)}" if asset.camera else size(asset.size)
        elif arrival is not None:
            self.picture.show(None, arrival.label)
            words = arrival.sentence or _(ARRIVAL_NAMES[arrival.state])
            if arrival.duplicate_of:
                words = _("The same as {name}.").format(name=arrival.duplicate_of)
        else:
            self.picture.show(None, "")
            words = _("These files probably belong together. G makes a coverage of them.")
        if about.content != Content(words):
            about.update(Content(words))

    # What the cursor is on

    def _key(self) -> tuple[str, int] | None:
        option = self.files.highlighted_option
        if option is None or option.id is None:
            return None
        kind, number = option.id.split(":")
        return kind, int(number)

    def _asset(self) -> AssetView | None:
        match self._key():
            case ("asset", number) if self._page is not None:
                return self._page.assets.get(number)
        return None

    def _arrival(self) -> ArrivalView | None:
        match self._key():
            case ("arrival", number) if self._page is not None:
                return next((row for row in self._page.arrivals if row.id == number), None)
        return None

    def _offer(self) -> Offer | None:
        match self._key():
            case ("offer", number) if self._page is not None and number < len(self._page.offers):
                return self._page.offers[number]
            case ("asset", number) if self._page is not None:
                return next((o for o in self._page.offers if number in o.asset_ids), None)
        return None

    def _chosen(self) -> list[int]:
        """What is marked, in its order; nothing marked: the offer under the cursor."""
        if self._page is None:
            return []
        ordered = [asset for offer in self._page.offers for asset in offer.asset_ids]
        if self._marked:
            return [asset for asset in ordered if asset in self._marked]
        offer = self._offer()
        return list(offer.asset_ids) if offer is not None else []

    # Acting

    def allowed(self, action: str) -> bool:
        if action == "back":
            return True
        person = self.app.person
        if not self.is_mounted or person is None or not person.actor.may(Permission.CREATE):
            return False
        arrival = self._arrival()
        if action == "retry":
            return arrival is not None and arrival.state in IN_TROUBLE
        if action == "discard":
            return arrival is not None and arrival.state in {*IN_TROUBLE, ArrivalState.DUPLICATE}
        if action == "mark":
            return arrival is None and self._offer() is not None
        return bool(self._chosen())

    def action_mark(self) -> None:
        """Mark one file, or all of an offer."""
        match self._key():
            case ("asset", number):
                self._marked ^= {number}
                self.files.action_cursor_down()
            case ("offer", _number):
                offer = self._offer()
                ids = set(offer.asset_ids) if offer is not None else set()
                self._marked = self._marked - ids if ids <= self._marked else self._marked | ids
        if self._page is not None:
            self._show_files(self._page)
        self.show_commands()

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        if self.allowed("mark"):
            self.action_mark()

    @work(exclusive=True, group="act")
    async def action_make(self) -> None:
        """Name a coverage, make it of what is chosen, and open it."""
        chosen, offer = self._chosen(), self._offer()
        name = offer.batch if offer is not None else ""
        title = await self.app.push_screen_wait(Ask(_("What is the coverage called?"), value=name))
        if not title:
            return
        made = await self.attempt(self.at_desk(create_coverage, title, chosen))
        if made is not None:
            self._marked.clear()
            self.app.switch_screen(room_of(State.HANDOVER, made))

    @work(exclusive=True, group="act")
    async def action_add(self) -> None:
        """Put what is chosen into a coverage in step 1 or 2."""
        chosen = self._chosen()
        wanted = BoardFilter(states=(State.HANDOVER, State.SELECTION))
        board = await self.at_desk(read_board, wanted)
        rows = [(str(row.id), f"{row.code} {row.title}") for row in board.rows]
        if not rows:
            self.notice.good(_("No coverage is in step 1 or 2; G makes one."))
            return
        answer = await self.app.push_screen_wait(Choose(_("Into which coverage?"), rows))
        if answer:
            await self.attempt(self.at_desk(add_assets, int(answer), chosen))
            self._marked.clear()
            await self.reload()

    @work(exclusive=True, group="act")
    async def action_retry(self) -> None:
        """Look at a file in trouble again."""
        arrival = self._arrival()
        if arrival is not None:
            await self.attempt(self.at_desk(retry_arrival, arrival.id))
            await self.reload()

    @work(exclusive=True, group="act")
    async def action_discard(self) -> None:
        """Move a file in trouble to the trash."""
        arrival = self._arrival()
        question = _("Move this file to the trash? The trash keeps it.")
        if arrival is not None and await self.app.push_screen_wait(Confirm(question)):
            inbox = self.app.settings.inbox
            await self.attempt(self.at_desk(discard_arrival, inbox, arrival.id))
            await self.reload()


def _arrival_line(row: ArrivalView) -> Content:
    glyph = "✗" if row.state in IN_TROUBLE else " "
    words = f"{glyph} {row.label[:28]:<28} {size(row.size):>8}  {_(ARRIVAL_NAMES[row.state])}"
    return Content.assemble((words, "$error" if row.state in IN_TROUBLE else ""))
