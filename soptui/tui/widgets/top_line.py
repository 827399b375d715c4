"""The first line of every screen: the office, what this is, the time, who sits here."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from soptui.tui.format import fit, full


class TopLine(Widget):
    """One line; it is painted again only when its text changes, so once a minute."""

    heading: reactive[str] = reactive("soptui")
    """What stands at the left."""
    aside: reactive[str] = reactive("")
    """What stands at the right."""

    def tell(self, heading: str, now: datetime | None, person: str) -> None:
        """Show the office or coverage, the minute and the person."""
        self.heading = heading
        self.aside = " · ".join(part for part in (full(now) if now else "", person) if part)

    def render(self) -> Content:
        width = max(self.size.width, 1)
        aside = f"{self.aside} "[:width]
        heading = fit(f" {self.heading}", max(0, width - len(aside)))
        return Content.assemble((heading, "bold"), aside)
