"""The outbox at work: intent on disk before the act, the outcome after it, and nothing twice."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

from soptui.channels.contract import Absent, Channel, Job, Receipt
from soptui.desk.context import Desk
from soptui.desk.jobs import job_for
from soptui.desk.step4_publication import complete_if_done
from soptui.errors import Conflict, SoptuiError, StorageError, Unknown, Unreachable
from soptui.i18n import _
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.guard import update_guarded
from soptui.store.tables import Coverage, Delivery
from soptui.store.trail import record

log = logging.getLogger(__name__)

FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(minutes=5)
PROGRESS_SECONDS: Final = 0.5


class Outbox:
    """Delivers what was approved. Only the elected station has one."""

    def __init__(self, desk: Desk, channels: Mapping[str, Channel]) -> None:
        self.desk = desk
        self.channels = channels

    def recover(self) -> None:
        """After a crash: what was being sent is uncertain until its channel was asked."""
        with self.desk.store.connection():
            sending = list(Delivery.select().where(Delivery.state == DeliveryState.SENDING))
            for row in sending:
                self._note(row, DeliveryState.UNKNOWN, error=_("The program ended while sending."))
                self._ask_channel(row)

    def turn(self) -> bool:
        """Do what is due, one delivery; whether anything is left to do now or soon."""
        with self.desk.store.connection():
            row = next(iter(self._due()), None)
            if row is not None:
                self._attempt(row)
            return self._waiting().exists()

    def _waiting(self) -> Any:
        """Deliveries that still need the station: to be sent, or their kit to be prepared."""
        needs_kit = (Delivery.state == DeliveryState.ASSISTED) & (Delivery.kit == "")
        return (
            Delivery.select()
            .join(Coverage)
            .where(
                (Coverage.state == State.PUBLICATION)
                & (Delivery.revision == Coverage.round)
                & ((Delivery.state == DeliveryState.WAITING) | needs_kit)
            )
        )

    def _due(self) -> list[Delivery]:
        """What may be done now, the website first: other channels link to it."""
        now = self.desk.now()
        rows = self._waiting().where(Delivery.next_at.is_null() | (Delivery.next_at <= now))
        return sorted(rows, key=lambda row: (row.channel != WEBSITE, row.id))

    def _attempt(self, row: Delivery) -> None:
        assisted = row.state is DeliveryState.ASSISTED
        try:
            job = job_for(self.desk, row)
            if assisted:
                self._prepare(row, job)
            else:
                self._send(row, job)
        except Conflict:
            return  # a person acted on it meanwhile; the next turn sees how it stands
        except (Unreachable, StorageError) as error:
            back = DeliveryState.ASSISTED if assisted else DeliveryState.WAITING
            self._note(row, back, error=error.sentence, next_at=self._later(row))
        except Unknown as error:
            self._note(row, DeliveryState.UNKNOWN, error=error.sentence)
        except SoptuiError as error:
            self._note(row, DeliveryState.FAILED, error=error.sentence)
        except Exception as error:
            log.exception("delivery %s", row.key)
            state = DeliveryState.FAILED if assisted else DeliveryState.UNKNOWN
            self._note(row, state, error=type(error).__name__)

    def _send(self, row: Delivery, job: Job) -> None:
        self._note(row, DeliveryState.SENDING, attempts=row.attempts + 1, error="", done=0, total=0)
        receipt = self.channels[row.channel].deliver(job, self._progress(row))
        self._published(row, receipt, job.published_at)

    def _prepare(self, row: Delivery, job: Job) -> None:
        kit = self.channels[row.channel].prepare(job, self._progress(row))
        self._note(row, DeliveryState.ASSISTED, kit=str(kit), error="", next_at=None)

    def _ask_channel(self, row: Delivery) -> None:
        """Reconcile: it stands there; or it does not, and may be sent again; or a person looks."""
        try:
            job = job_for(self.desk, row)
            answer = self.channels[row.channel].reconcile(job)
        except SoptuiError as error:
            self._note(row, DeliveryState.UNKNOWN, error=error.sentence)
            return
        if isinstance(answer, Receipt):
            self._published(row, answer, job.published_at)
        elif isinstance(answer, Absent):
            self._note(row, DeliveryState.WAITING, error="", next_at=None)

    def _published(self, row: Delivery, receipt: Receipt, at: datetime) -> None:
        self._note(row, DeliveryState.PUBLISHED, url=receipt.url, handle=receipt.handle, error="",
                   next_at=None, published_at=at)  # fmt: skip
        complete_if_done(self.desk, row.coverage.id)

    def _note(self, row: Delivery, state: DeliveryState, **changes: Any) -> None:
        with self.desk.store.transaction():
            now = self.desk.now()
            update_guarded(row, state=state, updated_at=now, **changes)
            record(self.desk.actor, now, "delivery", row.coverage.code, channel=row.channel,
                   state=state.value, revision=row.revision)  # fmt: skip

    def _later(self, row: Delivery) -> datetime:
        wait = FIRST_WAIT * 2 ** min(row.attempts, 10)
        return self.desk.now() + min(wait, LONGEST_WAIT)

    def _progress(self, row: Delivery) -> Any:
        told = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal told
            if monotonic() - told < PROGRESS_SECONDS and done < total:
                return
            told = monotonic()
            with self.desk.store.transaction():
                Delivery.update(done=done, total=total).where(Delivery.id == row.id).execute()

        return tell
