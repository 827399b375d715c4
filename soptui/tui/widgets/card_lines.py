"""What a person at the card reader must know first: which card may be pulled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _, ngettext
from soptui.inbox.batch_words import Standing, batch_name, verdict_on
from soptui.inbox.batches import BatchView, InboxSummary
from soptui.tui.widgets.inbox_lines import fit_end

LINES = 3
NAME = 24
COLOURS = {Standing.WAIT: "$warning", Standing.STUCK: "$error", Standing.FREE: "$success"}


class CardLines(Static):
    """A line a card: those that must stay first, then the newest. Painted only when it changes."""

    def tell(self, found: InboxSummary, *, watched: bool) -> None:
        """Show how each folder of the inbox stands. Not `watched`: a station that does not look
        knows nothing of files that came since, so no card is called free.
        """
        content = Content("\n").join(_lines(found.batches, watched=watched))
        if content != self.content:
            self.update(content)


def _lines(batches: Sequence[BatchView], *, watched: bool) -> Iterator[Content]:
    shown = [b for b in batches if b.total and (b.name or not b.may_be_pulled)]
    ordered = sorted(shown, key=_urgency)
    if not ordered:
        yield Content.styled("● " + _("Nothing is on its way."), "$muted")
    room = LINES if len(ordered) <= LINES else LINES - 1
    yield from (_line(batch, watched=watched) for batch in ordered[:room])
    if len(ordered) > room:
        yield _rest(ordered[room:], watched=watched)


def _urgency(batch: BatchView) -> tuple[int, float]:
    rank = 2 if batch.may_be_pulled else (0 if batch.arriving else 1)
    return rank, -(batch.newest.timestamp() if batch.newest else 0.0)


def _line(batch: BatchView, *, watched: bool) -> Content:
    name = batch_name(batch)
    found = verdict_on(batch, name if len(name) <= NAME else fit_end(name, NAME), watched=watched)
    line = Content.styled(f"{found.standing} {found.sentence}", f"{COLOURS[found.standing]} bold")
    return line + Content.styled(f" ✗ {found.aside}", "$error bold") if found.aside else line


def _rest(batches: Sequence[BatchView], *, watched: bool) -> Content:
    """How the folders stand that have no line of their own."""
    free = sum(batch.may_be_pulled for batch in batches) if watched else 0
    parts = []
    if kept := len(batches) - free:
        parts.append(ngettext("{n} more is not safe yet", "{n} more are not safe yet",
                              kept).format(n=kept))  # fmt: skip
    if free:
        parts.append(ngettext("{n} more may be pulled", "{n} more may be pulled",
                              free).format(n=free))  # fmt: skip
    words = ("▲ " if kept else "  ") + " · ".join(parts)
    return Content.styled(words, "$warning" if kept else "$muted")
