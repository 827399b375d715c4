"""SOP step 4, *penayangan*: the activity stands on the website and on social media."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import IntEnum, StrEnum

from soptui.i18n import N_
from soptui.sop.step2_selection import WEBSITE


class DeliveryState(StrEnum):
    """Where one channel's delivery stands; `sending` is written before the irreversible call."""

    WAITING = "waiting"
    PREPARING = "preparing"
    SENDING = "sending"
    PUBLISHED = "published"
    FAILED = "failed"
    POSTPONED = "postponed"
    UNKNOWN = "unknown"
    ASSISTED = "assisted"
    TAKEN_DOWN = "taken_down"


DELIVERY_NAMES = {
    DeliveryState.WAITING: N_("waiting"),
    DeliveryState.PREPARING: N_("preparing"),
    DeliveryState.SENDING: N_("sending"),
    DeliveryState.PUBLISHED: N_("published"),
    DeliveryState.FAILED: N_("failed"),
    DeliveryState.POSTPONED: N_("postponed"),
    DeliveryState.UNKNOWN: N_("uncertain"),
    DeliveryState.ASSISTED: N_("by hand"),
    DeliveryState.TAKEN_DOWN: N_("taken down"),
}

NOTHING_SENT = frozenset({DeliveryState.WAITING, DeliveryState.FAILED, DeliveryState.ASSISTED})
"""While all deliveries are in these, the publication can still be recalled."""


ENDS = frozenset({DeliveryState.PUBLISHED, DeliveryState.TAKEN_DOWN})
"""Where nothing more is done."""
UNSETTLED = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN})
"""Where nobody knows whether it stands in public: that is found out before it is corrected."""


def change_reached(deliveries: Mapping[str, DeliveryState]) -> bool:
    """Whether a correction or a takedown has come about everywhere it had to."""
    return bool(deliveries) and all(state in ENDS for state in deliveries.values())


class Need(IntEnum):
    """What a channel needs of a person, the most pressing first."""

    LOOK = 0
    """Nobody knows whether it went out."""
    RETRY = 1
    POST = 2
    NOTHING = 3
    """The program is at work, or will be."""
    DONE = 4


def need_of(state: DeliveryState, *, by_itself: bool, ready: bool) -> Need:
    """What a delivery in `state` needs; `by_itself` where the program will go on at a moment that
    is known, `ready` where the folder for posting by hand is there.
    """
    if state in {DeliveryState.PUBLISHED, DeliveryState.TAKEN_DOWN}:
        return Need.DONE
    if state is DeliveryState.UNKNOWN and not by_itself:
        return Need.LOOK
    if state is DeliveryState.FAILED:
        return Need.RETRY
    return Need.POST if state is DeliveryState.ASSISTED and ready else Need.NOTHING


def output_reached(
    deliveries: Mapping[str, DeliveryState], social: Collection[str], urls: Mapping[str, str]
) -> bool:
    """Whether the SOP's output of step 4 is there: website and ≥ 1 social URL recorded."""

    def stands(channel: str) -> bool:
        return deliveries.get(channel) is DeliveryState.PUBLISHED and bool(urls.get(channel))

    return stands(WEBSITE) and any(stands(channel) for channel in social)
