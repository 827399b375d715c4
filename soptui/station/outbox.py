"""Which deliveries are due, and writing down what became of them."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

from soptui.channels.contract import Progress
from soptui.desk.context import Desk
from soptui.errors import SoptuiError
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.database import Store
from soptui.store.guard import update_guarded
from soptui.store.tables import Coverage, Delivery
from soptui.store.trail import record

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = timedelta(seconds=5)
LONGEST_PAUSE: Final = timedelta(minutes=10)
_BETWEEN_REPORTS: Final = 0.5


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th try: doubling from 5 s to 10 min."""
    doublings = min(max(attempts - 1, 0), 20)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def in_publication(*states: DeliveryState) -> list[Delivery]:
    """The deliveries in `states` of what was approved last and is in step 4, website first; and
    those of what stands in public that are left over: a slow channel ends no later than its post.
    """
    goes_out = (Coverage.state == State.PUBLICATION) & (Delivery.revision == Coverage.round)
    stands = (Coverage.state == State.PUBLISHED) & (Delivery.revision == Coverage.standing)
    found = (
        Delivery.select(Delivery, Coverage)
        .join(Coverage)
        .where(Delivery.state.in_(states) & (goes_out | stands))
        .order_by(Coverage.number, Delivery.channel != WEBSITE, Delivery.id)
    )
    return list(found)


def due(now: datetime, *states: DeliveryState) -> Iterator[Delivery]:
    """Those of them whose time has come."""
    for delivery in in_publication(*states):
        if (delivery.next_at is None or delivery.next_at <= now) and not is_held(delivery, now):
            yield delivery


def is_held(delivery: Delivery, now: datetime) -> bool:
    """Whether an embargo keeps the delivery back at `now`."""
    until = delivery.coverage.embargo_at
    return until is not None and now < until


def write(desk: Desk, delivery: Delivery, action: str, **changes: Any) -> None:
    """One guarded change of a delivery with its event. Raises Conflict."""
    with desk.store.transaction():
        now = desk.now()
        update_guarded(delivery, updated_at=now, **changes)
        state: DeliveryState = delivery.state
        record(desk.actor, now, action, delivery.coverage.code, channel=delivery.channel,
               state=state.value, url=delivery.url)  # fmt: skip


def reporter(store: Store, delivery: Delivery) -> Progress:
    """Writes how far a delivery is, at most twice a second and at its end. Where that cannot be
    written, nothing stops: the channel may have done already what cannot be taken back.
    """
    last = float("-inf")

    def report(done: int, total: int) -> None:
        nonlocal last
        if done < total and monotonic() - last < _BETWEEN_REPORTS:
            return
        last = monotonic()
        with contextlib.suppress(SoptuiError), store.transaction():
            Delivery.update(done=done, total=total).where(Delivery.id == delivery.id).execute()

    return report
