"""A camera whose clock was wrong: one picture's true time mends its whole card."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from soptui.desk.camera_clock import Correction
from soptui.errors import SoptuiError
from soptui.i18n import _, ngettext
from soptui.tui.dialogs.box import Box
from soptui.tui.format import full, span
from soptui.tui.inert_text import inert
from soptui.tui.typed_moment import read_typed, typed
from soptui.tui.widgets.picture import Picture

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CameraClockBox(Box[datetime | None]):
    """Asks when the picture was really taken; says what that would do before `Enter` does it."""

    def __init__(
        self,
        picture: Path | None,
        name: str,
        said: datetime,
        preview: Callable[[datetime], Awaitable[Correction]],
    ) -> None:
        self.picture, self.name_, self.said = picture, name, said
        self._preview = preview
        self._answer: datetime | None = None
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -wide"):
            yield Static(Content(_("When was this picture really taken?")), classes="title")
            with Horizontal(id="beside"):
                yield Picture()
                with Vertical():
                    yield Static(inert(self.name_))
                    said = _("The camera said: {time}").format(time=full(self.said))
                    yield Static(Content(said), classes="muted")
                    yield Input(typed(self.said), compact=True)
                    example = _("Day-month-year hour.minute.second, as the office's clock said")
                    yield Static(Content(example), classes="muted")
                    yield Static(id="effect")
            hint = _("Enter: correct the clock · Esc: never mind")
            yield Static(Content(hint), classes="hint")

    def settle_in(self) -> None:
        self.query_one(Picture).show(self.picture, self.name_)
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        self._foresee(event.value)

    @work(exclusive=True, group="foresee")
    async def _foresee(self, text: str) -> None:
        """Say what would happen, of what was typed last."""
        self._answer = None
        moment = read_typed(text)
        if moment is None:
            self._say(_("▲ That is no date and time yet."), "$warning")
            return
        try:
            correction = await self._preview(moment)
        except SoptuiError as error:
            self._say(f"✗ {error.sentence}", "$error")
            return
        self._answer = moment
        self._say(effect(correction), "$accent")

    def _say(self, words: str, style: str) -> None:
        self.query_one("#effect", Static).update(Content.styled(words, style))

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self._answer is not None:
            self.dismiss(self._answer)


def effect(correction: Correction) -> str:
    """`37 berkas kartu ini maju 1 hari 3 jam.`"""
    words = ngettext("{n} file of this card moves", "{n} files of this card move",
                     correction.files).format(n=correction.files)  # fmt: skip
    if correction.shift == timedelta():
        return _("{files} back to what the camera said.").format(files=words)
    if correction.shift > timedelta():
        return _("{files} {time} later.").format(files=words, time=span(correction.shift))
    return _("{files} {time} earlier.").format(files=words, time=span(correction.shift))
