"""The line in which the program answers: what happened, and what to do next."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from soptui.errors import SoptuiError


class Notice(Static):
    """Hidden until there is something to say; any text is shown as it is, never as markup."""

    def good(self, sentence: str) -> None:
        """Something worked."""
        self._say("●", sentence, trouble=False)

    def trouble(self, error: SoptuiError) -> None:
        """Something did not."""
        self._say("✗", error.sentence, trouble=True)

    def clear(self) -> None:
        """Nothing to say any more."""
        if self.display:
            self.display = False

    def _say(self, glyph: str, sentence: str, *, trouble: bool) -> None:
        self.set_class(trouble, "-trouble")
        self.update(Content(f" {glyph} {sentence}"))
        self.display = True
