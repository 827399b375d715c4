"""Claiming files: first the intent in the database, then the file itself."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peewee import Value

from soptui.clock import Clock
from soptui.inbox.claiming.claim import Hands, moved, same_as_seen, source_of
from soptui.inbox.claiming.owner import LEASE
from soptui.inbox.claiming.register import IN_THE_INBOX, OpenRow, Register
from soptui.inbox.pausing import FULL, Paused
from soptui.inbox.readers.job import Job
from soptui.inbox.settling.inspect import Changed
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.store.database import Store
from soptui.store.tables import Arrival


@dataclass(frozen=True, slots=True)
class Claims:
    """Takes files out of the inbox for `owner`, where nobody else can change them any more."""

    store: Store
    home: Home
    inbox: Path
    clock: Clock
    hands: Hands
    owner: str
    register: Register

    def take(self, rows: Sequence[OpenRow]) -> list[Job]:
        """Take what is still as it was seen; the rest is given back, with its reason.

        Another station that wanted the same file was either first or finds it claimed. Raises
        Paused when the disk is full; then nothing of `rows` stays half taken.
        """
        names = self._intend(rows)
        self.hands.reached("intent")
        jobs = []
        for at, row in enumerate(rows):
            if row.id not in names:  # discarded, or somebody else's
                self.register.forget()
                continue
            try:
                job = self._move(row, names[row.id])
            except Paused:
                self._give_back([r for r in rows[at:] if r.id in names], ArrivalState.SETTLING)
                raise
            if job is not None:
                jobs.append(job)
        return jobs

    def _intend(self, rows: Sequence[OpenRow]) -> dict[int, str]:
        """Which rows are ours now, and the name each file gets under `work`."""
        now, token = self.clock.now(), secrets.token_hex(8)
        with self.store.transaction():
            found = (
                Arrival.update(
                    state=ArrivalState.CLAIMED, work_name=Value(f"{token}-").concat(Arrival.id),
                    owner=self.owner, lease_until=now + LEASE, attempts=0, done=0, held=False,
                    changed_at=now,
                )
                .where(Arrival.id.in_([row.id for row in rows]) & Arrival.state.in_(IN_THE_INBOX))
                .returning(Arrival.id, Arrival.work_name)
                .tuples()
                .execute()
            )  # fmt: skip
            return dict(found)

    def _move(self, row: OpenRow, name: str) -> Job | None:
        """The file moved to `work`, or to be copied there; None where it could not be had."""
        source, work = source_of(self.inbox, row.path), self.home.work / name
        try:
            if moved(source, row.stamp, work, self.hands):
                self.hands.reached("unlinked")
                self.register.take(row)
                return Job(row.id, work, row.stamp, lenient=row.vouched)
            now = same_as_seen(source, row.stamp)
            self.register.take(row)
            return Job(row.id, work, now, source, lenient=row.vouched)
        except (Changed, FileNotFoundError):
            self._give_back([row], ArrivalState.SETTLING)
        except PermissionError:
            self._give_back([row], ArrivalState.BLOCKED, "permission")
        except OSError as error:
            if error.errno in FULL:
                raise Paused("disk_full") from error
            self._give_back([row], ArrivalState.BLOCKED, "disk")
        return None

    def _give_back(self, rows: Sequence[OpenRow], state: ArrivalState, reason: str = "") -> None:
        self.register.forget()
        with self.store.transaction():
            give_back([row.id for row in rows], state, reason)


def give_back(ids: Sequence[int], state: ArrivalState, reason: str = "") -> None:
    """The files still lie in the inbox: nothing was taken. Call it inside a transaction."""
    Arrival.update(state=state, reason=reason, work_name="", owner="", lease_until=None, done=0,
                   held=False).where(Arrival.id.in_(ids)).execute()  # fmt: skip
