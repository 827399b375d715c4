"""Kanal: where it shall be published, what each channel will say, and what it would not take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from textual import getters, on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from soptui.desk.publication.channel_check import ChannelView
from soptui.i18n import _, ngettext
from soptui.sop.template import Composed
from soptui.tui.channel_words import channel_name, counter
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

    def tell(
        self,
        views: Sequence[ChannelView],
        embargo: datetime | None = None,
        *,
        linked: bool = True,
    ) -> None:
        """Show the channels as they stand, before which moment nothing goes out, and that no text
        has a link where the website has no public address.
        """
        self.views = tuple(views)
        said = [_("Embargo: nothing goes out before {time}").format(time=full(embargo))] if (
            embargo) else []  # fmt: skip
        if not linked:
            said.append(_("▲ No text has a link: the office's website has no public address."))
        line = self.query_one("#embargo", Static)
        line.display = bool(said)
        line.update(Content("\n".join(said)))
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
    said = _("the whole release") if view.limit is None else f"{view.length}/{view.limit}"
    if view.problems:
        return row + Content.assemble(("✗", "$error bold"), f" {said}")
    if view.limit is None:
        return row + Content(said)
    return row + counter(view.length, view.limit, short=True)


def _detail(view: ChannelView, problems: Sequence[str]) -> Content:
    """What is wrong anywhere, then what the channel under the cursor says."""
    lines = [Content.styled("✗ ", "$error") + Content(problem) for problem in problems]
    lines += [Content("")] if problems else []
    if view.limit is None:
        shows = _("{channel} shows the release with all its pictures.")
        shown = shows.format(channel=channel_name(view.name))
        return Content("\n").join([*lines, Content.styled(shown, "$muted")])
    source = _("Its own text:") if view.own else _("After the template (Enter: its own text):")
    lines.append(Content.styled(source, "$muted"))
    if not view.own:
        lines += [Content.styled(f"▲ {words}", "$warning") for words in _left_out(view.composed)]
    lines.append(inert(view.text) if view.text else Content.styled(_("nothing yet"), "$muted"))
    return Content("\n").join(lines)


def _left_out(composed: Composed) -> Iterator[str]:
    """What the channel's limit keeps out of the text."""
    if composed.lead_out:
        yield _("There is no room for the lead; it stays out.")
    if composed.hashtags_out:
        yield ngettext(
            "There is no room for {n} hashtag.", "There is no room for {n} hashtags.",
            composed.hashtags_out,
        ).format(n=composed.hashtags_out)  # fmt: skip
