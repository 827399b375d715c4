"""One text written over what it is about: a caption, an alternative text, a channel's own words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from soptui.channels.limits import kept
from soptui.desk.item import TextView, read_item
from soptui.errors import Conflict, SoptuiError
from soptui.i18n import _
from soptui.tui.channel_words import counter
from soptui.tui.dialogs.box import Box
from soptui.tui.dialogs.which_text import which_text
from soptui.tui.inert_text import inert
from soptui.tui.widgets.draft_field import DraftField
from soptui.tui.widgets.picture import Picture
from soptui.tui.widgets.post_preview import PostPreview

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from soptui.channels.social import Network
    from soptui.tui.post import Post

REST = 0.2
"""Seconds without a key after which the preview follows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture that the text is about; its words where it cannot be shown."""

    path: Path | None
    words: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be written. `taker` is the network that takes it and how much of it, and `post`
    how its readers see it; `suggestion` is put into the field by F3; `one_line` texts end with
    Enter.
    """

    coverage_id: int
    field: str
    label: str
    question: str
    view: TextView
    picture: Shown | None = None
    one_line: bool = True
    suggestion: str = ""
    taker: tuple[Network, int] | None = None
    post: Post | None = None


class Write(Box[bool]):
    """Saves when it is left, by whichever key; what cannot be saved stays as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2,f8", "save", show=False, priority=True),
        Binding("f3", "suggest", show=False, priority=True),
        Binding("f4", "preview", show=False, priority=True),
        Binding("enter", "save_line", show=False, priority=True),
    ]

    field = getters.query_one(DraftField)

    def __init__(self, task: Task) -> None:
        self.writing = task
        self._due: Timer | None = None
        super().__init__()

    def compose(self) -> ComposeResult:
        task = self.writing
        large = "box -full" if task.picture or task.post else "box -wide"
        with Vertical(classes=large, id="write"):
            if task.picture is not None:
                yield Picture()
            with Horizontal(id="sides"):
                with Vertical(id="typed"):
                    yield Static(inert(task.question), classes="muted")
                    yield DraftField(task.coverage_id, task.field, task.label)
                    yield Static(id="count")
                if task.post is not None:
                    yield PostPreview(id="as-seen")
            yield Static(Content(self._hint()), classes="muted")

    def settle_in(self) -> None:
        shown = self.writing.picture
        if shown is not None:
            self.query_one(Picture).show(shown.path, shown.words, shown.label)
        self.set_class(self.writing.post is not None, "-posts")
        self.field.tell(self.writing.view, editable=True)
        self.field.area.focus()
        self._tell_count()
        if self.writing.post is not None:
            self.call_after_refresh(self._show_post, self.writing.post)

    def _hint(self) -> str:
        if self.writing.one_line:
            return _("Enter: save · Esc: save and back")
        if self.writing.post is not None:
            return _("F2: save · F3: begin with the template's · F4: as its readers see it")
        return _("F2: save · Esc: save and back")

    @on(DraftField.Typed)
    def _tell_count(self) -> None:
        if self.writing.taker is None:
            return
        network, limit = self.writing.taker
        text = self.field.text
        self.query_one("#count", Static).update(counter(network.measure(text.strip()), limit))
        self.field.area.mark_from(kept(text, network.measure, limit))
        if self.writing.post is not None:
            if self._due is not None:
                self._due.stop()
            self._due = self.set_timer(REST, self._say)

    async def _show_post(self, post: Post) -> None:
        """As its readers see it; what is typed follows when the fingers rest."""
        await self.query_one(PostPreview).tell(post)
        self._say()

    def _say(self) -> None:
        self.query_one(PostPreview).say(self.field.text.strip() or self.writing.suggestion)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "save_line":
            return self.writing.one_line
        if action == "preview":
            return self.writing.post is not None
        return bool(self.writing.suggestion) if action == "suggest" else True

    def action_preview(self) -> None:
        """Where there is no room for both: the text, or what its readers see."""
        preview = self.query_one(PostPreview)
        self.toggle_class("-previewing")
        preview.can_focus = self.has_class("-previewing")
        (preview if preview.can_focus else self.field.area).focus()

    def action_suggest(self) -> None:
        """Put the suggestion into an empty field, to be changed."""
        if not self.field.text.strip():
            self.field.area.insert(self.writing.suggestion)

    def action_save_line(self) -> None:
        """A text of one line ends with Enter."""
        self.action_save()

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Save and leave; where somebody was first, ask which text shall stand."""
        try:
            await self.field.save()
        except Conflict:
            if not await self._choose():
                return
        except SoptuiError as error:
            self.field.complain(error.sentence)
            return
        self.dismiss(True)

    async def _choose(self) -> bool:
        """Whether the dialog may be left."""
        task = self.writing
        try:
            item = await self.app.backstage.run(read_item, self.app.desk, task.coverage_id)
            theirs = item.text(task.field)
            mine = await self.app.push_screen_wait(which_text(self.field, theirs))
            if mine is not None:
                await self.field.settle(theirs, mine=mine == "mine")
        except SoptuiError as error:
            self.field.complain(error.sentence)
            return False
        return True
