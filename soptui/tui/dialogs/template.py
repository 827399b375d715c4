"""How the first text of a channel is composed: a template, and beside it what would come of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from soptui.channels.templates import built_in, template_of
from soptui.desk.publication.wording import Wording, set_template
from soptui.errors import SoptuiError
from soptui.i18n import _
from soptui.sop.template import PLACES
from soptui.tui.channel_words import channel_name
from soptui.tui.dialogs.box import Box
from soptui.tui.inert_text import inert
from soptui.tui.widgets.form import Complaint
from soptui.tui.widgets.plain_area import PlainArea

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TemplateBox(Box[bool]):
    """True once another template is in force. `tried` gives the text that one makes of a release;
    it raises InvalidInput for what cannot be one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", show=False, priority=True),
        Binding("f3", "own", show=False, priority=True),
    ]

    area = getters.query_one(PlainArea)
    complaint = getters.query_one(Complaint)

    def __init__(self, channel: str, wording: Wording, tried: Callable[[str], str]) -> None:
        self.channel, self.tried = channel, tried
        self.before = template_of(channel, wording.templates)
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -wide -tall"):
            question = _("How a text for {channel} is composed, in every release").format(
                channel=channel_name(self.channel)
            )
            yield Static(inert(question), classes="title")
            yield PlainArea(Content(""))
            yield Complaint()
            places = " · ".join(f"{{{name}}} {_(words)}" for name, words in PLACES.items())
            yield Static(Content(places), classes="hint")
            with VerticalScroll(can_focus=False):
                yield Static(id="tried")
            keys = _("F2: save · F3: the program's own · Esc: never mind")
            yield Static(Content(keys), classes="muted")

    def settle_in(self) -> None:
        self.area.load_text(self.before)
        self.area.focus()

    @on(TextArea.Changed)
    def _try(self) -> None:
        """Show what comes of it while it is typed, or what is wrong with it."""
        try:
            text = self.tried(self.area.text)
        except SoptuiError as error:
            self.complaint.tell(error.sentence)
            return
        self.complaint.tell("")
        self.query_one("#tried", Static).update(inert(text))

    def action_own(self) -> None:
        """Put the template that the program brings along into the field."""
        self.area.load_text(built_in(self.channel))

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Keep it; what cannot be one is said and stays typed."""
        text = self.area.text
        kept = "" if text.strip() == built_in(self.channel) else text
        try:
            await self.app.backstage.run(set_template, self.app.desk, self.channel, kept)
        except SoptuiError as error:
            self.complaint.tell(error.sentence)
            return
        self.dismiss(True)
