"""Pemilahan: what is publishable, the release, and the channels; submitted when all is there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual import events, getters, on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from soptui.desk.context import Desk
from soptui.desk.item import Item
from soptui.desk.office import read_office
from soptui.desk.privacy import CHECKLIST, PRIVACY, Found, read_findings
from soptui.desk.publication.channel_check import ChannelView, read_channels
from soptui.desk.publication.faces import Faces, read_faces
from soptui.desk.publication.renditions import count_missing, prepare
from soptui.desk.publication.wording import Wording, read_wording
from soptui.desk.step2_selection import return_to_reporter, submit, take
from soptui.desk.texts import REASON
from soptui.errors import Incomplete, SoptuiError
from soptui.i18n import N_, _
from soptui.sop.missing import Missing
from soptui.sop.office import Office
from soptui.sop.purpose import Purpose
from soptui.sop.release import Part
from soptui.sop.roles import Permission
from soptui.sop.workflow import STATE_NAMES, State
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.working import Working
from soptui.tui.inert_text import inert
from soptui.tui.item_room import BACK
from soptui.tui.screens.selection_channels import ChannelActs
from soptui.tui.screens.selection_pictures import PictureActs
from soptui.tui.screens.selection_privacy import PrivacyActs
from soptui.tui.screens.selection_release import ReleaseActs
from soptui.tui.widgets.channel_list import ChannelPane
from soptui.tui.widgets.pane_tabs import PANES, PaneTabs
from soptui.tui.widgets.picture_pane import PicturePane
from soptui.tui.widgets.release_form import ReleaseForm

PICTURES, RELEASE, CHANNELS = PANES


class SelectionScreen(PictureActs, ReleaseActs, ChannelActs, PrivacyActs):
    """Step 2. One pane at a time, or all three where there is room."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        *PictureActs.PICTURE_KEYS,
        *ChannelActs.CHANNEL_KEYS,
        Command("f2", "submit", N_("Submit to the Head"),
                N_("Lay the release before the Head; what is missing is named.")),
        *ReleaseActs.RELEASE_KEYS,
        Command("f4", "send_back", N_("Return"), N_("Give it back to the reporter, with a note.")),
        Command("f5", f"pane('{PICTURES}')", N_("Pictures"), N_("To the pictures."), barred=False),
        Command("f6", f"pane('{RELEASE}')", N_("Release"), N_("To the release."), barred=False),
        Command("f7", f"pane('{CHANNELS}')", N_("Channels"), N_("To the channels."), barred=False),
        BACK,
    )  # fmt: skip
    tabs = getters.query_one(PaneTabs)

    def __init__(self, coverage_id: int) -> None:
        super().__init__(coverage_id)
        self.pane = PICTURES
        self._views: tuple[ChannelView, ...] = ()
        self._place = ""
        self._taken = False

    def body(self) -> Iterable[Any]:
        yield Static(id="banner")
        yield PaneTabs()
        with Horizontal(id="panes"):
            yield PicturePane()
            yield ReleaseForm(self.coverage_id)
            yield ChannelPane()

    def settle_in(self) -> None:
        self.pictures.go_to_undecided()
        self.action_pane(self.pane)

    async def reload(self) -> None:
        if not self._taken and self.may(Permission.SELECT):
            self._taken = await self.succeeds(self.at_desk(take, self.coverage_id))
        await super().reload()
        if self.item is not None:
            beside = await self.at_desk(_beside, self.item)
            self._views, self._place, found, self.wording, self.faces = beside
            self.channels.tell(self._views, self.item.embargo_at, linked=bool(self.wording.link))
            self.tabs.lacking = _lacking(self.item.gaps, self._views) if self.editable else {}
            self.release.tell(self.item, self._place, editable=self.editable)
            self.release.tell_found(found)

    # Showing

    def show_item(self, item: Item) -> None:
        self.pictures.tell(item)
        banner = self.query_one("#banner", Static)
        words = self._banner(item)
        banner.display = bool(words)
        if words and banner.content != words:
            banner.update(words)

    def _banner(self, item: Item) -> Content:
        if item.state is not State.SELECTION:
            state = _(STATE_NAMES[item.state])
            return Content(_("= Now in “{state}”; here it can only be read.").format(state=state))
        if item.purpose is Purpose.CORRECTION:
            return inert(_("≠ Correction: {reason}").format(reason=item.text(REASON).body))
        if item.note and item.round > 1:
            came = _("▲ Came back in round {n}: {note}")
            return inert(came.format(n=item.round, note=item.note))
        if not self.may(Permission.SELECT):
            held = _("= Only to be read; in the hands of {name}.").format(name=item.holder)
            return inert(held if item.holder else _("= Only to be read; nobody works on it yet."))
        return Content("")

    # Panes

    def action_pane(self, pane: str) -> None:
        """Put the focus into `pane`, which shows it where there is room for one."""
        self._turn_to(pane)
        if pane == PICTURES:
            self.pictures.strip.focus()
        elif pane == CHANNELS:
            self.channels.choices.focus()
        elif self.editable:
            self.release.fields[0].area.focus()
        else:
            self.set_focus(None)

    def _turn_to(self, pane: str) -> None:
        self.pane = pane
        self.tabs.chosen = pane
        for name in PANES:
            self.set_class(name == pane, f"-at-{name}")
        self.show_commands()

    @on(events.DescendantFocus)
    def _follow_focus(self, event: events.DescendantFocus) -> None:
        panes = [node.id for node in event.widget.ancestors if node.has_class("pane")]
        if panes and panes[0] != self.pane:
            self._turn_to(str(panes[0]))

    # What may be done

    def allowed(self, action: str) -> bool:
        if action in {"back", "pane"}:
            return True
        if self.item is None:
            return False
        if action == "see":
            return self.pane == CHANNELS
        if action == "narrative":
            return True
        if action == "choose_text":
            return self.editable and any(
                f.clashes(self.item.text(f.field)) for f in self.release.fields
            )
        corrects = self.item.purpose is Purpose.CORRECTION
        if action in {"reason", "send_back"}:  # what stands in public goes back to nobody
            return self.editable and corrects is (action == "reason")
        if action in {command.name for command in self.CHANNEL_KEYS}:
            return self.editable and self.pane == CHANNELS
        if action in {command.name for command in self.PICTURE_KEYS}:
            return self.editable and self.pane == PICTURES and self._can_picture(action)
        return self.editable

    def _can_picture(self, action: str) -> bool:
        if action == "undo":
            return self.can_undo
        if action == "compare":
            return len(self.pictures.group) > 1
        if action == "crop":
            return self.cut is not None
        return self.item is not None and bool(self.item.assets)

    @on(OptionList.OptionHighlighted, "AssetStrip")
    def _chose_asset(self) -> None:
        self.show_commands()

    # Moving on, and back

    async def action_back(self) -> None:
        """Save what can be saved, keep the rest as a draft, and leave."""
        for field in self.release.fields:
            try:
                await field.save()
            except SoptuiError:
                await field.flush()
        self.dismiss()

    @work(exclusive=True, group="act")
    async def action_submit(self) -> None:
        """Save everything, then submit; what is missing is told and the first place focused."""
        try:
            for field in self.release.fields:
                await field.save()
            await self.reload()
            if not await self.see_to_privacy():
                return
            if self.item is None or (not self.item.gaps and not await self._prepare(self.item)):
                return
            await self.at_desk(submit, self.item.id, self.item.version)
        except Incomplete as error:
            self.notice.trouble(error)
            self._go_to([gap for gap in error.missing if isinstance(gap, Missing)])
            return
        except SoptuiError as error:
            self.notice.trouble(error)
            await self.attempt(self.reload())
            return
        self.dismiss()

    async def _prepare(self, item: Item) -> bool:
        """Make the files that are to go out; False where somebody stopped it."""
        if not await self.at_desk(count_missing, item.id):
            return True
        box = Working(_("Making the files for publication"))
        self.app.push_screen(box)
        try:
            made = box.around(partial(prepare, self.desk, item.id))
            done = await self.app.backstage.run_aside(made)
        finally:
            box.finish()
        if not done:
            self.notice.good(_("Stopped; what was made is kept. F2 goes on."))
        return done

    def _go_to(self, gaps: list[Missing]) -> None:
        """To the first place where something is missing."""
        self.release.complain({gap.field: gap.sentence for gap in gaps})
        place = gaps[0].field if gaps else ""
        self.action_pane(_pane_of(place))
        if place in list(Part):
            self.release.field(place).area.focus()
        elif place.startswith("asset:"):
            self.pictures.strip.go_to(int(place.partition(":")[2]))
        elif place == "assets":
            self.pictures.go_to_undecided()

    @work(exclusive=True, group="act")
    async def action_send_back(self) -> None:
        """Give it back to the reporter, saying why."""
        item = self.item
        note = await self.app.push_screen_wait(Ask(_("What does the reporter have to add?")))
        if item is None or not note:
            return
        for field in self.release.fields:
            await self.attempt(field.save())
        if await self.succeeds(self.at_desk(return_to_reporter, item.id, item.version, note)):
            self.dismiss()
        else:
            await self.attempt(self.reload())


def _beside(
    desk: Desk, item: Item
) -> tuple[tuple[ChannelView, ...], str, tuple[Found, ...], Wording, Faces]:
    with desk.look():
        office = read_office() or Office("")
        found = read_findings(desk, item.id)
    wording, faces = read_wording(desk, item.code), read_faces(desk)
    return read_channels(desk, item), office.place, found, wording, faces


def _pane_of(place: str) -> str:
    if place in {*Part, PRIVACY}:
        return RELEASE
    return CHANNELS if place == "channels" else PICTURES


def _lacking(gaps: Iterable[Missing], views: Iterable[ChannelView]) -> dict[str, int]:
    """By pane; what a channel would not take does not stop the submission, but it counts."""
    count = dict.fromkeys(PANES, 0)
    count[CHANNELS] = sum(bool(view.problems) for view in views)
    for gap in gaps:
        if gap.field != CHECKLIST:  # asked for when the rest is there
            count[_pane_of(gap.field)] += 1
    return count
