"""What a network has to know before the program posts to it by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from threading import Event
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from soptui.channels.connecting import Asking, plugins
from soptui.errors import Refused
from soptui.i18n import _
from soptui.tui.channel_words import channel_name
from soptui.tui.dialogs.form_box import FormBox
from soptui.tui.widgets.form import FormField

if TYPE_CHECKING:
    from textual.app import ComposeResult

Accept = Callable[[Mapping[str, str], str, Asking], Awaitable[object]]


class ConnectionBox(FormBox):
    """`accept` takes the settings, the secret, and whom to ask for a yes on the network's own page;
    what the network says no to is told here. `known` is what was typed the last time.
    """

    def __init__(
        self, channel: str, accept: Accept, known: Mapping[str, str] | None = None
    ) -> None:
        self.channel, self.accept, self.known = channel, accept, known or {}
        self._gone = Event()
        question = _("Connect {channel}: F2 asks it whose account this is")
        super().__init__(question.format(channel=channel_name(channel)))

    def fields(self) -> ComposeResult:
        for question in plugins()[self.channel].questions:
            yield FormField(question.key, _(question.label), self.known.get(question.key, ""),
                            hint=_(question.hint), secret=question.secret)  # fmt: skip
        consent = Static(id="consent")
        consent.display = False
        yield consent

    async def take(self) -> None:
        self._gone.clear()
        typed = {field.key: field.value for field in self.query(FormField)}
        try:
            await self.accept(typed, typed.pop("secret"), Asking(self._show, self._wait))
        finally:
            self.query_one("#consent").display = False

    def _show(self, address: str, code: str) -> None:
        """Called in another thread: tell where to say yes."""
        self.app.call_from_thread(self._tell, address, code)

    def _tell(self, address: str, code: str) -> None:
        words = _(
            "Open {address} on any device, sign in to the channel's account, and type {code}. "
            "It goes on here by itself; Esc ends the waiting."
        )
        consent = self.query_one("#consent", Static)
        consent.update(Content(words.format(address=address, code=code)))
        consent.display = True

    def _wait(self, seconds: float) -> None:
        """Called in another thread."""
        if self._gone.wait(seconds):
            raise Refused(_("The waiting was ended; nothing was connected."))

    def action_close(self) -> None:
        self._gone.set()
        super().action_close()

    def on_unmount(self) -> None:
        self._gone.set()
