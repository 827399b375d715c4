"""From a file that was read to an asset, or to the reason why it is none: the last steps.

Several files at a time: every one has its place on disk before one transaction says so for all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from soptui.clock import Clock
from soptui.inbox.claim import Hands, is_same, remove_source, source_of
from soptui.inbox.files import keep_original, move_new, sync
from soptui.inbox.job import Job, Read
from soptui.inbox.lease import Lease, ask
from soptui.inbox.register import Register
from soptui.inbox.scan import Stamp, stamp_of
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.sop.material import Doubt
from soptui.sop.roles import STATION
from soptui.store.database import Store
from soptui.store.tables import Arrival, Asset
from soptui.store.trail import record

if TYPE_CHECKING:
    from soptui.media.digest import Digest

_TOMORROW: Final = timedelta(days=1)


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
            made = [number for read in reads if (number := self._commit(read)) is not None]
        self.hands.reached("committed")
        for read in kept:
            read.job.work.unlink(missing_ok=True)
        for read in reads:
            self.home.preview(read.job.id).unlink(missing_ok=True)
        return made

    def set_aside(self, job: Job, state: ArrivalState, reason: str) -> None:
        """Move one file to quarantine, where it is kept, and say why."""
        self._to_quarantine(job)
        with self.store.transaction():
            self._close(job, state, reason=reason)
            record(STATION, self.clock.now(), "quarantine", f"arrival:{job.id}", reason=reason)
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

    def _commit(self, read: Read) -> int | None:
        """The asset and its arrival, or one more arrival of an asset, with the event."""
        job, found, now = read.job, read.digest, self.clock.now()
        if found.reason:
            self._close(job, ArrivalState.QUARANTINED, reason=found.reason)
            record(STATION, now, "quarantine", f"arrival:{job.id}", reason=found.reason)
            return None
        asset = Asset.get_or_none(Asset.sha256 == found.sha256)
        is_new = asset is None
        if asset is None:
            asset = new_asset(Arrival.get_by_id(job.id), found)
        state = ArrivalState.READY if is_new else ArrivalState.DUPLICATE
        self._close(job, state, sha256=found.sha256, asset=asset)
        action = "ingest" if is_new else "duplicate"
        record(STATION, now, action, f"asset:{asset.id}", sha256=found.sha256, size=found.size,
               arrival=job.id, as_it_is=job.lenient)  # fmt: skip
        return int(asset.id) if is_new else None

    def _close(self, job: Job, state: ArrivalState, **changes: object) -> None:
        """Write how it ended. The inode stays only where the file was left in the inbox."""
        row = Arrival.get_by_id(job.id)
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
            Arrival.id == job.id
        ).execute()


def rested(work: Path) -> Stamp | None:
    """How the file looks; None while somebody still has it open for writing. Raises OSError."""
    descriptor = os.open(work, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        return None if ask(descriptor) is Lease.BUSY else stamp_of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def new_asset(row: Arrival, found: Digest) -> Asset:
    """The asset that the arrival became."""
    probe = found.probe
    if probe is None:
        raise ValueError("nothing was read")
    folder, _, name = bytes(row.path).rpartition(b"/")
    captured, doubt = probe.captured_at, probe.captured_doubt
    if captured is not None and captured > row.first_seen_at + _TOMORROW:
        captured, doubt = None, Doubt.FUTURE
    return Asset.create(
        sha256=found.sha256,
        size=found.size,
        kind=probe.kind,
        media_type=probe.media_type.mime,
        name=name,
        folder=folder,
        batch=row.batch,
        width=probe.width or None,
        height=probe.height or None,
        duration_ms=probe.duration_ms,
        pages=probe.pages,
        captured_at=captured,
        captured_zone_known=captured is not None and probe.captured_zone_known,
        captured_doubt=doubt,
        camera=probe.camera,
        has_gps=probe.has_gps,
        has_thumbnail=found.has_thumbnail,
        fingerprint=found.fingerprint,
        hints=list(found.hints),
        arrived_at=row.first_seen_at,
    )
