"""Being woken by the kernel. A hint only: whatever it misses, the next scan sees."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Final

from soptui.inbox.watching.canary import Canary, Proof
from soptui.inbox.watching.hush import overhear
from soptui.inbox.watching.mounts import has_foreign, table
from soptui.inbox.watching.observer import begin, end, lives, new_observer, waker
from soptui.inbox.watching.scan import Key, Scan, identity_of
from soptui.inbox.watching.watched import Cover, Tally

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

log = logging.getLogger(__name__)

RETRY: Final = 60.0
"""Seconds until a watch that failed is tried again."""
GLANCE: Final = 1.0
"""Seconds between looks at what the kernel watches: a new folder's watch comes a moment later."""
REMEMBERED: Final = 60.0
"""Seconds for which an overflow is shown."""
_LIMITS: Final = {errno.ENOSPC: "watch_limit", errno.EMFILE: "instance_limit",
                  errno.ENFILE: "instance_limit"}  # fmt: skip


class Watcher:
    """Sets `wake` when something happens in the inbox; without the kernel's help it stays quiet.

    `follow` after each scan, `tend` every few seconds.
    """

    def __init__(
        self,
        inbox: Path,
        wake: Event,
        observer: Callable[[], BaseObserver] = new_observer,
        monotonic: Callable[[], float] = monotonic,
        is_foreign: Callable[[Path], bool] = has_foreign,
    ) -> None:
        self._inbox, self._wake = inbox, wake
        self._new_observer, self._monotonic = observer, monotonic
        self._is_foreign = is_foreign
        self._observer: BaseObserver | None = None
        self._deafen: Callable[[], None] = lambda: None
        self._identity: Key | None = None
        self._canary = Canary(inbox, monotonic)
        self._retry_at = self._glanced = self._overflowed = float("-inf")
        self._tally, self._cover = Tally(), Cover.WHOLE
        self._limit, self._foreign, self._silent = "", False, False
        self._mounts: tuple[bytes, Key | None] | None = None
        self._table = table()

    @property
    def mode(self) -> str:
        """`events` or `scan`, as `Health.watcher` has it: events only while they are proven."""
        proven = self._observer is not None and self._canary.proof is Proof.GIVEN
        return "events" if proven and not self.trouble else "scan"

    @property
    def is_sure(self) -> bool:
        """Whether nothing can come unnoticed, so that a scan now and then is enough."""
        return self.mode == "events" and self._cover is Cover.WHOLE

    @property
    def trouble(self) -> str:
        """Why events cannot be relied on: a code of `health.WATCH_TROUBLES`, '' for nothing."""
        proof = self._canary.proof if self._observer is not None else Proof.AWAITED
        found = (
            (self._limit, bool(self._limit)),
            ("watch_limit", self._cover is Cover.LIMITED),
            ("silent", self._silent),
            ("overflow", self._monotonic() - self._overflowed < REMEMBERED),
            ("network", self._foreign),
            ("unproven", proof is Proof.IMPOSSIBLE),
        )
        return next((code for code, holds in found if holds), "")

    def follow(self, found: Scan) -> None:
        """Watch the folder that the scan saw. A deleted, renamed or covered inbox goes unnoticed
        by the kernel's watches, so the watch is renewed when the folder is another one.
        """
        if found.identity != self._identity:
            self.stop()
            self._identity = found.identity
        if found.identity is None or found.problem:
            return
        self._look_at_mounts()
        self._count(found)
        self.tend()

    def tend(self) -> None:
        """Renew a watch that ended or keeps silent, prove the one there is, and wake when something
        was mounted or the inbox is another one: of those no watch tells.
        """
        before, self._table = self._table, table()
        if self._table != before or identity_of(self._inbox) != self._identity:
            self._wake.set()
        if self._identity is None:
            return
        ended = self._observer is not None and not lives(self._observer)
        wanting = self._observer is None or self.trouble in {"watch_limit", "silent"}
        if ended or (wanting and self._monotonic() >= self._retry_at):
            self._arm()
        if self._observer is not None:
            proof = self._canary.look()
            self._silent = proof is Proof.FAILED or (self._silent and proof is Proof.AWAITED)

    def stop(self) -> None:
        """End the watch."""
        self._disarm()
        self._identity, self._limit, self._silent = None, "", False
        self._tally, self._cover = Tally(), Cover.WHOLE
        self._retry_at = float("-inf")

    def _arm(self) -> None:
        self._disarm()
        self._retry_at, self._limit = self._monotonic() + RETRY, ""
        self._canary = Canary(self._inbox, self._monotonic)
        self._deafen = overhear(self._overflow)
        try:
            handler = waker(self._wake, self._canary)
            self._observer = begin(self._new_observer, self._inbox, handler)
        except OSError as error:  # the limit of watches, or a folder that just went
            log.warning("watch: %s", errno.errorcode.get(error.errno or 0, "?"))
            self._disarm()
            self._limit = _LIMITS.get(error.errno or 0, "")

    def _disarm(self) -> None:
        self._deafen()
        self._deafen = lambda: None
        observer, self._observer = self._observer, None
        if observer is not None:
            end(observer)

    def _overflow(self) -> None:
        self._overflowed = self._monotonic()
        self._wake.set()

    def _look_at_mounts(self) -> None:
        seen = (self._table, self._identity)
        if seen != self._mounts:
            self._mounts, self._foreign = seen, self._is_foreign(self._inbox)

    def _count(self, found: Scan) -> None:
        now = self._monotonic()
        if self._observer is None or found.identity is None or now - self._glanced < GLANCE:
            return
        self._glanced = now
        self._cover = self._tally.judge(found.folders, found.identity)
        if self._cover is Cover.RENEW:
            self._arm()
