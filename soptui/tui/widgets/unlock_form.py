"""The door of the Head's room: one passphrase, and nothing to read before it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from soptui.i18n import _, ngettext

if TYPE_CHECKING:
    from textual.app import ComposeResult


class UnlockForm(Vertical):
    """`Input.Submitted` says that it was given; `take` hands it over once."""

    passphrase = getters.query_one("#passphrase", Input)

    def compose(self) -> ComposeResult:
        yield Static(Content(_("The Head's room is locked.")), classes="title")
        yield Static(id="waiting")
        yield Static(Content(_("Passphrase of the Head:")), id="asked")
        yield Input(password=True, id="passphrase", max_length=256)
        yield Static(
            Content(_("It opens the key that signs your decisions; it is not shown or kept.")),
            classes="hint",
        )

    def tell(self, waiting: int, *, keyless: bool = False) -> None:
        """How many releases wait; which ones is told inside. `keyless`: there is no key to open."""
        words = (
            ngettext("{n} release waits for a decision.", "{n} releases wait for a decision.",
                     waiting).format(n=waiting)
            if waiting
            else _("No release waits for a decision.")
        )  # fmt: skip
        if keyless:
            words += "\n" + _("You have no signing key yet: F7 makes one.")
        self.query_one("#waiting", Static).update(Content(words))

    def take(self) -> str:
        """What was typed; the field is empty from here on."""
        typed = self.passphrase.value
        self.passphrase.value = ""
        return typed

    def try_it(self, *, busy: bool) -> None:
        """While the key is being opened nothing more can be typed."""
        asked = _("Opening the key…") if busy else _("Passphrase of the Head:")
        self.query_one("#asked", Static).update(Content(asked))
        self.passphrase.disabled = busy
        if not busy:
            self.passphrase.focus()
