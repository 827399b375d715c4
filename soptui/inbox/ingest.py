"""The inbox's round: scan, settle, claim, read. One bad file never stops the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

from soptui.clock import Clock
from soptui.errors import StorageError, StoreError
from soptui.inbox.claiming.claim import Hands, source_of
from soptui.inbox.claiming.claims import Claims
from soptui.inbox.claiming.owner import LEASE, RENEW_SECONDS, this_process
from soptui.inbox.claiming.recover import Recovery
from soptui.inbox.claiming.register import OpenRow, Register
from soptui.inbox.files import Pulse
from soptui.inbox.finishing import Finisher
from soptui.inbox.parts import link_lately, link_parts
from soptui.inbox.pausing import FULL, Paused
from soptui.inbox.readers.job import Readers
from soptui.inbox.reading import Reading
from soptui.inbox.reasons import VOUCHED
from soptui.inbox.settling.complete import Decision, Settings
from soptui.inbox.settling.settle import Settler
from soptui.inbox.watching.scan import MISSING, UNREADABLE, Form, Scan, scan
from soptui.paths import Home
from soptui.sop.arrival import ARRIVING, IN_HAND, ArrivalState
from soptui.store.database import Store
from soptui.store.tables import Arrival

log = logging.getLogger(__name__)

BUDGET: Final = 1.0
"""Seconds of work before the next look at the inbox: what arrives meanwhile shows up soon."""
LINK_SECONDS: Final = 3.0
_TOGETHER: Final = 32
"""Files that one transaction claims, at the most."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one round found: `busy` while something is still on its way in, `reading` while files
    are with a reader, who should not wait for us.
    """

    busy: bool
    closed: int = 0
    ignored: int = 0
    identity: tuple[int, int] | None = None
    problem: str = ""
    reading: bool = False


@dataclass
class Ingest:
    """One inbox and the home its files go to. Several processes may work with the same: each file
    belongs to whoever claimed it first.
    """

    store: Store
    home: Home
    inbox: Path
    clock: Clock
    readers: Readers
    settings: Settings = field(default_factory=Settings)
    hands: Hands = field(default_factory=Hands)
    pulse: Pulse = lambda: None
    monotonic: Callable[[], float] = monotonic

    def __post_init__(self) -> None:
        self.settler = Settler(self.settings, self.monotonic)
        self.owner = this_process()
        self.register = Register(self.store)
        shared = (self.store, self.home, self.inbox, self.clock, self.hands)
        self._claims = Claims(*shared, self.owner, self.register)
        self.recovery = Recovery(*shared, self.owner, self.register)
        self._reading = Reading(self.readers, Finisher(*shared, self.register), self.owner,
                                self._pulse, self._note_made, self.monotonic)  # fmt: skip
        self.found = Scan()
        """What the last round saw."""
        self.recovered = False
        self._renewed = self._linked = float("-inf")
        self._made: list[int] = []

    def _note_made(self, assets: Sequence[int]) -> None:
        self._made += assets

    def _pulse(self) -> None:
        self.pulse()  # as it is now: whoever runs the station sets it later

    def turn(self) -> Turn:
        """One round. Never raises for a file, the inbox folder, the disk or a busy database."""
        found = self.found = scan(self.inbox, self.found, but=self.home.root)
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
        except OSError as error:  # of our own folders: a file's has been dealt with
            log.warning("inbox: errno %s", error.errno)
            problem = "disk_full" if error.errno in FULL else "failed"
        except Exception:  # a file that nobody thought of must not end the station for all others
            log.exception("inbox")
            problem = "failed"
        if problem not in {"", MISSING, UNREADABLE}:
            self._start_over()
        if problem in {MISSING, UNREADABLE}:
            busy = self._reading.busy  # what lay there cannot go on before the folder is back
        return Turn(busy, closed, found.ignored, found.identity, problem, self._reading.busy)

    def _start_over(self) -> None:
        """After a failure in the midst of it: the database and the folders know how far it came."""
        self._reading.cancel()
        self.register.forget()
        self.recovered = False

    def _work(self, found: Scan) -> int:
        self._look_after_claims()
        self.register.reconcile(self.clock.now(), found)
        started = self.monotonic()
        self._claim(self._complete(found, started + BUDGET / 2))
        closed = self._reading.pump(started + BUDGET)
        self._link()
        return closed

    def _look_after_claims(self) -> None:
        """Take over what nobody works on, and say that we are still there."""
        if not self.recovered:
            self._reading.add(self.recovery.everything())
            link_lately(self.store, self.clock.now())
            self.recovered = True
        else:
            self._reading.add(self.recovery.orphans())
        if self._reading.busy and self.monotonic() - self._renewed >= RENEW_SECONDS:
            self._renewed = self.monotonic()
            with self.store.transaction():
                Arrival.update(lease_until=self.clock.now() + LEASE).where(
                    (Arrival.owner == self.owner) & Arrival.state.in_(IN_HAND)
                ).execute()

    def _claim(self, complete: Sequence[OpenRow]) -> None:
        """Claim what is complete, a few at a time: readers begin with the first meanwhile."""
        for start in range(0, len(complete), _TOGETHER):
            self._reading.add(self._claims.take(complete[start : start + _TOGETHER]))
            self.pulse()

    def _complete(self, found: Scan, until: float) -> list[OpenRow]:
        """Look at what is still on its way, small files first; those that are complete."""
        rows, complete = self.register.rows, []
        moved: dict[tuple[ArrivalState, str], list[OpenRow]] = {}
        self.settler.forget_others(rows)
        for row in sorted(rows.values(), key=lambda row: row.stamp.size):
            sighting = found.sightings.get(row.path)
            if sighting is None or sighting.form is not Form.FILE or not row.is_looked_at:
                continue
            source = source_of(self.inbox, row.path)
            renamed = (row.stamp.device, row.stamp.inode) in found.unfinished
            judged = self.settler.judge(sighting, source, vouched=row.vouched, renamed=renamed)
            if judged.decision is Decision.TAKE:
                complete.append(row)
            elif judged.state is not None:
                reason = judged.reason or (VOUCHED if row.vouched else "")
                if (judged.state, reason) != (row.state, row.reason):
                    moved.setdefault((judged.state, reason), []).append(row)
            if self.monotonic() > until:
                break  # those left over have their turn when these are claimed
        for (state, reason), changed in moved.items():
            self.register.mark(self.clock.now(), changed, state, reason)
        return complete

    def _link(self) -> None:
        """Link what belongs together: now and then while a card comes, and when it is all here."""
        waited = self.monotonic() - self._linked
        if self._made and (not self._reading.busy or waited >= LINK_SECONDS):
            link_parts(self.store, self.clock.now(), self._made)
            self._made, self._linked = [], self.monotonic()
