"""Long work in another thread: how far it is, and a key that stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.tui.dialogs.box import Box

if TYPE_CHECKING:
    from textual.app import ComposeResult

BAR = 40


class Work(Protocol):
    """What takes long: it tells how many files are done, the one at hand in part, asks whether it
    was cancelled, and says whether it came to its end.
    """

    def __call__(
        self, *, progress: Callable[[float, int], None], cancelled: Callable[[], bool]
    ) -> bool: ...


class Working(Box[None]):
    """`Esc` asks the work to stop; the box stays until it has."""

    def __init__(self, title: str) -> None:
        self.heading = title
        self._stop = threading.Event()
        self._told: tuple[float, int] = (0.0, 0)
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self.heading), classes="title")
            yield Static(id="progress")
            yield Static(Content(_("Esc: stop")), classes="hint", id="keys")

    def settle_in(self) -> None:
        self.set_interval(0.2, self._show)

    def around(self, work: Work) -> Callable[[], bool]:
        """`work` with this box told of its progress; call it in another thread."""

        def run() -> bool:
            return work(progress=self._tell, cancelled=self._stop.is_set)

        return run

    def finish(self) -> None:
        """The work has ended."""
        if self.is_attached:
            self.dismiss(None)

    def action_close(self) -> None:
        """Ask the work to stop."""
        self._stop.set()
        self.query_one("#keys", Static).update(Content(_("Stopping…")))

    def _tell(self, done: float, total: int) -> None:
        self._told = (done, total)

    def _show(self) -> None:
        done, total = self._told
        if total:
            filled = int(BAR * done / total)
            words = Content.assemble(
                ("━" * filled, "$success"),
                ("─" * (BAR - filled), "$rule"),
                f" {_count(done, total)}",
            )
            progress = self.query_one("#progress", Static)
            if progress.content != words:
                progress.update(words)


def _count(done: float, total: int) -> str:
    """`2 of 5`, and below it how much is done of a film."""
    whole = int(done)
    count = _("{done} of {total}").format(done=whole, total=total)
    if done == whole:
        return count
    return f"{count}\n" + _("this film: {percent} %").format(percent=int(100 * (done - whole)))
