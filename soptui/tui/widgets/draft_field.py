"""A text that is kept while it is typed: the terminal may close at any key."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from soptui.desk.item import TextView
from soptui.desk.texts import drop_draft, keep_draft, save_text
from soptui.errors import Conflict, SoptuiError
from soptui.i18n import _
from soptui.tui.format import near
from soptui.tui.widgets.plain_area import PlainArea

if TYPE_CHECKING:
    from textual import getters
    from textual.app import ComposeResult

    from soptui.desk.context import Desk
    from soptui.tui.host import Host

WITHIN = 0.25
"""Seconds within which every key is in the database."""


class DraftField(Vertical):
    """A labelled text area over one text of a coverage.

    Every change is kept as a draft within a quarter of a second, and at once when the field or the
    screen is left; leaving the field saves it. Where somebody else saved first, theirs stands, what
    was typed stays here, and the person chooses.

    `hint` stands in the empty field; in a field of `one_line` Enter goes on to the next.
    """

    if TYPE_CHECKING:
        app: getters.app[Host]

    class Kept(Message):
        """A draft was written, or the text saved (`version` is then its new one)."""

        def __init__(self, field: str, at: datetime, version: int | None) -> None:
            self.field, self.at, self.version = field, at, version
            super().__init__()

    class Typed(Message):
        """A key changed what stands in the field; nothing is kept yet."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Clashed(Message):
        """Somebody else saved this text first."""

        def __init__(self, field: DraftField, error: Conflict) -> None:
            self.field, self.error = field, error
            super().__init__()

    def __init__(
        self, coverage_id: int, field: str, label: str, *, hint: str = "", one_line: bool = False
    ) -> None:
        super().__init__(id=f"field-{field.replace(':', '-')}", classes="draft-field")
        self.coverage_id, self.field = coverage_id, field
        self.label = label
        # In brackets: where there are few colours a pale hint looks like an answer.
        self.area = PlainArea(Content(f"({hint})" if hint else ""), one_line=one_line)
        self._desk: Desk | None = None
        self._base = 0
        self._dirty = False
        self._pending = False
        self._turn = asyncio.Lock()

    def compose(self) -> ComposeResult:
        yield Static(Content(self.label), classes="label")
        with Vertical(classes="lines"):
            yield self.area
            yield Static(classes="beside")

    def on_mount(self) -> None:
        # Whoever opened the field: at its end somebody else, or nobody, may sit at the terminal.
        self._desk = self.app.desk

    async def on_unmount(self) -> None:
        """However the screen is left, what was typed last is kept."""
        with contextlib.suppress(SoptuiError):
            await self.flush()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.area.text

    def tell(self, view: TextView, *, editable: bool) -> None:
        """Show the text as it stands. What somebody is typing here is never replaced."""
        self.area.read_only = not editable
        self.area.can_focus = editable
        if self._dirty:
            if self.clashes(view):
                self._tell_clash(view)
            return
        unsaved = view.draft is not None and view.draft != view.body
        self._base = view.draft_base if unsaved else view.version
        self._dirty = unsaved
        if self.text != view.shown:
            self._put(view.shown)
        if self.clashes(view):
            self._tell_clash(view)

    def clashes(self, view: TextView) -> bool:
        """Whether what is typed here stands over another version than `view`, with other words."""
        return self._dirty and view.version > self._base and view.body != self.text

    def complain(self, sentence: str) -> None:
        """Say beside the field what is missing; an empty sentence clears it."""
        beside = self.query_one(".beside", Static)
        if beside.content != Content(sentence):
            beside.update(Content(sentence))
        beside.set_class(bool(sentence), "-shown")

    async def flush(self) -> None:
        """Write what is typed as a draft, now."""
        async with self._turn:
            await self._keep()

    async def save(self) -> None:
        """Save what is typed over the version it was typed over. Raises SoptuiError."""
        async with self._turn:
            if not self._dirty or self.area.read_only or self._desk is None:
                return
            text = self.text
            try:
                version = await self.app.backstage.run(
                    save_text, self._desk, self.coverage_id, self.field, text, self._base
                )
            except Conflict as error:
                await self._keep()
                self.post_message(self.Clashed(self, error))
                raise
            self._base, self._dirty = version, self.text != text
        self.complain("")
        self.post_message(self.Kept(self.field, self.app.clock.now(), version))

    async def settle(self, view: TextView, *, mine: bool) -> None:
        """After a clash: save mine over theirs, or take theirs and forget mine."""
        self._base = view.version
        if mine:
            self._dirty = True
            await self.save()
        elif self._desk is not None:
            await self._take(view, self._desk)

    async def _take(self, view: TextView, desk: Desk) -> None:
        async with self._turn:
            await self.app.backstage.run(drop_draft, desk, self.coverage_id, self.field)
            self._dirty = False
            self._put(view.body)
        self.complain("")

    async def _keep(self) -> None:
        if self._dirty and self._desk is not None:
            at = self.app.clock.now()
            await self.app.backstage.run(
                keep_draft, self._desk, self.coverage_id, self.field, self.text, self._base
            )
            self.post_message(self.Kept(self.field, at, None))

    def _put(self, text: str) -> None:
        with self.prevent(TextArea.Changed):
            self.area.load_text(text)

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._dirty = True
        self.post_message(self.Typed(self.text))
        if not self._pending:
            self._pending = True
            self._keep_soon()

    @work(group="draft")
    async def _keep_soon(self) -> None:
        """Not put off by further keys: who types without a pause is kept too."""
        await asyncio.sleep(WITHIN)
        self._pending = False
        try:
            await self.flush()
        except SoptuiError as error:
            self.complain(error.sentence)

    async def on_descendant_blur(self) -> None:
        """Leaving the field saves it; a failure is told beside it and the draft is kept."""
        try:
            await self.save()
        except SoptuiError as error:
            self.complain(error.sentence)

    def _tell_clash(self, view: TextView) -> None:
        when = near(view.edited_at, self.app.clock.now()) if view.edited_at else ""
        self.complain(
            _("{name} saved another text at {time}. F8: choose between the two.").format(
                name=view.edited_by or "–", time=when
            )
        )
