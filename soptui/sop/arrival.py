"""The life of a file in the inbox, from the first sight of it to an asset or a reason why not."""

from __future__ import annotations

from enum import StrEnum

from soptui.i18n import N_


class ArrivalState(StrEnum):
    """Written to the database before the act it names, so that a crash finds its place again."""

    SEEN = "seen"
    SETTLING = "settling"
    CLAIMED = "claimed"
    READY = "ready"
    DUPLICATE = "duplicate"
    INCOMPLETE = "incomplete"
    BLOCKED = "blocked"
    QUARANTINED = "quarantined"


ARRIVING = frozenset({ArrivalState.SEEN, ArrivalState.SETTLING, ArrivalState.CLAIMED})
IN_TROUBLE = frozenset({ArrivalState.INCOMPLETE, ArrivalState.BLOCKED, ArrivalState.QUARANTINED})

ARRIVAL_NAMES = {
    ArrivalState.SEEN: N_("seen"),
    ArrivalState.SETTLING: N_("still arriving"),
    ArrivalState.CLAIMED: N_("being read"),
    ArrivalState.READY: N_("ready"),
    ArrivalState.DUPLICATE: N_("already here"),
    ArrivalState.INCOMPLETE: N_("incomplete"),
    ArrivalState.BLOCKED: N_("blocked"),
    ArrivalState.QUARANTINED: N_("set aside"),
}
