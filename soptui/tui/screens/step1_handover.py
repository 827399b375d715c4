"""Serah terima: the material and the 5W + 1H, handed over when both are there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, getters, on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from soptui.desk.assets import unassigned_assets
from soptui.desk.coverage import add_assets, remove_asset
from soptui.desk.inbox import coming_with
from soptui.desk.item import Item
from soptui.desk.step1_handover import hand_over
from soptui.desk.texts import NAME
from soptui.errors import Incomplete, SoptuiError
from soptui.i18n import N_, _
from soptui.inbox.status import ArrivalView
from soptui.sop.missing import Missing
from soptui.sop.narrative import QUESTION_HINTS, QUESTION_NAMES, Question, unanswered
from soptui.sop.roles import Permission
from soptui.sop.workflow import STATE_NAMES, State
from soptui.tui.commands import Command
from soptui.tui.describe import in_words, thumbnail
from soptui.tui.draft_room import WHICH_TEXT, DraftRoom
from soptui.tui.inert_text import inert
from soptui.tui.item_room import BACK
from soptui.tui.widgets.draft_field import DraftField
from soptui.tui.widgets.material_list import MaterialList, asset_line

METER = 12
LINE = 66


class HandoverScreen(DraftRoom):
    """Step 1. Every key typed is kept; F2 hands over once nothing is missing."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("f2", "hand_over", N_("Hand over"), N_("Give it to the web manager.")),
        Command("f3", "add", N_("Add material"), N_("Put material from the inbox into it.")),
        Command("f5", "remove", N_("Take out"), N_("Put the marked material back into the inbox.")),
        Command("f6", "preview", N_("Preview"), N_("Show the marked material larger.")),
        WHICH_TEXT,
        BACK,
    )  # fmt: skip
    STEP = 1

    material = getters.query_one(MaterialList)

    def __init__(self, coverage_id: int) -> None:
        super().__init__(coverage_id)
        self._coming: tuple[ArrivalView, ...] = ()

    def body(self) -> Iterable[Any]:
        yield Static(id="banner")
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Static(id="material-title", classes="title")
                yield Static(id="material-missing")
                yield MaterialList()
            with Vertical(id="right"):
                yield Static(id="meter", classes="title")
                with VerticalScroll(can_focus=False):
                    yield DraftField(self.coverage_id, NAME, _("Name"), one_line=True,
                                     hint=_("what the board calls it"))  # fmt: skip
                    for question in Question:
                        name, hint = _(QUESTION_NAMES[question]), _(QUESTION_HINTS[question])
                        yield DraftField(self.coverage_id, question, name, hint=f"{hint}?")
                yield Static(id="kept", classes="muted")

    def settle_in(self) -> None:
        first = next((field for field in self.fields if not field.text.strip()), None)
        if first is not None and first.area.can_focus:
            first.area.focus()
        else:
            self.material.focus()

    # Showing

    async def reload(self) -> None:
        self._coming = await self.at_desk(coming_with, self.coverage_id)
        await super().reload()

    def show_item(self, item: Item) -> None:
        self.show_texts(item, editable=self._editable(item))
        self._show_material()
        self.texts_changed()
        banner = self.query_one("#banner", Static)
        words = self._banner(item)
        banner.display = bool(words)
        banner.update(words)

    def _show_material(self) -> None:
        if self.item is None:
            return
        assets = self.item.assets
        title = Content(_("MATERIAL ({n})").format(n=len(assets)))
        self.query_one("#material-title", Static).update(title)
        self.material.show_material(assets, self._coming, self.app.clock.now())
        if assets:
            self._complain_of_material("")

    def _complain_of_material(self, sentence: str) -> None:
        line = self.query_one("#material-missing", Static)
        line.display = bool(sentence)
        line.update(Content(sentence))

    def texts_changed(self) -> None:
        answers = {field.field: field.text for field in self.fields}
        total = len(Question)
        done = total - len(unanswered(answers))
        filled = METER * done // total
        content = Content.assemble(
            _("NARRATIVE 5W + 1H"), "  ", ("━" * filled, "$success"),
            ("─" * (METER - filled), "$rule"), "  ",
            _("{done} of {total}").format(done=done, total=total),
        )  # fmt: skip
        meter = self.query_one("#meter", Static)
        if meter.content != content:
            meter.update(content)

    def _banner(self, item: Item) -> Content:
        if item.state is not State.HANDOVER:
            sentence = _("It is now in “{state}”; here it can only be read.")
            return Content("▲ " + sentence.format(state=_(STATE_NAMES[item.state])))
        if item.round > 1 and item.note:
            words = _("▲ Came back in round {n}: {note}").format(n=item.round, note=item.note)
            return inert(words)
        return Content("")

    def _editable(self, item: Item) -> bool:
        person = self.app.person
        may = person is not None and person.actor.may(Permission.NARRATE)
        return may and item.state is State.HANDOVER

    @on(events.Resize)
    def _on_resized(self) -> None:
        self.call_after_refresh(self._show_material)

    def allowed(self, action: str) -> bool:
        if action == "back":
            return True
        if self.item is None:
            return False
        if action == "preview":
            return self.material.chosen is not None
        if not self._editable(self.item):
            return False
        if action == "remove":
            return self.material.chosen is not None
        return action != "choose_text" or self.clashing() is not None

    @on(DraftField.Kept)
    async def _named(self, event: DraftField.Kept) -> None:
        if event.field == NAME and event.version is not None:
            await self.attempt(self.reload())

    # Acting

    @work(exclusive=True, group="act")
    async def action_hand_over(self) -> None:
        """Save everything, then hand over; what is missing is told beside its field."""
        try:
            await self.save_texts()
            await self.reload()
            if self.item is not None:
                await self.at_desk(hand_over, self.item.id, self.item.version)
        except Incomplete as error:
            self._tell_missing(error)
        except SoptuiError as error:
            self.notice.trouble(error)
            await self.attempt(self.reload())
        else:
            self.dismiss()

    def _tell_missing(self, error: Incomplete) -> None:
        remedy = _("What is missing stands beside its field.")
        self.notice.trouble(Incomplete(error.message, error.missing, remedy=remedy))
        gaps = [gap for gap in error.missing if isinstance(gap, Missing)]
        sentences = {NAME if gap.field == "title" else gap.field: gap.sentence for gap in gaps}
        self._complain_of_material(sentences.get("assets", ""))
        for field in self.fields:
            field.complain(sentences.get(field.field, ""))
        first = next((field for field in self.fields if field.field in sentences), None)
        if first is not None:
            first.area.focus()
            self.call_after_refresh(first.scroll_visible, animate=False)

    @work(exclusive=True, group="act")
    async def action_add(self) -> None:
        """Choose from what lies in the inbox."""
        from soptui.tui.dialogs.mark import Mark

        found = await self.attempt(self.at_desk(unassigned_assets))
        if found is None:
            return
        now = self.app.clock.now()
        rows = [(str(asset.id), asset_line(asset, now, LINE).plain) for asset in found]
        marked = await self.app.push_screen_wait(
            Mark(_("Which material belongs here?"), rows, _("The inbox is empty."))
        )
        if marked:
            ids = [int(key) for key in marked]
            await self.attempt(self.at_desk(add_assets, self.coverage_id, ids))
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_remove(self) -> None:
        """Put the marked asset back into the inbox."""
        asset = self.material.chosen
        if asset is not None and await self.succeeds(self.at_desk(remove_asset, asset.id)):
            self.notice.good(_("{name} is back in the inbox.").format(name=asset.name))
            await self.attempt(self.reload())

    def action_preview(self) -> None:
        """Show the marked asset larger."""
        from soptui.tui.dialogs.preview import Preview

        asset = self.material.chosen
        if asset is not None:
            path = thumbnail(self.app.settings.home, asset)
            self.app.push_screen(Preview(path, in_words(asset, self.app.clock.now())))

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        self.action_preview()
