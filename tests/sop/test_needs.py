"""What a channel needs of a person while a release goes out."""

from __future__ import annotations

import pytest

from soptui.sop.step4_publication import DeliveryState, Need, need_of


@pytest.mark.parametrize(
    ("state", "by_itself", "ready", "need"),
    [
        (DeliveryState.UNKNOWN, False, False, Need.LOOK),
        (DeliveryState.UNKNOWN, True, False, Need.NOTHING),
        (DeliveryState.FAILED, False, False, Need.RETRY),
        (DeliveryState.ASSISTED, False, True, Need.POST),
        (DeliveryState.ASSISTED, False, False, Need.NOTHING),
        (DeliveryState.SENDING, False, False, Need.NOTHING),
        (DeliveryState.PUBLISHED, False, False, Need.DONE),
        (DeliveryState.TAKEN_DOWN, False, True, Need.DONE),
    ],
)
def test_what_is_needed(state: DeliveryState, by_itself: bool, ready: bool, need: Need) -> None:
    assert need_of(state, by_itself=by_itself, ready=ready) is need


def test_every_state_needs_something_or_nothing() -> None:
    for state in DeliveryState:
        assert need_of(state, by_itself=False, ready=True) in Need
