"""The three parts of the selection, each with what it lacks; a click does what its key does."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from soptui.i18n import N_, _

PANES = {
    "pictures": ("F5", N_("Pictures")),
    "release": ("F6", N_("Release")),
    "channels": ("F7", N_("Channels")),
}


class PaneTabs(Widget):
    """One line, painted again only when one of its words changes."""

    chosen: reactive[str] = reactive("pictures")
    """The pane that the keys are for."""
    lacking: reactive[Mapping[str, int]] = reactive(dict)
    """How many things each pane lacks; a pane that is not named is not judged."""

    def render(self) -> Content:
        return Content(" ").join(self._tab(pane) for pane in PANES)

    async def on_click(self, event: events.Click) -> None:
        """A click does what the key does."""
        if pane := event.style.meta.get("pane"):
            await self.run_action(f"screen.pane('{pane}')")

    def _tab(self, pane: str) -> Content:
        key, name = PANES[pane]
        words = Content.assemble((key, "$accent bold"), f" {_(name)}")
        count = self.lacking.get(pane)
        if count is not None:
            state = ("▲ " + _("{n} missing").format(n=count), "$warning") if count else (
                "● " + _("complete"), "$success")  # fmt: skip
            words += Content.assemble("  ", state)
        if pane == self.chosen:
            # Brackets as well: reverse video alone is lost in a screenshot.
            words = Content.assemble("[", words, "]").stylize("bold")
        else:
            words = Content.assemble(" ", words, " ")
        return words.stylize(Style.from_meta({"pane": pane}))
