"""Deliveries: intent on disk before the one call that cannot be taken back, its outcome after."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from soptui.channels.contract import Absent, Channel, Job, Mode, Receipt
from soptui.channels.registry import require_by_hand
from soptui.desk.context import Desk
from soptui.desk.publication.jobs import job_for
from soptui.desk.publication.tokens import doubt
from soptui.errors import (
    Conflict,
    NotByProgram,
    Refused,
    SoptuiError,
    StorageError,
    TokenRefused,
    Unknown,
    Unreachable,
)
from soptui.i18n import _
from soptui.sop.purpose import Purpose
from soptui.sop.step4_publication import DeliveryState
from soptui.station.outbox import due, in_publication, is_held, pause_after, reporter, write
from soptui.station.standing_posts import can_change, change
from soptui.store.tables import Delivery

log = logging.getLogger(__name__)

ASK_AGAIN: Final = timedelta(seconds=10)
"""Between the two answers "it is not there" that it takes to send again (exactly once, rule 2)."""
OPEN: Final = (DeliveryState.UNKNOWN, DeliveryState.WAITING, DeliveryState.ASSISTED)
"""In these the station may have something to do."""


@dataclass
class Deliveries:
    """Brings out what was approved. `complete` is told of each change: it may end the procedure."""

    desk: Desk
    channels: Mapping[str, Channel]
    complete: Callable[[Desk, int], bool]
    _absent: set[int] = field(default_factory=set)
    """Deliveries whose channel has said once that it does not have them."""
    _unwritten: set[int] = field(default_factory=set)
    """Deliveries of which it could not be written down what became of them: the disk was full."""

    def recover(self) -> None:
        """At start: what was being sent when the last station ended is now uncertain."""
        with self.desk.store.connection():
            for delivery in in_publication(DeliveryState.SENDING):
                self._uncertain(delivery, "")

    def turn(self, channel: str = "") -> int:
        """Do what is due, on all channels or one; how many deliveries were brought on. Never raises
        for one of them.
        """
        with self.desk.store.connection():
            self._write_down(channel)
            rows = list(due(self.desk.now(), *OPEN))
            return sum(self._bring_on(row) for row in rows if channel in {"", row.channel})

    def channels_due(self) -> set[str]:
        """Where there is something to do now."""
        with self.desk.store.connection():
            ours = {row.channel for row in due(self.desk.now(), *OPEN) if _is_ours(row)}
            return ours | {row.channel for row in self._unwritten_rows()}

    def pending(self) -> bool:
        """Whether anything waits that the station will do by itself, now or later."""
        with self.desk.store.connection():
            now = self.desk.now()
            waits = any(_is_ours(row) and not is_held(row, now) for row in in_publication(*OPEN))
            return waits or any(self._unwritten_rows())

    def _bring_on(self, delivery: Delivery) -> bool:
        if not _is_ours(delivery):
            return False
        try:
            self._step(delivery)
            self.complete(self.desk, delivery.coverage.id)
        except Conflict:
            return False  # a person was first; the next turn sees what they did
        except SoptuiError as error:
            log.warning("delivery %s: %s", delivery.id, type(error).__name__)
            self._unwritten.add(delivery.id)
            return False
        return True

    def _unwritten_rows(self) -> Iterator[Delivery]:
        sending = in_publication(DeliveryState.SENDING) if self._unwritten else ()
        return (row for row in sending if row.id in self._unwritten)

    def _write_down(self, channel: str) -> None:
        """What was sent, and could not be written down, is asked for once there is room again."""
        for delivery in self._unwritten_rows():
            if channel in {"", delivery.channel}:
                try:
                    self._uncertain(delivery, "")
                except SoptuiError as error:
                    log.warning("delivery %s: %s", delivery.id, type(error).__name__)
                else:
                    self._unwritten.discard(delivery.id)

    def _step(self, delivery: Delivery) -> None:
        try:
            channel = self._channel(delivery)
            job = _approved(self.desk, delivery)
        except Refused as error:
            write(self.desk, delivery, "refused", state=DeliveryState.FAILED, error=error.sentence)
            return
        except Unreachable as error:  # its token is not there
            self._later(delivery, "unreachable", delivery.state, error)
            return
        if delivery.state is DeliveryState.ASSISTED:
            self._prepare(delivery, channel, job)
        elif job.earlier is not None and can_change(channel, job):
            self._change(delivery, channel, job, job.earlier)
        elif job.earlier is not None:
            write(self.desk, delivery, "assist", state=DeliveryState.ASSISTED, next_at=None)
        elif job.manifest.purpose is Purpose.TAKEDOWN:  # nothing stands there any more
            write(self.desk, delivery, "take_down", state=DeliveryState.TAKEN_DOWN, next_at=None)
        elif delivery.state is DeliveryState.UNKNOWN:
            self._ask(delivery, channel, job)
        elif channel.mode is Mode.ASSISTED:
            write(self.desk, delivery, "assist", state=DeliveryState.ASSISTED, next_at=None)
        else:
            self._send(delivery, channel, job)

    def _channel(self, delivery: Delivery) -> Channel:
        channel = self.channels.get(delivery.channel)
        if channel is None:
            raise Refused(
                _("This program does not know the channel {name}.").format(name=delivery.channel),
                remedy=_("Nothing was sent. Ask the administrator to check the settings."),
            )
        return channel

    def _send(self, delivery: Delivery, channel: Channel, job: Job) -> None:
        # The moment is kept from the first try on: every try brings out the same bytes.
        write(self.desk, delivery, "send", state=DeliveryState.SENDING, error="", next_at=None,
              attempts=delivery.attempts + 1, published_at=job.published_at)  # fmt: skip
        job = replace(job, keep=partial(self._keep, delivery))
        try:
            receipt = channel.deliver(job, reporter(self.desk.store, delivery))
        except NotByProgram:
            write(self.desk, delivery, "assist", state=DeliveryState.ASSISTED, next_at=None)
        except Refused as error:
            write(self.desk, delivery, "refused", state=DeliveryState.FAILED, error=error.sentence)
        except (Unreachable, StorageError) as error:
            self._later(delivery, "unreachable", DeliveryState.WAITING, error)
        except Unknown as error:
            self._uncertain(delivery, error.sentence)
        except Exception as error:  # a fault in the program: nobody knows how far it came
            log.exception("delivery %s", delivery.id)
            self._uncertain(delivery, type(error).__name__)
        else:
            self._stands(delivery, receipt)

    def _keep(self, delivery: Delivery, handle: str) -> None:
        """What the channel has begun, on disk before it commits it (exactly once, rule 1)."""
        write(self.desk, delivery, "keep_handle", handle=handle)

    def _change(self, delivery: Delivery, channel: Channel, job: Job, earlier: Receipt) -> None:
        """Correct or take down what stands there. Doing so again changes nothing, so whatever
        happens on the way it is tried again.
        """
        write(self.desk, delivery, "send", state=DeliveryState.SENDING, error="", next_at=None,
              attempts=delivery.attempts + 1, published_at=job.published_at)  # fmt: skip
        try:
            receipt = change(channel, job, earlier, reporter(self.desk.store, delivery))
        except Refused:  # what the program cannot change, a person does
            write(self.desk, delivery, "assist", state=DeliveryState.ASSISTED, next_at=None)
        except (Unreachable, StorageError, Unknown) as error:
            self._later(delivery, "unreachable", DeliveryState.WAITING, error)
        except Exception as error:  # a fault in the program: a person looks before it goes again
            log.exception("delivery %s", delivery.id)
            write(self.desk, delivery, "refused", state=DeliveryState.FAILED,
                  error=type(error).__name__)  # fmt: skip
        else:
            if receipt is not None:
                self._stands(delivery, receipt)
            else:
                write(self.desk, delivery, "take_down", state=DeliveryState.TAKEN_DOWN, error="",
                      next_at=None)  # fmt: skip

    def _ask(self, delivery: Delivery, channel: Channel, job: Job) -> None:
        """Ask the channel whether it has it. Sent again only when it says no twice, apart in time.

        Where it cannot say, a person decides.
        """
        try:
            answer = channel.reconcile(job)
        except SoptuiError as error:  # it does not even answer: ask again later
            self._later(delivery, "cannot_ask", DeliveryState.UNKNOWN, error)
            return
        except Exception as error:  # an answer that the program does not understand is none
            log.exception("delivery %s", delivery.id)
            not_understood = Unreachable(type(error).__name__)
            self._later(delivery, "cannot_ask", DeliveryState.UNKNOWN, not_understood)
            return
        if isinstance(answer, Receipt):
            self._stands(delivery, answer)
        elif not isinstance(answer, Absent):
            write(self.desk, delivery, "cannot_say", next_at=None)
        elif delivery.id in self._absent:
            self._absent.discard(delivery.id)
            write(self.desk, delivery, "absent", state=DeliveryState.WAITING, next_at=None)
        else:
            self._absent.add(delivery.id)
            write(self.desk, delivery, "absent", next_at=self.desk.now() + ASK_AGAIN)

    def _prepare(self, delivery: Delivery, channel: Channel, job: Job) -> None:
        """Make the folder from which a person posts; the delivery stays that person's."""
        try:
            if channel.mode is Mode.AUTO:  # it cannot change what stands there: a person does
                channel = require_by_hand(self.desk.home, delivery.channel)
            kit = channel.prepare(job, reporter(self.desk.store, delivery))
        except Refused as error:
            write(self.desk, delivery, "refused", error=error.sentence)
        except SoptuiError as error:
            self._later(delivery, "kit_failed", DeliveryState.ASSISTED, error)
        else:
            write(self.desk, delivery, "prepare", kit=str(kit), error="", next_at=None)

    def _stands(self, delivery: Delivery, receipt: Receipt) -> None:
        write(self.desk, delivery, "publish", state=DeliveryState.PUBLISHED, url=receipt.url,
              handle=receipt.handle, error="", next_at=None,
              published_at=delivery.published_at or self.desk.now())  # fmt: skip

    def _later(
        self, delivery: Delivery, action: str, state: DeliveryState, error: SoptuiError
    ) -> None:
        attempts = delivery.attempts + (state is DeliveryState.ASSISTED)
        asked = timedelta(seconds=getattr(error, "retry_after", 0.0))
        if isinstance(error, TokenRefused):
            doubt(self.desk, delivery.channel)
        next_at: datetime = self.desk.now() + max(pause_after(attempts), asked)
        write(self.desk, delivery, action, state=state, error=error.sentence, attempts=attempts,
              next_at=next_at)  # fmt: skip

    def _uncertain(self, delivery: Delivery, error: str) -> None:
        self._absent.discard(delivery.id)
        write(self.desk, delivery, "uncertain", state=DeliveryState.UNKNOWN, error=error,
              next_at=self.desk.now())  # fmt: skip


def _is_ours(delivery: Delivery) -> bool:
    """Whether the station has something to do: a kit to make, a channel to ask, a thing to send."""
    if delivery.state is DeliveryState.ASSISTED:
        return not delivery.kit and (not delivery.error or delivery.next_at is not None)
    return delivery.state is DeliveryState.WAITING or delivery.next_at is not None


def _approved(desk: Desk, delivery: Delivery) -> Job:
    """The job, if its content is what the Head approved. Raises Refused."""
    try:
        return job_for(desk, delivery)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            _("The stored release cannot be read any more; nothing was sent."),
            remedy=_("Tell the administrator: the database may have been changed by hand."),
        ) from error
