"""The inbox's round: scan, settle, claim, read. One bad file never stops the rest."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

from soptui.clock import Clock
from soptui.errors import StorageError, StoreError
from soptui.inbox.claim import Hands, source_of, take
from soptui.inbox.complete import Decision, Settings
from soptui.inbox.decoder import Decoder
from soptui.inbox.files import Pulse
from soptui.inbox.inspect import Changed
from soptui.inbox.reading import FULL, Paused, Reader
from soptui.inbox.reasons import VOUCHED
from soptui.inbox.recover import recover
from soptui.inbox.register import (
    IN_THE_INBOX,
    LeftBehind,
    OpenRow,
    left_behind,
    mark,
    reconcile,
)
from soptui.inbox.scan import MISSING, UNREADABLE, Form, Scan, scan
from soptui.inbox.settle import Settler
from soptui.paths import Home
from soptui.sop.arrival import ARRIVING, ArrivalState
from soptui.store.database import Store
from soptui.store.tables import Arrival

log = logging.getLogger(__name__)

BUDGET: Final = 1.0
"""Seconds of work before the next look at the inbox: what arrives meanwhile shows up soon."""
_LOOKS: Final = frozenset({ArrivalState.SEEN, ArrivalState.SETTLING, ArrivalState.BLOCKED})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one round found: `busy` while something is still on its way in."""

    busy: bool
    closed: int = 0
    ignored: int = 0
    identity: tuple[int, int] | None = None
    problem: str = ""


@dataclass
class Ingest:
    """One inbox and the home its files go to. Only one process at a time works with it."""

    store: Store
    home: Home
    inbox: Path
    clock: Clock
    decoder: Decoder
    settings: Settings = field(default_factory=Settings)
    hands: Hands = field(default_factory=Hands)
    pulse: Pulse = lambda: None
    monotonic: Callable[[], float] = monotonic

    def __post_init__(self) -> None:
        self.settler = Settler(self.settings, self.monotonic)
        self._reader = Reader(self.store, self.home, self.inbox, self.clock, self.decoder,
                              self.hands, self._pulse)  # fmt: skip
        self._recovered = False
        self._left: LeftBehind | None = None

    def _pulse(self) -> None:
        self.pulse()  # as it is now: whoever runs the station sets it later

    def turn(self) -> Turn:
        """One round. Never raises for a file, the inbox folder, the disk or a busy database."""
        found = scan(self.inbox)
        problem = found.problem
        closed, busy = 0, True
        try:
            with self.store.connection():
                closed = self._work(found)
                busy = bool(Arrival.select(Arrival.id).where(Arrival.state.in_(ARRIVING)).exists())
        except Paused as pause:
            problem = pause.code
        except StorageError:
            problem = "disk_full"
        except StoreError as error:
            log.warning("inbox: %s", type(error).__name__)
            problem = "store"
        if problem in {MISSING, UNREADABLE}:
            busy = False  # what lay there cannot go on before the folder is back
        return Turn(busy, closed, found.ignored, found.identity, problem)

    def _work(self, found: Scan) -> int:
        if not self._recovered:
            recover(self.store, self.home, self.inbox, self.hands)
            self._recovered = True
        deadline = self.monotonic() + BUDGET
        closed = self._read_claimed(deadline)
        if self._left is None or closed:
            self._left = left_behind()
        rows = reconcile(self.store, self.clock.now(), found, self._left)
        complete = self._judge(rows, found)
        for row in sorted(complete, key=lambda row: row.stamp.size):  # small files first
            if self.monotonic() > deadline:
                break
            self.pulse()
            self._claim(row)
        closed_now = self._read_claimed(deadline)
        if closed_now:
            self._left = None
        return closed + closed_now

    def _judge(self, rows: dict[bytes, OpenRow], found: Scan) -> list[OpenRow]:
        """Look at every file that is still on its way; returns those that are complete."""
        complete = []
        moved: dict[tuple[ArrivalState, str], list[int]] = {}
        self.settler.forget_others(rows)
        for path, row in rows.items():
            sighting = found.sightings.get(path)
            if sighting is None or sighting.form is not Form.FILE or row.state not in _LOOKS:
                continue
            source = source_of(self.inbox, path)
            judged = self.settler.judge(sighting, source, vouched=row.vouched)
            if judged.decision is Decision.TAKE:
                complete.append(row)
            elif judged.state is not None:
                reason = judged.reason or (VOUCHED if row.vouched else "")
                if (judged.state, reason) != (row.state, row.reason):
                    moved.setdefault((judged.state, reason), []).append(row.id)
        for (state, reason), ids in moved.items():
            mark(self.store, self.clock.now(), ids, state, reason)
        return complete

    def _claim(self, row: OpenRow) -> None:
        """Write the intent, then take the file; give it back when it changed or cannot be had."""
        work = secrets.token_hex(8)
        if not self._intend(row, work):
            return  # somebody discarded it meanwhile
        self.hands.reached("intent")
        try:
            source = source_of(self.inbox, row.path)
            take(source, row.stamp, self.home.work / work, self.hands, self.pulse)
        except (Changed, FileNotFoundError):
            self._give_back(row, ArrivalState.SETTLING)
        except PermissionError:
            self._give_back(row, ArrivalState.BLOCKED, "permission")
        except OSError as error:
            if error.errno in FULL:
                self._give_back(row, ArrivalState.SETTLING)
                raise Paused("disk_full") from error
            self._give_back(row, ArrivalState.BLOCKED, "disk")

    def _intend(self, row: OpenRow, work: str) -> bool:
        with self.store.transaction():
            return bool(
                Arrival.update(state=ArrivalState.CLAIMED, work_name=work, attempts=0,
                               changed_at=self.clock.now())
                .where((Arrival.id == row.id) & Arrival.state.in_(IN_THE_INBOX))
                .execute()
            )  # fmt: skip

    def _give_back(self, row: OpenRow, state: ArrivalState, reason: str = "") -> None:
        with self.store.transaction():
            Arrival.update(state=state, reason=reason, work_name="").where(
                (Arrival.id == row.id) & (Arrival.state == ArrivalState.CLAIMED)
            ).execute()

    def _read_claimed(self, deadline: float) -> int:
        """Read what is claimed, small files first; how many rows were closed."""
        closed = 0
        claimed = Arrival.select().where(Arrival.state == ArrivalState.CLAIMED)
        for row in list(claimed.order_by(Arrival.size)):
            if self.monotonic() > deadline:
                break
            self.pulse()
            closed += self._reader.read(row)
        return closed
