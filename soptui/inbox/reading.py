"""From a claimed file to an asset, or to the reason why it is none."""

from __future__ import annotations

import errno
import logging
import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from soptui.clock import Clock
from soptui.errors import SoptuiError
from soptui.inbox.claim import Hands, is_same, source_of
from soptui.inbox.decoder import Decoded, Decoder, DecoderLost, Undecodable
from soptui.inbox.files import Pulse, keep_original, move_new
from soptui.inbox.lease import Lease, ask
from soptui.inbox.scan import Stamp, stamp_of
from soptui.media.sha import file_sha256
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.sop.roles import STATION
from soptui.store.database import Store
from soptui.store.tables import Arrival, Asset
from soptui.store.trail import record

log = logging.getLogger(__name__)

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
ATTEMPTS: Final = 3
_TOMORROW: Final = timedelta(days=1)


class Paused(Exception):
    """The whole inbox waits; `code` says why (`inbox.reasons.PROBLEMS`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads claimed files. Every step can be done again after a crash in it."""

    store: Store
    home: Home
    inbox: Path
    clock: Clock
    decoder: Decoder
    hands: Hands
    pulse: Pulse

    def read(self, row: Arrival) -> bool:
        """Bring one claimed row on; whether it is closed. Raises Paused when the disk is full."""
        work = self.home.work / row.work_name
        try:
            return self._found(row, work) and self._read(row, work)
        except DecoderLost:
            return self._failed(row, work, "decoder")
        except OSError as error:
            if error.errno in FULL:
                raise Paused("disk_full") from error
            return self._failed(row, work, "unreadable")
        except SoptuiError:
            raise  # the database: not this file's fault
        except Exception:
            log.exception("arrival %s", row.id)
            return self._failed(row, work, "unreadable")

    def _found(self, row: Arrival, work: Path) -> bool:
        """Whether the file is in `work`: it may come back from quarantine, or never came."""
        set_aside = self.home.quarantine / row.work_name
        if not work.exists() and set_aside.exists():
            move_new(set_aside, work)
        if work.exists():
            return True
        with self.store.transaction():
            Arrival.update(state=ArrivalState.SEEN, work_name="", attempts=0).where(
                (Arrival.id == row.id) & (Arrival.state == ArrivalState.CLAIMED)
            ).execute()
        return False

    def _read(self, row: Arrival, work: Path) -> bool:
        before = _rested(work)
        if before is None:
            return False
        if before.size == 0:
            return self._set_aside(row, work, "empty")
        sha256 = file_sha256(work, lambda _done: self.pulse())
        after = _rested(work)
        if after is None or not after.is_same_file(before):
            return False  # somebody still had it open: what was read does not count
        self.hands.reached("hashed")
        outcome: Decoded | Undecodable | None = None
        if not Asset.select(Asset.id).where(Asset.sha256 == sha256).exists():
            outcome = self.decoder.decode(work, self.home.thumbnail(sha256), self.pulse)
        if isinstance(outcome, Undecodable):
            return self._set_aside(row, work, outcome.reason)
        self.hands.reached("decoded")
        keep_original(work, self.home.original(sha256), self.home.quarantine)
        self.hands.reached("placed")
        if not self._commit(row, sha256, before.size, outcome):
            return False
        self.hands.reached("committed")
        work.unlink(missing_ok=True)
        return True

    def _commit(self, row: Arrival, sha256: str, size: int, outcome: Decoded | None) -> bool:
        """The asset and its arrival, or one more arrival of an asset, with the event.

        False when the asset that made reading unnecessary is there no more: read it after all.
        """
        with self.store.transaction():
            asset = Asset.get_or_none(Asset.sha256 == sha256)
            state, action = ArrivalState.DUPLICATE, "duplicate"
            if asset is None:
                if outcome is None:
                    return False
                asset = _new_asset(row, sha256, size, outcome)
                state, action = ArrivalState.READY, "ingest"
            self._close(row, state, sha256=sha256, asset=asset)
            record(STATION, self.clock.now(), action, f"asset:{asset.id}", sha256=sha256,
                   size=size, arrival=row.id)  # fmt: skip
        return True

    def _set_aside(self, row: Arrival, work: Path, reason: str) -> bool:
        """Move the file to quarantine, where it is kept."""
        move_new(work, self.home.quarantine / row.work_name)
        self.hands.reached("set_aside")
        with self.store.transaction():
            self._close(row, ArrivalState.QUARANTINED, reason=reason)
            record(STATION, self.clock.now(), "quarantine", f"arrival:{row.id}", reason=reason)
        return True

    def _failed(self, row: Arrival, work: Path, reason: str) -> bool:
        row.attempts += 1
        if row.attempts >= ATTEMPTS and work.exists():
            return self._set_aside(row, work, reason)
        with self.store.transaction():
            Arrival.update(attempts=row.attempts).where(Arrival.id == row.id).execute()
        return False

    def _close(self, row: Arrival, state: ArrivalState, **changes: object) -> None:
        """Write how it ended. The inode stays only where the file was left in the inbox."""
        stamp = Stamp(row.size, row.mtime_ns, row.ctime_ns, row.inode, row.device)
        if not is_same(source_of(self.inbox, bytes(row.path)), stamp):
            changes["inode"] = 0
        fields = {"reason": "", "state": state, "changed_at": self.clock.now(), **changes}
        Arrival.update({getattr(Arrival, name): value for name, value in fields.items()}).where(
            Arrival.id == row.id
        ).execute()


def _rested(work: Path) -> Stamp | None:
    """How the file looks; None while somebody still has it open for writing."""
    descriptor = os.open(work, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        return None if ask(descriptor) is Lease.BUSY else stamp_of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _new_asset(row: Arrival, sha256: str, size: int, outcome: Decoded) -> Asset:
    probe = outcome.probe
    captured = probe.captured_at
    if captured is not None and captured > row.first_seen_at + _TOMORROW:
        captured = None  # a camera whose clock was set wrong: nothing was taken in the future
    return Asset.create(
        sha256=sha256,
        size=size,
        kind=probe.kind,
        media_type=probe.media_type.mime,
        name=bytes(row.path).rpartition(b"/")[2],
        batch=row.batch,
        width=probe.width or None,
        height=probe.height or None,
        duration_ms=probe.duration_ms,
        pages=probe.pages,
        captured_at=captured,
        captured_zone_known=captured is not None and probe.captured_zone_known,
        camera=probe.camera,
        has_gps=probe.has_gps,
        has_thumbnail=outcome.has_thumbnail,
        arrived_at=row.first_seen_at,
    )
