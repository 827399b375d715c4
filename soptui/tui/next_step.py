"""What somebody has to do next in the publication, in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from soptui.desk.item import DeliveryView
from soptui.i18n import _, ngettext
from soptui.sop.step4_publication import Need, need_of
from soptui.tui.channel_words import channel_name
from soptui.tui.format import duration

HOUR = timedelta(hours=1)


def need(row: DeliveryView) -> Need:
    """What this channel needs of a person."""
    return need_of(row.state, by_itself=row.next_at is not None, ready=bool(row.kit))


def in_order(rows: Sequence[DeliveryView]) -> list[DeliveryView]:
    """Those that need a person first; the others as they were."""
    return sorted(rows, key=need)


def next_step(rows: Sequence[DeliveryView], now: datetime) -> str:
    """The first thing to do, and how much more there is; or that nothing is to be done, and why."""
    waiting = [row for row in in_order(rows) if need(row) < Need.NOTHING]
    if waiting:
        more = len(waiting) - 1
        then = ngettext("then {n} more", "then {n} more", more).format(n=more) if more else ""
        return _sentence(waiting[0]) + (f" ({then})" if then else "")
    under_way = [row for row in rows if need(row) is Need.NOTHING]
    if not under_way:
        return _("Everything is out; nothing is left to do.")
    due = min((row.next_at for row in under_way if row.next_at and row.next_at > now), default=None)
    if due is not None:
        return _("Nothing to do now: the program tries again in {time}.").format(
            time=until(due, now)
        )
    return _("Nothing to do now: the program is at work.")


def until(moment: datetime, now: datetime) -> str:
    """`0.25`: minutes and seconds until then."""
    return duration(round(max(moment - now, timedelta()).total_seconds()) * 1000)


def _sentence(row: DeliveryView) -> str:
    words = {
        Need.LOOK: _("{channel}: see whether it stands there – press P"),
        Need.RETRY: _("{channel}: it failed – mend it, then press U"),
        Need.POST: _("{channel}: post it yourself – press O, then T"),
    }[need(row)]
    if need(row) is Need.POST and row.earlier:
        words = _("{channel}: change it there yourself – press O, then D")
    return words.format(channel=channel_name(row.channel))
