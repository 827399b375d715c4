"""The life of a file in the inbox, from the first sight of it to an asset or a reason why not."""

from __future__ import annotations

from enum import StrEnum

from soptui.i18n import N_


class ArrivalState(StrEnum):
    """Written to the database before the act it names, so that a crash finds its place again."""

    SEEN = "seen"
    SETTLING = "settling"
    CLAIMED = "claimed"
    PROBED = "probed"
    """What the camera says of it is known and can be seen; its content is still being read."""
    HASHED = "hashed"
    READY = "ready"
    DUPLICATE = "duplicate"
    INCOMPLETE = "incomplete"
    BLOCKED = "blocked"
    QUARANTINED = "quarantined"
    POISON = "poison"
    """Reading it ended the reader three times; kept apart from what is merely damaged."""


IN_HAND = frozenset({ArrivalState.CLAIMED, ArrivalState.PROBED, ArrivalState.HASHED})
"""Taken out of the inbox and not yet done with."""
ARRIVING = frozenset({ArrivalState.SEEN, ArrivalState.SETTLING}) | IN_HAND
SET_ASIDE = frozenset({ArrivalState.QUARANTINED, ArrivalState.POISON})
IN_TROUBLE = frozenset({ArrivalState.INCOMPLETE, ArrivalState.BLOCKED}) | SET_ASIDE

ARRIVAL_NAMES = {
    ArrivalState.SEEN: N_("seen"),
    ArrivalState.SETTLING: N_("still arriving"),
    ArrivalState.CLAIMED: N_("being read"),
    ArrivalState.PROBED: N_("being read"),
    ArrivalState.HASHED: N_("being read"),
    ArrivalState.READY: N_("ready"),
    ArrivalState.DUPLICATE: N_("already here"),
    ArrivalState.INCOMPLETE: N_("incomplete"),
    ArrivalState.BLOCKED: N_("blocked"),
    ArrivalState.QUARANTINED: N_("set aside"),
    ArrivalState.POISON: N_("set aside"),
}
