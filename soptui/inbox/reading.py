"""Bringing claimed files to their end: readers read, and every answer has its consequence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Final

from soptui.errors import SoptuiError
from soptui.inbox.claiming.claims import give_back
from soptui.inbox.files import Pulse
from soptui.inbox.finishing import Finisher, rested
from soptui.inbox.pausing import FULL, Paused
from soptui.inbox.progress import note_hash, show_bytes, show_heads
from soptui.inbox.readers.job import Advanced, Altered, Answer, Failed, Job, Peeked, Read, Readers
from soptui.inbox.readers.queue import Queue
from soptui.inbox.reasons import HELD
from soptui.sop.arrival import IN_HAND, ArrivalState
from soptui.store.tables import Arrival

log = logging.getLogger(__name__)

ATTEMPTS: Final = 3
GROUP: Final = 24
"""Files that one transaction closes, at the most."""
_WAIT_SECONDS: Final = 0.1
_REPORT_SECONDS: Final = 0.5


@dataclass
class Reading:
    """Files that are ours and not done with. After an exception `cancel`, then recover."""

    readers: Readers
    finisher: Finisher
    owner: str
    pulse: Pulse
    made: Callable[[Sequence[int]], None]
    """Told the ids of new assets."""
    monotonic: Callable[[], float] = monotonic
    _unrested: list[Job] = field(default_factory=list)
    _read: list[Read] = field(default_factory=list)
    _reported: float = float("-inf")
    _looked_at: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self._queue = Queue(self.readers)
        self._store = self.finisher.store

    @property
    def busy(self) -> bool:
        """Whether files wait for a reader, or are with one."""
        return bool(self._queue)

    def add(self, jobs: Iterable[Job]) -> None:
        """Take over newly claimed files."""
        self._queue.add(jobs)

    def cancel(self) -> None:
        """Forget everything: the database knows what was claimed."""
        self._queue.clear()
        self._unrested, self._read = [], []

    def pump(self, deadline: float) -> int:
        """Let the readers work until `deadline` or until nothing is left; how many were closed.

        Raises Paused when the disk is full, StoreError, and whatever `pulse` raises.
        """
        closed = 0
        for job in self._unrested:
            self._queue.again(job)
        self._unrested = []
        while self._queue:
            self._queue.dispatch()
            for answer in self.readers.answers(self._wanted, _WAIT_SECONDS):
                self._hear(answer)
            self.pulse()
            self._let_go()
            if len(self._read) >= GROUP:
                closed += self._finish()
            if self.monotonic() > deadline:
                break
        return closed + self._finish()

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Peeked():
                self._queue.peeked()
                show_heads(self._store, answer)
            case Advanced():
                self._report(answer)
            case Read():
                self._rest(answer)
            case Altered():
                if self._queue.done(answer.job.id):
                    self._leave(answer.job, ArrivalState.SETTLING)
            case Failed():
                if self._queue.done(answer.job.id):
                    self._fail(answer)

    def _wanted(self, job: Job, sha256: str) -> bool:
        new = note_hash(self._store, job, sha256)
        self.finisher.hands.reached("hashed")
        return new

    def _report(self, advanced: Advanced) -> None:
        if self.monotonic() - self._reported >= _REPORT_SECONDS:
            self._reported = self.monotonic()
            show_bytes(self._store, advanced)

    def _rest(self, read: Read) -> None:
        """Count what was read only if nobody had the file open, and nothing in it changed."""
        job = read.job
        if not self._queue.done(job.id):
            return
        self.finisher.hands.reached("read")
        try:
            now = rested(job.work)
        except OSError as error:
            self._fail(Failed(job, error))
            return
        if now is None:
            self._unrested.append(job)
        elif job.source is None and not now.is_same_file(job.stamp):
            self._queue.again(replace(job, stamp=now))
        else:
            self._read.append(read)

    def _fail(self, failed: Failed) -> None:
        """Try again, three times in all; a full disk is not the file's fault."""
        job, error = failed.job, failed.error
        if error is not None and error.errno in FULL:
            raise Paused("disk_full") from error
        with self._store.transaction():
            Arrival.update(attempts=Arrival.attempts + 1).where(Arrival.id == job.id).execute()
            attempts = Arrival.select(Arrival.attempts).where(Arrival.id == job.id).scalar() or 0
        if attempts < ATTEMPTS:
            self._queue.again(job)
        elif error is None:
            self._put_away(job, ArrivalState.POISON, "decoder")
        else:
            log.warning("arrival %s: errno %s", job.id, error.errno)
            self._put_away(job, ArrivalState.QUARANTINED, "unreadable")

    def _put_away(self, job: Job, state: ArrivalState, reason: str) -> None:
        """Set it aside; what could not even be copied stays where it is."""
        if job.work.exists():
            self.finisher.set_aside(job, state, reason)
        else:
            self._leave(job, ArrivalState.BLOCKED, HELD if reason == HELD else "disk")

    def _leave(self, job: Job, state: ArrivalState, reason: str = "") -> None:
        with self._store.transaction():
            give_back([job.id], state, reason)
        self.finisher.register.forget()

    def _finish(self) -> int:
        """Close what was read, many at a time."""
        reads, self._read = self._read, []
        placed: list[Read] = []
        troubles: list[Failed] = []
        for read in reads:
            try:
                self.finisher.place(read)
                placed.append(read)
            except OSError as error:
                troubles.append(Failed(read.job, error))
        if placed:
            self._commit(placed)
        for trouble in troubles:
            self._fail(trouble)
        return len(placed)

    def _commit(self, placed: Sequence[Read]) -> None:
        """Write down what was placed; a file that nobody thought of is set aside by itself."""
        try:
            self.made(self.finisher.commit(placed))
        except (SoptuiError, OSError):
            raise
        except Exception:
            if len(placed) == 1:
                log.exception("arrival %s", placed[0].job.id)
                self._put_away(placed[0].job, ArrivalState.POISON, "decoder")
                return
            for read in placed:
                self._commit([read])

    def _let_go(self) -> None:
        """Stop reading what a person wants stopped."""
        version = self._store.version()
        if version == self._looked_at:
            return  # nobody else has written
        self._looked_at = version
        asked = Arrival.select(Arrival.id).where(
            Arrival.held & (Arrival.owner == self.owner) & Arrival.state.in_(IN_HAND)
        )
        for (number,) in list(asked.tuples().iterator()):
            job = self._queue.remove(number)
            if job is not None:
                job.work.with_name(job.work.name + ".part").unlink(missing_ok=True)
                self._put_away(job, ArrivalState.QUARANTINED, HELD)
