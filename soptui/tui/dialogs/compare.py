"""Pictures that show nearly the same, side by side: one is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.tui.dialogs.box import Box
from soptui.tui.format import fit
from soptui.tui.inert_text import inert
from soptui.tui.widgets.picture import Picture

if TYPE_CHECKING:
    from textual.app import ComposeResult

TOGETHER = 4
"""Pictures that are shown at once; the arrows bring the others."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One picture; `facts` are short lines about it, inert text."""

    id: int
    path: Path | None
    name: str
    facts: tuple[str, ...]


class _Cell(Vertical):
    """One picture with its number and what is known of it."""

    def __init__(self, at: int, choose: Callable[[int], None]) -> None:
        super().__init__(classes="cell")
        self.at, self._choose = at, choose

    def compose(self) -> ComposeResult:
        yield Static(classes="name")
        yield Picture()
        yield Static(classes="facts")

    def show(self, candidate: Candidate, number: int, *, chosen: bool) -> None:
        self.set_class(chosen, "-chosen")
        name = self.query_one(".name", Static)
        shape = "▶" if chosen else " "
        room = max(4, self.size.width - 6)
        short = fit(candidate.name, room).rstrip()
        name.update(Content.assemble(f"{shape} {number} ") + inert(short, "bold"))
        self.query_one(Picture).show(candidate.path, candidate.name)
        self.query_one(".facts", Static).update(inert("\n".join(candidate.facts)))

    def on_click(self) -> None:
        self._choose(self.at)


class Compare(Box[int]):
    """Arrows or a number choose, `Enter` gives the id of the picture to keep."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "move(-1)", show=False),
        Binding("right,down", "move(1)", show=False),
        Binding("enter", "keep", show=False),
        *(Binding(str(n), f"choose({n - 1})", show=False) for n in range(1, TOGETHER + 1)),
    ]

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self._chosen = 0
        self._first = 0
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -full"):
            yield Static(id="question", classes="title")
            with Horizontal(id="cells"):
                for at in range(min(TOGETHER, len(self.candidates))):
                    yield _Cell(at, self._choose_cell)
            hint = _("Arrows or 1–4: choose · Enter: keep this one · Esc: never mind")
            yield Static(Content(hint), classes="hint")

    def settle_in(self) -> None:
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        count = len(self.candidates)
        question = _("{n} pictures show nearly the same. Which one stays?").format(n=count)
        if count > TOGETHER:
            last = min(count, self._first + TOGETHER)
            question += f"  ({self._first + 1}–{last} / {count})"
        self.query_one("#question", Static).update(Content(question))
        for cell in self.query(_Cell):
            place = self._first + cell.at
            cell.show(self.candidates[place], cell.at + 1, chosen=place == self._chosen)

    def _choose_cell(self, at: int) -> None:
        self.action_choose(at)

    def action_choose(self, at: int) -> None:
        """The picture with that number on the screen."""
        if self._first + at < len(self.candidates):
            self._chosen = self._first + at
            self._show()

    def action_move(self, step: int) -> None:
        """The next picture, or the one before; those out of sight come in."""
        self._chosen = max(0, min(len(self.candidates) - 1, self._chosen + step))
        self._first = max(self._chosen - TOGETHER + 1, min(self._first, self._chosen))
        self._show()

    def action_keep(self) -> None:
        """This one it is."""
        self.dismiss(self.candidates[self._chosen].id)
