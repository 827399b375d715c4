"""The prepared folder: what to copy, what to attach in which order, what to tick off."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from soptui.channels.kit import TEXT
from soptui.channels.social import URL
from soptui.i18n import _
from soptui.tui.dialogs.box import Box
from soptui.tui.inert_text import inert

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from soptui.desk.publication.kits import Kit


class KitBox(Box[None]):
    """`C` copies the text to the clipboard of the terminal in front (OSC 52), `P` the path."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,o", "close", show=False),
        Binding("c", "copy('text')", show=False),
        Binding("p", "copy('path')", show=False),
        Binding("q", "code", show=False),
    ]

    def __init__(self, kit: Kit, title: str) -> None:
        self.kit = kit
        self.heading = title
        super().__init__()

    def compose(self) -> ComposeResult:
        kit = self.kit
        with Vertical(classes="box -wide -tall"):
            yield Static(Content(self.heading), classes="title")
            with VerticalScroll():
                yield Static(_part(_("Folder"), inert(str(kit.folder))))
                yield Static(_part(_("Text to copy"), inert(kit.text)))
                files = Content("\n").join(
                    Content.assemble(f"{place:2d}  ", inert(name))
                    for place, name in enumerate(kit.files, start=1)
                )
                yield Static(_part(_("Files, in this order"), files))
                yield Static(_part(_("Alternative texts"), inert(kit.alt_texts.rstrip())))
                yield Static(_part(_("Checklist"), inert(kit.checklist.rstrip())))
            keys = _("C: copy the text · P: copy the path · Q: its link as a QR code · Esc: back")
            yield Static(Content(keys), classes="hint", id="answer")

    def action_code(self) -> None:
        """Show the first link of the text as a QR code, for the telephone that posts it."""
        from soptui.tui.dialogs.qr import QrBox

        if (found := URL.search(self.kit.text)) is not None:
            self.app.push_screen(QrBox(found[0].rstrip(".,;:!?)")))
        else:
            self.query_one("#answer", Static).update(Content(_("This text has no link.")))

    def action_copy(self, what: str) -> None:
        """Hand the text or the path to the terminal, which may or may not take it."""
        self.app.copy_to_clipboard(self.kit.text if what == "text" else str(self.kit.folder))
        told = (
            _("● The text was handed to your terminal; paste it there. If nothing comes, copy it "
              "from the file {file}.").format(file=TEXT)
            if what == "text"
            else _("● The path was handed to your terminal.")
        )  # fmt: skip
        self.query_one("#answer", Static).update(Content(told))


def _part(head: str, text: Content) -> Content:
    return Content.assemble((f"── {head}\n", "$muted"), text, "\n")
