"""What is done to the pictures in the selection: verdicts, their undoing, order, and texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.widgets import OptionList

from soptui.channels.recipes import strictest
from soptui.desk.alike import sharpest_first
from soptui.desk.assets import AssetView
from soptui.desk.picture_focus import set_focus
from soptui.desk.step2_selection import arrange, judge, keep_one
from soptui.desk.texts import alt_of, caption_of
from soptui.i18n import N_, _, ngettext
from soptui.media.crop import Focus
from soptui.sop.inert import visible
from soptui.sop.material import Kind, Verdict
from soptui.sop.step2_selection import DUPLICATE, REJECTION_REASONS
from soptui.tui.commands import Command
from soptui.tui.describe import hints_of, in_words, measure_of, parts_of, taken, thumbnail
from soptui.tui.describe import verdict as verdict_words
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.compare import Candidate, Compare
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.crop import CropBox, Cut
from soptui.tui.dialogs.write import Shown, Task, Write
from soptui.tui.screens.selection_room import SelectionRoom
from soptui.tui.widgets.picture_pane import PicturePane, reason_words

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict given on this screen, and what stood there before."""

    asset_id: int
    before: tuple[Verdict, str]
    after: tuple[Verdict, str]


class PictureActs(SelectionRoom):
    """Keys wait for one another, so that fast fingers judge one asset after the other."""

    PICTURE_KEYS: ClassVar[tuple[Command, ...]] = (
        Command("1", "publishable", N_("Publishable"), N_("The asset may be published; go on.")),
        Command("2", "reject", N_("Not publishable"),
                N_("Say why once; later ones get the same reason. Again: another reason.")),
        Command("0", "undecided", N_("Undecided"), N_("Take the verdict away."), barred=False),
        Command("b", "compare", N_("Compare"),
                N_("See pictures that show nearly the same side by side, and keep one.")),
        Command("u", "undo", N_("Undo"), N_("Undo the last verdict; again: the one before.")),
        Command("c", "caption", N_("Caption"), N_("Write what stands below the picture.")),
        Command("a", "alt_text", N_("Alt text"),
                N_("Write what is in the picture, for those who cannot see it.")),
        Command("o", "crop", N_("Crop"),
                N_("Say what must be seen where a channel cuts the picture.")),
        Command("less_than_sign,minus,comma", "shift(-1)", N_("Earlier"),
                N_("Show the asset earlier."), barred=False),
        Command("greater_than_sign,plus,full_stop", "shift(1)", N_("Later"),
                N_("Show the asset later."), barred=False),
    )  # fmt: skip

    pictures = getters.query_one(PicturePane)

    def __init__(self, coverage_id: int) -> None:
        super().__init__(coverage_id)
        self._history: list[tuple[Judged, ...]] = []
        self._reason = ""

    # Verdicts

    async def action_publishable(self) -> None:
        """The asset may be published."""
        if asset := self.pictures.chosen:
            await self._judge(asset, Verdict.PUBLISHABLE)

    async def action_reject(self) -> None:
        """The asset may not; the reason is asked once, and again on a rejected asset."""
        asset = self.pictures.chosen
        if asset is None:
            return
        if self._reason and asset.verdict is not Verdict.REJECTED:
            await self._judge(asset, Verdict.REJECTED, self._reason)
        else:
            self._ask_reason(asset)

    async def action_undecided(self) -> None:
        """As if nobody had looked at it."""
        asset = self.pictures.chosen
        if asset is not None and asset.verdict is not Verdict.UNDECIDED:
            await self._judge(asset, Verdict.UNDECIDED)

    @work(exclusive=True, group="act")
    async def _ask_reason(self, asset: AssetView) -> None:
        reasons = [(key, _(words)) for key, words in REJECTION_REASONS.items()]
        question = _("Why is {name} not publishable?").format(name=visible(asset.name))
        reason = await self.app.push_screen_wait(Choose(question, reasons))
        if reason == OTHER:
            reason = (await self.app.push_screen_wait(Ask(question)) or "").strip()
        if reason:
            self._reason = reason
            await self._judge(asset, Verdict.REJECTED, reason)

    async def _judge(self, asset: AssetView, verdict: Verdict, reason: str = "") -> None:
        act = self.at_desk(judge, asset.id, asset.version, verdict, reason)
        if not await self.succeeds(act):
            await self.attempt(self.reload())
            return
        done = Judged(asset.id, (asset.verdict, asset.reason), (verdict, reason))
        self._history.append((done,))
        await self.attempt(self.reload())
        if verdict is Verdict.REJECTED:
            told = _("{name}: {reason}. 2 again changes the reason, U undoes it.")
            self.notice.good(told.format(name=visible(asset.name), reason=reason_words(reason)))
        else:
            self.notice.clear()
        if verdict is not Verdict.UNDECIDED:
            self.pictures.go_to_undecided()

    async def action_undo(self) -> None:
        """Put the last verdict of this screen back, or all of one act, unless somebody has judged
        anew since.
        """
        if not self._history or self.item is None:
            return
        undone = self._history.pop()
        assets = {asset.id: asset for asset in self.item.assets}
        back = [
            (asset, last.before) for last in undone
            if (asset := assets.get(last.asset_id)) is not None
            and (asset.verdict, asset.reason) == last.after
        ]  # fmt: skip
        if not back:
            self.notice.good(_("Somebody has judged it anew; their verdict stands."))
        else:
            for asset, (verdict, reason) in back:
                await self.attempt(self.at_desk(judge, asset.id, asset.version, verdict, reason))
            names = ", ".join(visible(asset.name) for asset, _before in back)
            self.notice.good(_("Undone: {name}").format(name=names))
        await self.attempt(self.reload())
        self.pictures.strip.go_to(undone[0].asset_id)

    @property
    def can_undo(self) -> bool:
        """Whether a verdict was given here."""
        return bool(self._history)

    @work(exclusive=True, group="act")
    async def action_compare(self) -> None:
        """Of pictures that show nearly the same keep one; the others are not publishable."""
        group = sharpest_first(self.pictures.group)
        if len(group) < 2:
            return
        kept_id = await self.app.push_screen_wait(Compare([self._candidate(a) for a in group]))
        kept = next((asset for asset in group if asset.id == kept_id), None)
        others = [a for a in group if a.id != kept_id and a.verdict is not Verdict.REJECTED]
        if kept is None or not others:
            return
        question = ngettext(
            "Keep {name}, and mark the other {n} as not publishable: same as another?",
            "Keep {name}, and mark the other {n} as not publishable: same as another?",
            len(others),
        ).format(name=visible(kept.name), n=len(others))
        if await self.app.push_screen_wait(Confirm(question)):
            await self._keep(kept, others)

    async def _keep(self, kept: AssetView, others: list[AssetView]) -> None:
        act = self.at_desk(keep_one, (kept.id, kept.version), [(a.id, a.version) for a in others])
        if await self.succeeds(act):
            done = [Judged(a.id, (a.verdict, a.reason), (Verdict.REJECTED, DUPLICATE))
                    for a in others]  # fmt: skip
            if kept.verdict is Verdict.REJECTED:
                before = (kept.verdict, kept.reason)
                done.append(Judged(kept.id, before, (Verdict.UNDECIDED, "")))
            self._history.append(tuple(done))
            told = _("{name} stays; U undoes it.").format(name=visible(kept.name))
            self.notice.good(told)
        await self.attempt(self.reload())
        self.pictures.strip.go_to(kept.id)

    def _candidate(self, asset: AssetView) -> Candidate:
        """The asset as it stands beside its likes."""
        now = self.app.clock.now()
        facts = [f"{taken(asset, now)} · {measure_of(asset)}", verdict_words(asset),
                 *hints_of(asset), parts_of(asset)]  # fmt: skip
        path = thumbnail(self.app.settings.home, asset)
        return Candidate(asset.id, path, visible(asset.name), tuple(facts))

    async def action_shift(self, step: int) -> None:
        """Move the asset in the order in which the public will see it."""
        if asset := self.pictures.chosen:
            await self.attempt(self.at_desk(arrange, asset.id, step))
            await self.attempt(self.reload())

    @property
    def cut(self) -> Cut | None:
        """How the picture under the cursor is cut by the chosen channel that shows least of it."""
        asset = self.pictures.chosen
        if self.item is None or asset is None or asset.kind is not Kind.PHOTO:
            return None
        size = (asset.width or 1, asset.height or 1)
        network = strictest(self.item.channels, *size)
        if network is None or network.ratios is None:
            return None
        return Cut(network.label, network.ratios, size, asset.focus)

    @work(exclusive=True, group="act")
    async def action_crop(self) -> None:
        """Say what must be seen of the picture."""
        asset, cut = self.pictures.chosen, self.cut
        if asset is None or cut is None:
            return
        path = thumbnail(self.app.settings.home, asset)
        focus: Focus | None = await self.app.push_screen_wait(CropBox(path, cut))
        if focus is not None and focus != asset.focus:
            await self.attempt(self.at_desk(set_focus, asset.id, asset.version, focus))
            await self.attempt(self.reload())

    # Texts

    def action_caption(self) -> None:
        """Write the caption."""
        if asset := self.pictures.chosen:
            question = _("What stands below the picture: who, what, where?")
            self._write(asset, caption_of(asset.id), _("Caption"), question)

    def action_alt_text(self) -> None:
        """Write the alternative text."""
        if asset := self.pictures.chosen:
            question = _("What is to be seen? One sentence for those who cannot see it.")
            self._write(asset, alt_of(asset.id), _("Alt text"), question)

    @work(exclusive=True, group="act")
    async def _write(self, asset: AssetView, field: str, label: str, question: str) -> None:
        if self.item is None:
            return
        await self.app.push_screen_wait(
            Write(Task(self.coverage_id, field, label, question, self.item.text(field),
                       picture=self.shown(asset)))
        )  # fmt: skip
        await self.attempt(self.reload())

    def shown(self, asset: AssetView) -> Shown:
        """The asset as a dialog shows it."""
        words = visible(in_words(asset, self.app.clock.now()))
        label = f"▶ {measure_of(asset)}" if asset.kind is Kind.VIDEO else ""
        return Shown(thumbnail(self.app.settings.home, asset), words, label)

    @on(OptionList.OptionSelected, "AssetStrip")
    def action_larger(self) -> None:
        """Show the asset as large as the terminal allows."""
        from soptui.tui.dialogs.preview import Preview

        if asset := self.pictures.chosen:
            shown = self.shown(asset)
            self.app.push_screen(Preview(shown.path, shown.words))
