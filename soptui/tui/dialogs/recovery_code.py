"""The code that opens a key when its passphrase is forgotten: shown once, to be written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.tui.dialogs.box import Box
from soptui.tui.inert_text import inert

if TYPE_CHECKING:
    from textual.app import ComposeResult


class RecoveryCode(Box[None]):
    """`W` says that it is on paper; no other key closes it, for it cannot be shown again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "written", show=False)]

    def __init__(self, name: str, code: str) -> None:
        self.holder, self._code = name, code
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(
                Content.assemble(_("Recovery code of the signing key of"), " ", inert(self.holder)),
                classes="title",
            )
            yield Static(Content.styled(self._code, "bold"), id="code")
            yield Static(
                Content(
                    _(
                        "It opens the key when the passphrase is forgotten, and is shown only now. "
                        "Write it on paper, close the paper into an envelope, sign over the flap, "
                        "and lock it into the safe. Do not photograph it."
                    )
                ),
                classes="hint",
            )
            yield Static(Content(_("W: it is written down")), classes="hint")

    def action_close(self) -> None:
        """Esc is pressed too easily for this."""

    def action_written(self) -> None:
        """Close it for ever."""
        self.dismiss(None)
