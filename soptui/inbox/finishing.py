"""From a file that was read to an asset, or to the reason why it is none: the last steps.

Several files at a time: every one has its place on disk before one transaction says so for all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from soptui.clock import Clock
from soptui.inbox.assets import Added, add_assets
from soptui.inbox.claiming.claim import Hands, is_same, remove_source, source_of
from soptui.inbox.claiming.register import Register
from soptui.inbox.files import keep_original, move_new, sync
from soptui.inbox.readers.job import Job, Read
from soptui.inbox.reasons import VOUCHED
from soptui.inbox.settling.lease import Lease, ask
from soptui.inbox.watching.scan import Stamp, stamp_of
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.sop.roles import STATION
from soptui.store.database import Store
from soptui.store.tables import Arrival
from soptui.store.trail import Entry, record_all


@dataclass(frozen=True, slots=True)
class Finisher:
    """Closes arrivals. Every step can be done again after a crash in it."""

    store: Store
    home: Home
    inbox: Path
    clock: Clock
    hands: Hands
    register: Register

    def place(self, read: Read) -> None:
        """Give what was read its place: originals, or quarantine. Raises OSError."""
        job, found = read.job, read.digest
        if found.reason:
            self._to_quarantine(job)
        else:
            keep_original(job.work, self.home.original(found.sha256), self.home.quarantine)
            self._remove_source(job)
        self.hands.reached("placed")

    def commit(self, reads: Sequence[Read]) -> list[int]:
        """Write down what was placed. Returns the new assets' ids."""
        kept = [read for read in reads if not read.digest.reason]
        for folder in {self.home.original(read.digest.sha256).parent for read in kept}:
            sync(folder)
        with self.store.transaction():
            rows = _rows([read.job.id for read in reads])
            added = add_assets([(rows[read.job.id], read.digest) for read in kept])
            entries = [self._close_read(rows[read.job.id], read, added) for read in reads]
            record_all(STATION, self.clock.now(), entries)
        self.hands.reached("committed")
        for read in kept:
            read.job.work.unlink(missing_ok=True)
        for read in reads:
            self.home.preview(read.job.id).unlink(missing_ok=True)
        return list(added.made.values())

    def set_aside(self, job: Job, state: ArrivalState, reason: str) -> None:
        """Move one file to quarantine, where it is kept, and say why."""
        self._to_quarantine(job)
        with self.store.transaction():
            self._close(_rows([job.id])[job.id], state, reason=reason)
            entry = Entry("quarantine", f"arrival:{job.id}", {"reason": reason})
            record_all(STATION, self.clock.now(), [entry])
        self.home.preview(job.id).unlink(missing_ok=True)

    def _to_quarantine(self, job: Job) -> None:
        move_new(job.work, self.home.quarantine / job.work.name)
        self._remove_source(job)
        self.hands.reached("set_aside")

    def _remove_source(self, job: Job) -> None:
        """A file that was copied still stands in the inbox."""
        if job.source is not None:
            self.hands.reached("copied")
            remove_source(job.source, job.stamp, self.hands)

    def _close_read(self, row: Arrival, read: Read, added: Added) -> Entry:
        """The arrival's end: an asset, one more arrival of an asset, or set aside."""
        found = read.digest
        if found.reason:
            self._close(row, ArrivalState.QUARANTINED, reason=found.reason)
            return Entry("quarantine", f"arrival:{row.id}", {"reason": found.reason})
        new = row.id in added.made
        asset = added.ids[found.sha256]
        state = ArrivalState.READY if new else ArrivalState.DUPLICATE
        reason = VOUCHED if read.job.lenient else ""
        self._close(row, state, sha256=found.sha256, asset=asset, reason=reason)
        detail = {"sha256": found.sha256, "size": found.size, "arrival": row.id}
        if read.job.lenient:
            detail["as_it_is"] = True
        return Entry("ingest" if new else "duplicate", f"asset:{asset}", detail)

    def _close(self, row: Arrival, state: ArrivalState, **changes: object) -> None:
        """Write how it ended. The inode stays only where the file was left in the inbox."""
        path = bytes(row.path)
        stamp = Stamp(row.size, row.mtime_ns, row.ctime_ns, row.inode, row.device)
        left = is_same(source_of(self.inbox, path), stamp)
        self.register.release(path, stamp if left else None)
        fields = {
            "reason": "", "state": state, "changed_at": self.clock.now(), "owner": "",
            "lease_until": None, "held": False, "done": row.size,
            "inode": row.inode if left else 0, **changes,
        }  # fmt: skip
        Arrival.update({getattr(Arrival, name): value for name, value in fields.items()}).where(
            Arrival.id == row.id
        ).execute()


def rested(work: Path) -> Stamp | None:
    """How the file looks; None while somebody still has it open for writing. Raises OSError."""
    descriptor = os.open(work, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        return None if ask(descriptor) is Lease.BUSY else stamp_of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _rows(ids: Sequence[int]) -> Mapping[int, Arrival]:
    return {int(row.id): row for row in Arrival.select().where(Arrival.id.in_(list(ids)))}
