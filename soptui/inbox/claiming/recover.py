"""After a crash: what was half done is finished or given back, so that each file counts once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from soptui.clock import Clock
from soptui.inbox.claiming.claim import Hands, remove_source, source_of
from soptui.inbox.claiming.claims import give_back
from soptui.inbox.claiming.owner import LEASE, is_gone
from soptui.inbox.claiming.register import Register
from soptui.inbox.files import move_new
from soptui.inbox.readers.job import Job
from soptui.inbox.reasons import VOUCHED
from soptui.inbox.watching.scan import Stamp, stamp_of
from soptui.paths import Home
from soptui.sop.arrival import IN_HAND, ArrivalState
from soptui.store.database import Store
from soptui.store.tables import Arrival

_DONE = (ArrivalState.READY, ArrivalState.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Recovery:
    """Takes over files whose owner is no more. Doing so again changes nothing."""

    store: Store
    home: Home
    inbox: Path
    clock: Clock
    hands: Hands
    owner: str
    register: Register

    def everything(self) -> list[Job]:
        """At the start: what this owner or one that is gone had in hand, and what lies in `work`
        and belongs to nobody any more. Call it inside a connection.
        """
        jobs = self.orphans(ours_too=True)
        in_hand = Arrival.select(Arrival.work_name, Arrival.id).where(Arrival.state.in_(IN_HAND))
        alive = dict(in_hand.tuples().iterator())
        closed = Arrival.select(Arrival.work_name).where(Arrival.state.in_(_DONE))
        done = {name for (name,) in closed.tuples().iterator() if name}
        for work in self.home.work.iterdir():
            name = work.name.removesuffix(".part")
            half = work.suffix == ".part" and name not in alive
            if half or work.name in done:  # a copy that was not finished; bytes that have a place
                work.unlink(missing_ok=True)
        seen = {self.home.preview(number) for number in alive.values()}
        for preview in self.home.previews.iterdir():
            if preview not in seen:
                preview.unlink(missing_ok=True)
        return jobs

    def orphans(self, *, ours_too: bool = False) -> list[Job]:
        """What nobody works on: to be read, or given back to the inbox."""
        rows = Arrival.select().where(Arrival.state.in_(IN_HAND))
        if not ours_too:
            rows = rows.where(Arrival.owner != self.owner)
        jobs = []
        for row in list(rows):
            ours = row.owner == self.owner
            if (ours or is_gone(row.owner, row.lease_until, self.clock.now())) and self._take(row):
                job = self._job(row)
                if job is not None:
                    jobs.append(job)
        return jobs

    def _take(self, row: Arrival) -> bool:
        """Whether it is ours now: of several that see the same orphan one has it."""
        with self.store.transaction():
            return bool(
                Arrival.update(owner=self.owner, lease_until=self.clock.now() + LEASE)
                .where((Arrival.id == row.id) & (Arrival.owner == row.owner)
                       & Arrival.state.in_(IN_HAND))
                .execute()
            )  # fmt: skip

    def _job(self, row: Arrival) -> Job | None:
        """The file in `work`, its name in the inbox removed as was intended."""
        work = self.home.work / row.work_name
        set_aside = self.home.quarantine / row.work_name
        if not work.exists() and set_aside.exists():
            move_new(set_aside, work)
        if not work.exists() or not self._finish_claim(row, work):
            with self.store.transaction():
                give_back([row.id], ArrivalState.SEEN)
            self.register.forget()
            return None
        stamp = _stamp(row)
        self.register.release(bytes(row.path), stamp)
        return Job(row.id, work, stamp_of(work.lstat()), lenient=row.reason == VOUCHED)

    def _finish_claim(self, row: Arrival, work: Path) -> bool:
        """Remove the name in the inbox; False where the file has to be copied instead."""
        source = source_of(self.inbox, bytes(row.path))
        if remove_source(source, _stamp(row), self.hands):
            return True
        status = os.stat(work, follow_symlinks=False)  # noqa: PTH116  one look for both numbers
        if (status.st_ino, status.st_dev) != (row.inode, row.device):
            return True  # a copy of its own
        work.unlink()  # two names of one file, and the other stays
        return False


def _stamp(row: Arrival) -> Stamp:
    return Stamp(row.size, row.mtime_ns, row.ctime_ns, row.inode, row.device)
