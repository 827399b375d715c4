"""Kotak masuk: what has arrived, what belongs together, what is in trouble and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, getters, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from soptui.desk.assets import AssetView
from soptui.desk.inbox import read_inbox
from soptui.i18n import N_, _
from soptui.inbox.batches import BatchView
from soptui.inbox.health import read_health
from soptui.inbox.reasons import may_be_vouched_for
from soptui.inbox.status import ArrivalView, Offer
from soptui.sop.arrival import IN_HAND, IN_TROUBLE, ArrivalState
from soptui.sop.roles import Permission
from soptui.tui.commands import Command
from soptui.tui.describe import in_words, thumbnail
from soptui.tui.item_room import BACK
from soptui.tui.messages import Tick
from soptui.tui.screens.inbox_acts import InboxActs
from soptui.tui.widgets.arrival_words import about
from soptui.tui.widgets.card_lines import CardLines
from soptui.tui.widgets.picture import Picture
from soptui.tui.widgets.station_line import StationLine


class InboxScreen(InboxActs):
    """Which card may be pulled, then folder by folder what there is; the cursor's file beside."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        *InboxActs.INBOX_KEYS,
        Command("right", "unfold(True)", N_("Open"), N_("Show the files of a folder."),
                barred=False),
        Command("left", "unfold(False)", N_("Close"), N_("Hide the files of a folder."),
                barred=False),
        BACK,
    )  # fmt: skip

    picture = getters.query_one(Picture)

    def body(self) -> Iterable[Any]:
        yield StationLine()
        yield CardLines()
        with Horizontal(id="columns"):
            yield self.make_list()
            with Vertical(id="side"):
                yield Picture()
                yield Static(id="about")

    def settle_in(self) -> None:
        self.files.focus()

    def heading(self) -> str:
        return _("Inbox")

    # Showing

    async def reload(self) -> None:
        self.page = await self.at_desk(read_inbox, self.files.wanted)
        self._show_station()
        self.show_files()

    def _show_station(self) -> None:
        if self.page is not None:
            now, health = self.app.clock.now(), read_health(self.app.settings.home)
            self.query_one(StationLine).tell(health, now)
            watched = health is not None and health.is_alive(now) and not health.problem
            self.query_one(CardLines).tell(self.page.summary, watched=watched)

    def show_files(self) -> None:
        if self.page is not None:
            self.files.show_page(self.page, self.app.clock.now())
        self._show_side()
        self.show_commands()

    def tick(self, event: Tick) -> None:
        del event
        self._show_station()

    @on(events.Resize)
    def _on_resized(self) -> None:
        self.call_after_refresh(self.show_files)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_side()
        self.show_commands()

    def _show_side(self) -> None:
        """The picture of what is under the cursor, where there is one, and words below it."""
        home, now, thing = self.app.settings.home, self.app.clock.now(), self.files.thing
        path, name, words = None, "", Content("")
        if isinstance(thing, Offer) and self.page is not None:
            asset = self.page.assets.get(thing.asset_ids[0])
            words = Content(_("These files probably belong together. G makes a coverage of them."))
        else:
            asset = thing if isinstance(thing, AssetView) else None
        if asset is not None:
            path, name = thumbnail(home, asset), asset.name
            words = words or Content(in_words(asset, now))
        elif isinstance(thing, ArrivalView):
            path = home.preview(thing.id) if thing.has_preview and thing.state in IN_HAND else None
            name = thing.label
            words = about(thing, now)
        elif isinstance(thing, BatchView):
            words = Content(_("Nothing of it can be used yet. Its files are listed below."))
        self.picture.display = path is not None
        self.picture.show(path, name)
        place = self.query_one("#about", Static)
        if place.content != words:
            place.update(words)

    # What may be done

    def allowed(self, action: str) -> bool:
        if action == "back":
            return True
        person = self.app.person
        if self.page is None or person is None:
            return False
        if action in {"fold", "unfold"}:
            return self.files.can_unfold
        if not person.actor.may(Permission.CREATE):
            return False
        if action == "mark":
            return self.files.can_mark
        if action == "clock":
            return self.dated is not None
        if action in {"make", "add"}:
            return bool(self.files.chosen)
        return bool(self.suitable(action))

    @property
    def dated(self) -> AssetView | None:
        """The picture under the cursor that says when it was taken; of a folder its first."""
        thing = self.files.thing
        if isinstance(thing, Offer) and self.page is not None:
            thing = self.page.assets.get(thing.asset_ids[0])
        dated = isinstance(thing, AssetView) and thing.said_at is not None
        return thing if dated and isinstance(thing, AssetView) else None

    def suitable(self, action: str) -> list[ArrivalView]:
        """Those of the chosen files to which `action` can be done."""
        return [file for file in self.files.chosen_files if _suits(file, action)]


def _suits(file: ArrivalView, action: str) -> bool:
    if action == "retry":
        return file.state in IN_TROUBLE
    if action == "discard":
        return file.state in {*IN_TROUBLE, ArrivalState.DUPLICATE}
    if action == "take":
        return file.given_up or may_be_vouched_for(file.state, file.reason)
    return action == "stop" and file.state in IN_HAND and not file.held
