"""Kotak masuk: what has arrived, what belongs together, what is in trouble and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, getters, on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from soptui.desk.board import BoardFilter, read_board
from soptui.desk.coverage import add_assets, create_coverage
from soptui.desk.inbox import InboxPage, discard_arrival, read_inbox, retry_arrival
from soptui.desk.item import AssetView
from soptui.i18n import N_, _, ngettext
from soptui.inbox.health import read_health
from soptui.inbox.status import ArrivalView, Offer
from soptui.sop.arrival import ARRIVAL_NAMES, IN_TROUBLE, ArrivalState
from soptui.sop.inert import in_one_line
from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.tui.commands import Command
from soptui.tui.describe import in_words, thumbnail
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.item_room import BACK
from soptui.tui.messages import Tick
from soptui.tui.room import Room
from soptui.tui.screens.routes import room_of
from soptui.tui.widgets.inbox_list import InboxList
from soptui.tui.widgets.picture import Picture
from soptui.tui.widgets.station_line import StationLine


class InboxScreen(Room):
    """Offers on top, then what is in trouble and what is on its way; the cursor's file beside."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("g", "make", N_("Make coverage"),
                N_("Make a coverage of what is marked, or of the offer under the cursor.")),
        Command("space", "mark", N_("Mark"), N_("Mark a file, or all files of an offer.")),
        Command("enter", "fold", N_("Open/close"), N_("Show the files of an offer, or hide them.")),
        Command("a", "add", N_("Add to"), N_("Put what is marked into a coverage at work.")),
        Command("r", "retry", N_("Try again"), N_("Let the station look at the file again.")),
        Command("d", "discard", N_("To the trash"), N_("Put the file away; the trash keeps it.")),
        Command("right", "unfold(True)", N_("Open"), N_("Show the files of an offer."),
                barred=False),
        Command("left", "unfold(False)", N_("Close"), N_("Hide the files of an offer."),
                barred=False),
        BACK,
    )  # fmt: skip

    files = getters.query_one(InboxList)
    picture = getters.query_one(Picture)

    def __init__(self) -> None:
        super().__init__()
        self._page: InboxPage | None = None

    def body(self) -> Iterable[Any]:
        yield StationLine()
        with Horizontal(id="columns"):
            yield InboxList()
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
        self._show_station()
        self._show_files()

    def _show_station(self) -> None:
        if self._page is not None:
            health = read_health(self.app.settings.home)
            line = self.query_one(StationLine)
            line.tell(self._page.summary, health, self.app.clock.now())

    def _show_files(self) -> None:
        if self._page is not None:
            self.files.show_page(self._page, self.app.clock.now())
        self._show_side()
        self.show_commands()

    def tick(self, event: Tick) -> None:
        del event
        self._show_station()

    @on(events.Resize)
    def _on_resized(self) -> None:
        self.call_after_refresh(self._show_files)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_side()
        self.show_commands()

    def _show_side(self) -> None:
        thing, words = self.files.thing, ""
        if isinstance(thing, AssetView):
            self._show_asset(thing)
            lines = [in_words(thing, self.app.clock.now()), in_one_line(thing.camera)]
            words = "\n".join(line for line in lines if line)
        elif isinstance(thing, ArrivalView):
            self.picture.show(None, thing.label)
            words = _about(thing)
        elif isinstance(thing, Offer) and self._page is not None:
            first = self._page.assets.get(thing.asset_ids[0])
            if first is not None:
                self._show_asset(first)
            words = _("These files probably belong together. G makes a coverage of them.")
        else:
            self.picture.show(None, "")
        about = self.query_one("#about", Static)
        if about.content != Content(words):
            about.update(Content(words))

    def _show_asset(self, asset: AssetView) -> None:
        self.picture.show(thumbnail(self.app.settings.home, asset), asset.name)

    # Acting

    def allowed(self, action: str) -> bool:
        if action == "back":
            return True
        person = self.app.person
        if self._page is None or person is None:
            return False
        thing = self.files.thing
        if action in {"fold", "unfold"}:
            return isinstance(thing, Offer | AssetView)
        if not person.actor.may(Permission.CREATE):
            return False
        state = thing.state if isinstance(thing, ArrivalView) else None
        if action == "retry":
            return state in IN_TROUBLE
        if action == "discard":
            return state in {*IN_TROUBLE, ArrivalState.DUPLICATE}
        if action == "mark":
            return isinstance(thing, Offer | AssetView)
        return bool(self.files.chosen)

    def action_mark(self) -> None:
        """Mark one file and go to the next, or mark all of an offer."""
        self.files.mark()
        if isinstance(self.files.thing, AssetView):
            self.files.action_cursor_down()
        self._show_files()

    def action_fold(self) -> None:
        """The other way round than it is."""
        self.action_unfold(None)

    def action_unfold(self, opened: bool | None) -> None:  # noqa: FBT001  an action's parameter
        """Show the files of the offer at the cursor, or hide them."""
        self.files.unfold(opened)
        self._show_files()

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        if isinstance(self.files.thing, Offer):
            self.action_fold()
        elif self.allowed("mark"):
            self.action_mark()

    @work(exclusive=True, group="act")
    async def action_make(self) -> None:
        """Name a coverage, make it of what is chosen, and open it."""
        chosen, offer = self.files.chosen, self.files.offer
        name = in_one_line(offer.batch) if offer is not None else ""
        title = await self.app.push_screen_wait(Ask(_("What is the coverage called?"), value=name))
        if not title:
            return
        made = await self.attempt(self.at_desk(create_coverage, title, chosen))
        if made is not None:
            self.files.unmark()
            await self.app.push_screen(room_of(State.HANDOVER, made), self._came_back)

    async def _came_back(self, _answer: object) -> None:
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_add(self) -> None:
        """Put what is chosen into a coverage in step 1 or 2."""
        chosen = self.files.chosen
        wanted = BoardFilter(states=(State.HANDOVER, State.SELECTION))
        board = await self.attempt(self.at_desk(read_board, wanted))
        rows = [(str(row.id), f"{row.code} {row.title}") for row in board.rows] if board else []
        if not rows:
            self.notice.good(_("No coverage is in step 1 or 2; G makes one."))
            return
        answer = await self.app.push_screen_wait(Choose(_("Into which coverage?"), rows))
        if answer and await self.succeeds(self.at_desk(add_assets, int(answer), chosen)):
            words = ngettext("{n} file was added to {name}.", "{n} files were added to {name}.",
                             len(chosen))  # fmt: skip
            self.notice.good(words.format(n=len(chosen), name=dict(rows)[answer]))
            self.files.unmark()
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_retry(self) -> None:
        """Look at a file in trouble again."""
        file = self.files.thing
        if not isinstance(file, ArrivalView):
            return
        if await self.succeeds(self.at_desk(retry_arrival, file.id)):
            self.notice.good(_("The station looks at {name} again.").format(name=file.label))
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_discard(self) -> None:
        """Move a file in trouble to the trash; copying a large one must not hold others up."""
        file = self.files.thing
        if not isinstance(file, ArrivalView):
            return
        question = _("Move {name} to the trash? The trash keeps it.").format(name=file.label)
        if not await self.app.push_screen_wait(Confirm(question)):
            return
        inbox, aside = self.app.settings.inbox, self.app.backstage.run_aside
        if await self.succeeds(aside(discard_arrival, self.desk, inbox, file.id)):
            self.notice.good(_("{name} is in the trash.").format(name=file.label))
        await self.attempt(self.reload())


def _about(file: ArrivalView) -> str:
    if file.state is ArrivalState.DUPLICATE:
        place = f"{file.coverage}/{file.duplicate_of}" if file.coverage else file.duplicate_of
        return _("The same as {name}; nothing was lost.").format(name=place)
    return file.sentence or _(ARRIVAL_NAMES[file.state])
