"""Kanal: where it shall be published, what each channel will say, and what it would not take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from textual import getters, on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from soptui.desk.publication.channel_check import ChannelView
from soptui.i18n import _
from soptui.sop.step2_selection import WEBSITE
from soptui.tui.channel_words import channel_name
from soptui.tui.format import full
from soptui.tui.inert_text import inert
from soptui.tui.option_rows import show_rows

NAME = 10


class ChannelPane(Vertical):
    """A list to tick, and below it the channel under the cursor."""

    choices = getters.query_one(OptionList)

    def __init__(self) -> None:
        super().__init__(id="channels", classes="pane")
        self.views: tuple[ChannelView, ...] = ()

    def compose(self) -> Iterable[Any]:
        yield OptionList(id="choices")
        yield Static(id="embargo")
        with VerticalScroll(id="says", can_focus=False):
            yield Static(id="channel-text")

    def tell(self, views: Sequence[ChannelView], embargo: datetime | None = None) -> None:
        """Show the channels as they stand, and before which moment nothing goes out."""
        self.views = tuple(views)
        words = _("Embargo: nothing goes out before {time}").format(time=full(embargo)) if (
            embargo) else ""  # fmt: skip
        line = self.query_one("#embargo", Static)
        line.display = bool(words)
        line.update(Content(words))
        show_rows(self.choices, [(view.name, _row(view)) for view in views])
        self._show_chosen()

    @property
    def chosen(self) -> ChannelView | None:
        """The channel under the cursor."""
        option = self.choices.highlighted_option
        wanted = option.id if option else None
        return next((view for view in self.views if view.name == wanted), None)

    def toggled(self, name: str) -> list[str]:
        """The chosen channels after `name` is ticked or unticked, in the list's order."""
        return [view.name for view in self.views if view.chosen is not (view.name == name)]

    @on(OptionList.OptionHighlighted)
    def _show_chosen(self) -> None:
        view = self.chosen
        problems = [line for each in self.views for line in each.problems]
        content = _detail(view, problems) if view is not None else Content("")
        text = self.query_one("#channel-text", Static)
        if content != text.content:
            text.update(content)


def _row(view: ChannelView) -> Content:
    box = "[x]" if view.chosen else "[ ]"
    row = Content(f"{box} {channel_name(view.name):<{NAME}}")
    if not view.chosen:
        return row
    if view.limit is None:
        return row + Content(_("the whole release"))
    count = f"{view.length}/{view.limit}"
    if view.problems:
        return row + Content.assemble(("✗ ", "$error bold"), count)
    return row + Content.assemble(("● ", "$success bold"), count)


def _detail(view: ChannelView, problems: Sequence[str]) -> Content:
    """What is wrong anywhere, then what the channel under the cursor says."""
    lines = [Content.styled("✗ ", "$error") + Content(problem) for problem in problems]
    lines += [Content("")] if problems else []
    if view.name == WEBSITE:
        return Content("\n").join([*lines, Content.styled(
            _("The website shows the release with all its pictures."), "$muted")])  # fmt: skip
    source = _("Its own text:") if view.own else _("Title and lead (Enter: write its own text):")
    lines.append(Content.styled(source, "$muted"))
    lines.append(inert(view.text) if view.text else Content.styled(_("nothing yet"), "$muted"))
    return Content("\n").join(lines)
