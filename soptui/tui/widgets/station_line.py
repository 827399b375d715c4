"""Whether the station works, where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.inbox.health import Health, watch_words
from soptui.inbox.reasons import problem_sentence


class StationLine(Static):
    """Painted again only when its words change."""

    def tell(self, health: Health | None, now: datetime) -> None:
        """Show how the station does; nothing to say takes no room."""
        content = Content("\n").join(_sentences(health, now))
        self.display = bool(content)
        if content != self.content:
            self.update(content)


def _sentences(health: Health | None, now: datetime) -> Iterator[Content]:
    if health is not None and health.problem:
        yield Content.styled("✗ " + problem_sentence(health.problem), "$error bold")
    elif health is None or not health.is_alive(now):
        words = _("The station is starting; files wait in the inbox.")
        yield Content.styled(f"▲ {words}", "$warning")
    else:
        yield from _watch(health)


def _watch(health: Health) -> Iterator[Content]:
    """Why new files do not appear at once: at 80 columns in two lines."""
    if health.watch_trouble:
        yield Content.styled("▲ " + " ".join(watch_words(health)), "$warning")
    elif health.watcher == "scan":
        words = _("The inbox is looked at every few seconds; new files take a moment to appear.")
        yield Content.styled(f"  {words}", "$muted")
