"""Serah terima: the material and the 5W + 1H, handed over when both are there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import getters, on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from soptui.desk.coverage import add_assets, remove_asset
from soptui.desk.item import AssetView, Item, unassigned_assets
from soptui.desk.step1_handover import hand_over
from soptui.desk.texts import NAME
from soptui.errors import Incomplete, SoptuiError
from soptui.i18n import N_, _
from soptui.sop.narrative import QUESTION_HINTS, QUESTION_NAMES, Question, unanswered
from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.tui.commands import Command
from soptui.tui.describe import in_words, measure_of, taken, thumbnail
from soptui.tui.item_room import BACK, ItemRoom
from soptui.tui.widgets.draft_field import DraftField

METER = 12


class HandoverScreen(ItemRoom):
    """Step 1. Every key typed is kept; F2 hands over once nothing is missing."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("f2", "hand_over", N_("Hand over"), N_("Give it to the web manager.")),
        Command("f3", "add", N_("Add material"), N_("Put material from the inbox into it.")),
        Command("f5", "remove", N_("Take out"), N_("Put the marked material back into the inbox.")),
        Command("f6", "preview", N_("Preview"), N_("Show the marked material larger.")),
        Command("f8", "choose_text", N_("Which text?"),
                N_("Somebody saved another text first: keep mine, or take theirs.")),
        BACK,
    )  # fmt: skip
    STEP = 1

    material = getters.query_one("#material", OptionList)

    def body(self) -> Iterable[Any]:
        yield Static(id="returned")
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Static(id="material-title", classes="title")
                yield OptionList(id="material")
            with VerticalScroll(id="right", can_focus=False):
                yield Static(id="meter", classes="title")
                yield DraftField(self.coverage_id, NAME, _("Name"))
                for question in Question:
                    yield DraftField(
                        self.coverage_id,
                        question,
                        _(QUESTION_NAMES[question]),
                        hint=_(QUESTION_HINTS[question]),
                    )
                yield Static(id="kept", classes="muted")

    def settle_in(self) -> None:
        first = next(iter(self._open_fields()), None)
        (first.area if first is not None else self.material).focus()

    # Showing

    def show_item(self, item: Item) -> None:
        editable = self._editable(item)
        for field in self.query(DraftField):
            field.tell(item.text(field.field), editable=editable)
        self._show_material(item)
        self._show_meter()
        returned = self.query_one("#returned", Static)
        returned.display = bool(item.note) and item.round > 1
        returned.update(Content(_("▲ Came back in round {n}: {note}").format(
            n=item.round, note=item.note)))  # fmt: skip

    def _show_material(self, item: Item) -> None:
        now = self.app.clock.now()
        title = _("MATERIAL ({n})").format(n=len(item.assets))
        self.query_one("#material-title", Static).update(Content(title))
        wanted = [(str(asset.id), _row(asset, taken(asset, now))) for asset in item.assets]
        shown = [(option.id, option.prompt) for option in self.material.options]
        if wanted != shown:
            index = self.material.highlighted
            self.material.clear_options()
            self.material.add_options(Option(prompt, id=key) for key, prompt in wanted)
            self.material.highlighted = min(index or 0, len(wanted) - 1) if wanted else None

    def _show_meter(self) -> None:
        answers = {field.field: field.text for field in self.query(DraftField)}
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

    def _editable(self, item: Item) -> bool:
        person = self.app.person
        may = person is not None and person.actor.may(Permission.NARRATE)
        return may and item.state is State.HANDOVER

    def _open_fields(self) -> list[DraftField]:
        """The fields still to be filled, in their order."""
        return [field for field in self.query(DraftField) if not field.text.strip()]

    def allowed(self, action: str) -> bool:
        if action == "back":
            return True
        if self.item is None:
            return False
        if action == "preview":
            return bool(self.item.assets)
        if action == "remove" and not self.item.assets:
            return False
        if action == "choose_text":
            return any(_clashes(self.item, field) for field in self.query(DraftField))
        return self._editable(self.item)

    # Typing

    @on(DraftField.Kept)
    def _kept(self, event: DraftField.Kept) -> None:
        words = _("Draft kept {time}") if event.version is None else _("Saved {time}")
        self.query_one("#kept", Static).update(
            Content(words.format(time=f"{event.at.astimezone():%H.%M.%S}"))
        )
        self._show_meter()

    @on(DraftField.Clashed)
    async def _clashed(self, event: DraftField.Clashed) -> None:
        self.notice.trouble(event.error)
        await self.reload()

    async def _save_all(self) -> None:
        for field in self.query(DraftField):
            await field.save()

    async def action_back(self) -> None:
        """Save what can be saved, keep the rest as a draft, and leave."""
        for field in self.query(DraftField):
            try:
                await field.save()
            except SoptuiError:
                await field.flush()
        self.dismiss()

    @work(exclusive=True, group="act")
    async def action_choose_text(self) -> None:
        """Mine or theirs, for the first text that two people wrote."""
        from soptui.tui.dialogs.choose import Choose

        item = self.item
        field = next((f for f in self.query(DraftField) if item and _clashes(item, f)), None)
        if item is None or field is None:
            return
        theirs = item.text(field.field)
        answer = await self.app.push_screen_wait(
            Choose(
                _("{label}: which text shall stand?").format(label=field.label),
                [
                    ("mine", _("Mine: {text}").format(text=field.text[:200])),
                    ("theirs", _("{name}: {text}").format(
                        name=theirs.edited_by or "–", text=theirs.body[:200])),
                ],
            )
        )  # fmt: skip
        if answer:
            await self.attempt(field.settle(theirs, mine=answer == "mine"))
            await self.reload()

    # Acting

    @work(exclusive=True, group="act")
    async def action_hand_over(self) -> None:
        """Save everything, then hand over; what is missing is told beside its field."""
        try:
            await self._save_all()
            await self.reload()
            if self.item is not None:
                await self.at_desk(hand_over, self.item.id, self.item.version)
        except Incomplete as error:
            self._tell_missing(error)
            return
        except SoptuiError as error:
            self.notice.trouble(error)
            await self.reload()
            return
        self.dismiss()

    def _tell_missing(self, error: Incomplete) -> None:
        self.notice.trouble(error)
        sentences = {gap.field: gap.sentence for gap in error.missing}  # type: ignore[attr-defined]
        if "title" in sentences:
            sentences[NAME] = sentences["title"]
        fields = list(self.query(DraftField))
        for field in fields:
            field.complain(sentences.get(field.field, ""))
        first = next((field for field in fields if field.field in sentences), None)
        if first is not None:
            first.area.focus()

    @work(exclusive=True, group="act")
    async def action_add(self) -> None:
        """Choose from what lies in the inbox."""
        from soptui.tui.dialogs.mark import Mark

        found = await self.at_desk(unassigned_assets)
        now = self.app.clock.now()
        rows = [(str(asset.id), _row(asset, taken(asset, now)).plain) for asset in found]
        marked = await self.app.push_screen_wait(
            Mark(_("Which material belongs here?"), rows, _("The inbox is empty."))
        )
        if marked:
            ids = [int(key) for key in marked]
            await self.attempt(self.at_desk(add_assets, self.coverage_id, ids))
            await self.reload()

    @work(exclusive=True, group="act")
    async def action_remove(self) -> None:
        """Put the marked asset back."""
        asset = self._marked()
        if asset is not None:
            await self.attempt(self.at_desk(remove_asset, asset.id))
            await self.reload()

    def action_preview(self) -> None:
        """Show the marked asset larger."""
        from soptui.tui.dialogs.preview import Preview

        asset = self._marked()
        if asset is not None:
            now = self.app.clock.now()
            path = thumbnail(self.app.settings.home, asset)
            self.app.push_screen(Preview(path, in_words(asset, now)))

    @on(OptionList.OptionSelected, "#material")
    def _opened(self) -> None:
        self.action_preview()

    def _marked(self) -> AssetView | None:
        option = self.material.highlighted_option
        if option is None or self.item is None:
            return None
        return next((a for a in self.item.assets if str(a.id) == option.id), None)


def _row(asset: AssetView, when: str) -> Content:
    name = asset.name if len(asset.name) <= 15 else asset.name[:14] + "…"
    return Content(f"● {name:<15} {when:<5} {measure_of(asset)}")


def _clashes(item: Item, field: DraftField) -> bool:
    view = item.text(field.field)
    return view.draft is not None and view.draft != view.body and view.draft_base != view.version
