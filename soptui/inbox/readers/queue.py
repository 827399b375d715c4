"""Claimed files that wait for a reader: small ones first, and big ones beside them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from typing import Final

from soptui.inbox.readers.job import Job, Peek, Readers

_PEEKS: Final = 50
"""Heads that one reader looks at in a row."""


class Queue:
    """Hands files to readers. A file is waiting, at work, or forgotten."""

    def __init__(self, readers: Readers) -> None:
        self.readers = readers
        self._waiting: list[Job] = []
        self._unseen: list[Job] = []
        self._at_work: dict[int, Job] = {}
        self._peeks = 0

    def __bool__(self) -> bool:
        return bool(self._waiting or self._at_work or self._peeks)

    def add(self, jobs: Iterable[Job]) -> None:
        """Put newly claimed files at the end; their heads are looked at before anything else."""
        for job in jobs:
            self._unseen.append(job)
            self.again(job)

    def again(self, job: Job) -> None:
        """Put a file back to be read another time."""
        insort(self._waiting, job, key=lambda some: -some.stamp.size)  # the smallest is last

    def dispatch(self) -> None:
        """Give every free reader something to do."""
        while self._unseen and self.readers.has_room(0):
            some, self._unseen = self._unseen[:_PEEKS], self._unseen[_PEEKS:]
            self.readers.start(Peek(tuple((job.id, job.source or job.work) for job in some)))
            self._peeks += 1
        if self._waiting and self.readers.is_big(self._waiting[0].stamp.size):
            self._start(0)
        while self._waiting and self._start(-1):
            pass

    def peeked(self) -> None:
        """A reader is through with its heads."""
        self._peeks -= 1

    def done(self, arrival_id: int) -> bool:
        """A reader is through with a file; False for one that was forgotten meanwhile."""
        return self._at_work.pop(arrival_id, None) is not None

    def remove(self, arrival_id: int) -> Job | None:
        """Forget a file, whoever reads it; None where it is not here."""
        job = self._at_work.pop(arrival_id, None)
        if job is not None:
            self.readers.stop(arrival_id)
            return job
        job = next((some for some in self._waiting if some.id == arrival_id), None)
        if job is not None:
            self._waiting.remove(job)
        return job

    def clear(self) -> None:
        """Forget everything, and end whoever reads."""
        self.readers.close()
        self._waiting, self._unseen, self._at_work, self._peeks = [], [], {}, 0

    def _start(self, at: int) -> bool:
        job = self._waiting[at]
        if not self.readers.has_room(job.stamp.size):
            return False
        del self._waiting[at]
        self._at_work[job.id] = job
        self.readers.start(job)
        return True
