"""What a person at the card reader must know first: which card may be pulled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widgets import Static

from soptui.i18n import _, ngettext
from soptui.inbox.batches import BatchView, InboxSummary
from soptui.sop.inert import in_one_line
from soptui.tui.format import fit

LINES = 3
NAME = 24


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
    shown = [batch for batch in batches if batch.name or not batch.may_be_pulled]
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
    """`kartu 02: 412 berkas aman, boleh dicabut.`"""
    name = in_one_line(batch.name) or _("Loose files")
    name = name if len(name) <= NAME else fit(name, NAME)
    if batch.arriving:
        words = _("{name}: {safe} of {total} files are safe. Do not pull the card yet.")
        return Content.styled("▲ " + words.format(name=name, safe=batch.safe, total=batch.total),
                              "$warning bold")  # fmt: skip
    if batch.stuck:
        words = ngettext(
            "{name}: {n} file could not be taken. Look below before you pull the card.",
            "{name}: {n} files could not be taken. Look below before you pull the card.",
            batch.stuck,
        )
        return Content.styled("✗ " + words.format(name=name, n=batch.stuck), "$error bold")
    if not watched:
        words = ngettext("{name}: {n} file is safe; wait until the station has looked again.",
                         "{name}: {n} files are safe; wait until the station has looked again.",
                         batch.safe)  # fmt: skip
        return Content.styled("▲ " + words.format(name=name, n=batch.safe), "$warning bold")
    words = ngettext("{name}: {n} file is safe, the card may be pulled.",
                     "{name}: {n} files are safe, the card may be pulled.", batch.safe)  # fmt: skip
    safe = Content.styled("● " + words.format(name=name, n=batch.safe), "$success bold")
    if not batch.set_aside:
        return safe
    aside = ngettext("{n} set aside: do not erase it.", "{n} set aside: do not erase it.",
                     batch.set_aside)  # fmt: skip
    return safe + Content.styled(" ✗ " + aside.format(n=batch.set_aside), "$error bold")


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
