"""What a person at the card reader must know first: may it be pulled, and does the station work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _
from soptui.inbox.health import Health, watch_words
from soptui.inbox.reasons import problem_sentence
from soptui.inbox.status import InboxSummary
from soptui.sop.inert import in_one_line

NAMED = 3


class StationLine(Static):
    """Painted again only when its words change."""

    def tell(self, found: InboxSummary, health: Health | None, now: datetime) -> None:
        """Show how the station and each folder of the inbox stand."""
        content = Content("\n").join(_sentences(found, health, now))
        if content != self.content:
            self.update(content)


def _sentences(found: InboxSummary, health: Health | None, now: datetime) -> Iterator[Content]:
    if health is not None and health.problem:
        yield Content.styled("✗ " + problem_sentence(health.problem), "$error bold")
    elif health is None or not health.is_alive(now):
        words = _("The station is starting; files wait in the inbox.")
        yield Content.styled(f"▲ {words}", "$warning")
    folders = [batch for batch in found.batches if batch.name]
    waiting = [batch.name for batch in folders if not batch.may_be_pulled]
    stuck = [batch.name for batch in folders if batch.may_be_pulled and batch.in_trouble]
    free = [batch.name for batch in folders if batch.may_be_pulled and not batch.in_trouble]
    if waiting:
        words = _("Still being copied: {names}. Do not pull the card.")
        yield Content.styled("▲ " + words.format(names=_named(waiting)), "$warning bold")
    if stuck:
        words = _("Not everything was taken in: {names}. Look below before you pull the card.")
        yield Content.styled("✗ " + words.format(names=_named(stuck)), "$error bold")
    if free:
        words = _("Everything was taken in: {names} may be pulled.")
        yield Content.styled("● " + words.format(names=_named(free)), "$success")
    if not (folders or found.arriving):
        yield Content.styled("● " + _("Nothing is on its way."), "$muted")
    if health is not None and not health.problem:
        yield from _watch(health)


def _watch(health: Health) -> Iterator[Content]:
    """Why new files do not appear at once: at 80 columns in two lines."""
    if health.watch_trouble:
        yield Content.styled("▲ " + " ".join(watch_words(health)), "$warning")
    elif health.watcher == "scan":
        words = _("The inbox is looked at every few seconds; new files take a moment to appear.")
        yield Content.styled(f"  {words}", "$muted")


def _named(names: Iterable[str]) -> str:
    shown = [in_one_line(name) for name in names]
    more = f" +{len(shown) - NAMED}" if len(shown) > NAMED else ""
    return ", ".join(shown[:NAMED]) + more
