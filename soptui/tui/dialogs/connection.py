"""What a network has to know before the program posts to it by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from soptui.channels.connecting import plugins
from soptui.i18n import _
from soptui.tui.channel_words import channel_name
from soptui.tui.dialogs.form_box import FormBox
from soptui.tui.widgets.form import FormField

if TYPE_CHECKING:
    from textual.app import ComposeResult

Accept = Callable[[Mapping[str, str], str], Awaitable[object]]


class ConnectionBox(FormBox):
    """`accept` takes the settings and the secret; what the network says no to is told here."""

    def __init__(self, channel: str, accept: Accept) -> None:
        self.channel, self.accept = channel, accept
        question = _("Connect {channel}: F2 asks it whose account this is")
        super().__init__(question.format(channel=channel_name(channel)))

    def fields(self) -> ComposeResult:
        for question in plugins()[self.channel].questions:
            yield FormField(question.key, _(question.label), hint=_(question.hint),
                            secret=question.secret)  # fmt: skip

    async def take(self) -> None:
        typed = {field.key: field.value for field in self.query(FormField)}
        await self.accept(typed, typed.pop("secret"))
