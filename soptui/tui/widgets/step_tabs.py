"""The four steps and the archive, each with its count; the chosen one is what the board shows."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from soptui.i18n import _
from soptui.sop.workflow import CLOSED_STATES, OPEN_STATES, STATE_NAMES, State


class StepTabs(Widget):
    """One line; a click does what the digit does."""

    counts: reactive[Mapping[State, int]] = reactive(dict)
    """How many coverages are in each state."""
    chosen: reactive[int] = reactive(0)
    """1 to 4: that step; 5: the ends; 0: everything open."""

    def render(self) -> Content:
        tabs = [
            self._tab(number, _(STATE_NAMES[state]), self.counts.get(state, 0))
            for number, state in enumerate(OPEN_STATES, start=1)
        ]
        ended = sum(self.counts.get(state, 0) for state in CLOSED_STATES)
        return Content("").join([*tabs, self._tab(5, _("Done"), ended)])

    async def on_click(self, event: events.Click) -> None:
        """A click does what the digit does."""
        if number := event.style.meta.get("step"):
            await self.run_action(f"screen.step({number})")

    def _tab(self, number: int, name: str, count: int) -> Content:
        # The chosen tab is marked in brackets: reverse video alone is lost in a screenshot.
        chosen = number == self.chosen
        text = f"[{number} {name} {count}]" if chosen else f" {number} {name} {count} "
        tab = Content(text).stylize("bold reverse") if chosen else Content(text)
        return tab.stylize(Style.from_meta({"step": number}))


def states_of(number: int) -> tuple[State, ...]:
    """The states behind a tab; none for the tab of everything open."""
    if number == 0:
        return ()
    return (OPEN_STATES[number - 1],) if number <= len(OPEN_STATES) else CLOSED_STATES
