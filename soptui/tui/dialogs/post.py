"""The release as the readers of one channel will see it, as large as the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.sop.manifest import Manifest
from soptui.tui.dialogs.box import Box
from soptui.tui.post import Look
from soptui.tui.widgets.release_paper import ReleasePaper

if TYPE_CHECKING:
    from textual.app import ComposeResult


class PostBox(Box[None]):
    """The paper that the Head reads too; `C` goes on to the next channel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v,enter", "close", show=False),
        Binding("c", "channel", show=False),
    ]

    paper = getters.query_one(ReleasePaper)

    def __init__(
        self, manifest: Manifest, pictures: Mapping[str, Path], look: Look, channel: str
    ) -> None:
        self.manifest, self.pictures, self.look = manifest, pictures, look
        self.channel = channel
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -full"):
            yield ReleasePaper()
            keys = _("C: the next channel · arrows: read on · Esc: back")
            yield Static(Content(keys), classes="muted")

    def settle_in(self) -> None:
        self.paper.focus()
        self.call_after_refresh(self._show)

    async def _show(self) -> None:
        await self.paper.tell(self.manifest, self.pictures, look=self.look)
        await self.paper.show_channel(self.channel)

    async def action_channel(self) -> None:
        """As the readers of the next channel will see it."""
        await self.paper.next_channel()
