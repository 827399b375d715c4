"""Whether a card may be pulled, in one sentence: the same on every face."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from soptui.i18n import _, ngettext
from soptui.inbox.batches import BatchView
from soptui.sop.inert import in_one_line


class Standing(StrEnum):
    """How a card stands; the value is the shape that says so without a colour."""

    WAIT = "▲"
    STUCK = "✗"
    FREE = "●"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence about a card, and a second one about what was set aside, or ''."""

    standing: Standing
    sentence: str
    aside: str = ""


def batch_name(batch: BatchView) -> str:
    """The folder's name for people."""
    return in_one_line(batch.name) or _("Loose files")


def verdict_on(batch: BatchView, name: str, *, watched: bool) -> Verdict:
    """`kartu 02: 412 berkas aman, boleh dicabut.` with `name` in it.

    Not `watched`: a station that does not look knows nothing of files that came since, so no card
    is called free.
    """
    if batch.arriving:
        words = _("{name}: {safe} of {total} files are safe. Do not pull the card yet.")
        sentence = words.format(name=name, safe=batch.safe, total=batch.total)
        return Verdict(Standing.WAIT, sentence)
    if batch.stuck:
        words = ngettext(
            "{name}: {n} file could not be taken. Look below before you pull the card.",
            "{name}: {n} files could not be taken. Look below before you pull the card.",
            batch.stuck,
        )
        return Verdict(Standing.STUCK, words.format(name=name, n=batch.stuck))
    if not watched:
        words = ngettext(
            "{name}: {n} file is safe; wait until the station has looked again.",
            "{name}: {n} files are safe; wait until the station has looked again.",
            batch.safe,
        )
        return Verdict(Standing.WAIT, words.format(name=name, n=batch.safe))
    words = ngettext("{name}: {n} file is safe, the card may be pulled.",
                     "{name}: {n} files are safe, the card may be pulled.", batch.safe)  # fmt: skip
    aside = ngettext("{n} set aside: do not erase it.", "{n} set aside: do not erase it.",
                     batch.set_aside)  # fmt: skip
    sentence = words.format(name=name, n=batch.safe)
    return Verdict(Standing.FREE, sentence, aside.format(n=batch.set_aside)
                   if batch.set_aside else "")  # fmt: skip
