"""What is done to the channels in the selection: ticking them, and writing for one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import getters, on, work
from textual.widgets import OptionList

from soptui.channels.known import network_of
from soptui.desk.item import Item
from soptui.desk.publication.channel_check import ChannelView
from soptui.desk.publication.faces import Faces
from soptui.desk.publication.wording import Wording, compose_after
from soptui.desk.step2_selection import choose_channels, set_embargo
from soptui.desk.texts import HASHTAGS, channel_of
from soptui.errors import InvalidInput, NotFound
from soptui.i18n import N_, _
from soptui.sop.hashtags import shown
from soptui.sop.manifest import ChannelText, Manifest
from soptui.tui.channel_words import channel_name
from soptui.tui.commands import Command
from soptui.tui.describe import thumbnails
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.template import TemplateBox
from soptui.tui.dialogs.write import Task, Write
from soptui.tui.post import Look, post_of
from soptui.tui.screens.selection_room import SelectionRoom
from soptui.tui.typed_moment import read_typed, typed
from soptui.tui.widgets.channel_list import ChannelPane


class ChannelActs(SelectionRoom):
    """The channel under the cursor is the one that is meant."""

    CHANNEL_KEYS: ClassVar[tuple[Command, ...]] = (
        Command("space", "tick", N_("Choose"), N_("Publish there, or not.")),
        Command("enter", "own_text", N_("Own text"), N_("Write the channel's own text.")),
        Command("v", "see", N_("As seen"), N_("See it as the channel's readers will.")),
        Command("h", "hashtags", N_("Hashtags"), N_("Write the hashtags of this release.")),
        Command("w", "wording", N_("Template"),
                N_("Say how the first text of the channel is composed, in every release.")),
        Command("e", "embargo", N_("Embargo"), N_("Publish nothing before a day and hour.")),
    )  # fmt: skip

    channels = getters.query_one(ChannelPane)

    def __init__(self, coverage_id: int) -> None:
        super().__init__(coverage_id)
        self.wording = Wording({}, ())
        self.faces = Faces()

    @property
    def look(self) -> Look:
        """How posts are drawn, their files made or not."""
        home, assets = self.app.settings.home, self.item.assets if self.item else ()
        by_content = {asset.sha256: asset for asset in assets}
        there = thumbnails(home, assets)
        return Look(self.app.office_name, self.faces, home.rendition, there, by_content)

    def action_see(self) -> None:
        """See the channel under the cursor as its readers will."""
        from soptui.tui.dialogs.post import PostBox

        if (view := self.channels.chosen) is not None and self.item is not None:
            look = self.look
            release = _with(self.item.preview, view)
            self.app.push_screen(PostBox(release, look.thumbnails, look, view.name))

    async def action_tick(self) -> None:
        """Publish on the channel under the cursor, or not."""
        if view := self.channels.chosen:
            chosen = self.channels.toggled(view.name)
            await self.attempt(self.at_desk(choose_channels, self.coverage_id, chosen))
            await self.attempt(self.reload())

    @on(OptionList.OptionSelected, "#choices")
    @work(exclusive=True, group="act")
    async def action_own_text(self) -> None:
        """Write what the channel under the cursor says."""
        view = self.channels.chosen
        if view is None or self.item is None or not self.allowed("own_text"):
            return
        if view.limit is None:
            self.action_pane("release")
            return
        await self.app.push_screen_wait(Write(self._writing(self.item, view)))
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_embargo(self) -> None:
        """Ask before which moment nothing goes out; an empty answer takes the embargo away."""
        if self.item is None:
            return
        known = typed(self.item.embargo_at) if self.item.embargo_at else ""
        asked = _("Publish nothing before? Day-month-year hour.minute; empty: at once.")
        box = Ask(asked, value=known, may_be_empty=True)
        answer: str | None = await self.app.push_screen_wait(box)
        if answer is None:
            return
        moment = read_typed(answer)
        if answer.strip() and moment is None:
            self.notice.trouble(InvalidInput(_("That is no date and time; nothing was changed.")))
            return
        await self.attempt(self.at_desk(set_embargo, self.coverage_id, moment))
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_hashtags(self) -> None:
        """Write the release's own hashtags."""
        if self.item is None:
            return
        every = shown(self.wording.hashtags) or _("none yet")
        question = _("Hashtags of this release. Every release has: {tags}").format(tags=every)
        view = self.item.text(HASHTAGS)
        task = Task(self.coverage_id, HASHTAGS, _("Hashtags"), question, view)
        await self.app.push_screen_wait(Write(task))
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_wording(self) -> None:
        """Say how the first text of the channel under the cursor is composed."""
        view, item = self.channels.chosen, self.item
        if view is None or item is None or view.limit is None:
            return
        texts = {field: text.body for field, text in item.texts.items()}
        kinds = {entry.kind for entry in item.preview.media}

        def tried(template: str) -> str:
            return compose_after(template, view.name, self.wording, texts, kinds).text

        if await self.app.push_screen_wait(TemplateBox(view.name, self.wording, tried)):
            self.notice.good(_("Texts for {channel} are composed after it from now on.").format(
                channel=channel_name(view.name)))  # fmt: skip
            await self.attempt(self.reload())

    def _writing(self, item: Item, view: ChannelView) -> Task:
        field, label = channel_of(view.name), channel_name(view.name)
        network = network_of(view.name)
        if network is None:
            raise NotFound(_("This program does not know the channel {name}.").format(name=label))
        question = _("Left empty, {channel} gets what the template says.").format(channel=label)
        post = post_of(_with(item.preview, view), view.name, self.look)
        return Task(self.coverage_id, field, label, question, item.text(field), one_line=False,
                    suggestion=view.composed.text, post=post,
                    taker=(network, view.limit or network.text_limit))  # fmt: skip


def _with(release: Manifest, view: ChannelView) -> Manifest:
    """The release with the text of a channel, chosen or not."""
    if any(entry.channel == view.name for entry in release.channels):
        return release
    return replace(release, channels=(*release.channels, ChannelText(view.name, view.text)))
