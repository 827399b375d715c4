"""What must be seen of a picture that a channel cuts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.media.crop import Box as Part
from soptui.media.crop import Focus, Ratios, crop_box, usual_focus
from soptui.tui.dialogs.box import Box
from soptui.tui.widgets.cropped_picture import CroppedPicture

if TYPE_CHECKING:
    from textual.app import ComposeResult

STEP = 5
"""Per cent by which an arrow moves the point."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A picture of `size` pixels, the channel that cuts it, the shapes that are taken there, and
    what somebody wants to be seen already.
    """

    channel: str
    ratios: Ratios
    size: tuple[int, int]
    focus: Focus | None = None

    def part(self, focus: Focus) -> Part:
        """What is left of the picture."""
        return crop_box(*self.size, self.ratios, focus)


class CropBox(Box[Focus]):
    """Arrows move the point, what is left of the picture follows; `Enter` gives the point."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", f"move(-{STEP}, 0)", show=False),
        Binding("right", f"move({STEP}, 0)", show=False),
        Binding("up", f"move(0, -{STEP})", show=False),
        Binding("down", f"move(0, {STEP})", show=False),
        Binding("home", "usual", show=False),
        Binding("enter", "keep", show=False),
    ]

    def __init__(self, path: Path | None, cut: Cut) -> None:
        self.path, self.cut = path, cut
        self.point = cut.focus or usual_focus(*cut.size)
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box -full"):
            question = _("What must be seen? {channel} cuts this picture.")
            yield Static(Content(question.format(channel=self.cut.channel)), classes="title")
            yield CroppedPicture(self.path)
            yield Static(id="cut")
            hint = _("Arrows: move · Home: usual place · Enter: keep · Esc: never mind")
            yield Static(Content(hint), classes="hint")

    def settle_in(self) -> None:
        self._show()

    def _show(self) -> None:
        part = self.cut.part(self.point)
        self.query_one(CroppedPicture).show(self.cut.size, part, self.point)
        self.query_one("#cut", Static).update(Content(in_words(self.cut, part)))

    def action_move(self, right: int, down: int) -> None:
        """The point so many per cent further, at most to the edge."""
        x, y = self.point.x + right, self.point.y + down
        self.point = Focus(max(0, min(100, x)), max(0, min(100, y)))
        self._show()

    def action_usual(self) -> None:
        """Where the program would put it."""
        self.point = usual_focus(*self.cut.size)
        self._show()

    def action_keep(self) -> None:
        """Here it is."""
        self.dismiss(self.point)


def in_words(cut: Cut, part: Part) -> str:
    """What is cut off, per cent of the picture; for eyes that do not see it, and for consoles."""
    width, height = cut.size
    if part.size[0] < width:
        before, behind = _per_cent(part.left, width), _per_cent(width - part.right, width)
        words = _("Cut off: {before} at the left, {behind} at the right.")
    else:
        before, behind = _per_cent(part.top, height), _per_cent(height - part.bottom, height)
        words = _("Cut off: {before} above, {behind} below.")
    return words.format(before=before, behind=behind)


def _per_cent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %"
