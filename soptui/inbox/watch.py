"""Being woken by the kernel. A hint only: whatever it misses, the next scan sees."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

log = logging.getLogger(__name__)


class Watcher:
    """Sets `wake` when something happens in the inbox; without the kernel's help it stays quiet."""

    def __init__(self, inbox: Path, wake: Event) -> None:
        self._inbox, self._wake = inbox, wake
        self._observer: BaseObserver | None = None
        self._identity: tuple[int, int] | None = None

    @property
    def mode(self) -> str:
        """`events` or `scan`, as `Health.watcher` has it."""
        alive = self._observer is not None and self._observer.is_alive()
        return "events" if alive else "scan"

    def follow(self, identity: tuple[int, int] | None) -> None:
        """Watch the folder that the scan saw. A deleted, renamed or covered inbox goes unnoticed
        by the kernel's watches, so the watch is renewed when the folder is another one.
        """
        if identity == self._identity and (identity is None or self.mode == "events"):
            return
        if identity != self._identity:
            self.stop()
        if identity is not None and self._start():
            self._identity = identity

    def stop(self) -> None:
        """End the watch."""
        observer, self._observer, self._identity = self._observer, None, None
        if observer is not None:
            observer.stop()
            observer.join(timeout=1)

    def _start(self) -> bool:
        self.stop()
        from watchdog.events import FileClosedEvent, FileCreatedEvent, FileMovedEvent
        from watchdog.observers import Observer

        observer = Observer()
        try:
            # Unfiltered, a burst overruns the queue (measured: 26,157 of 50,000 events lost).
            observer.schedule(
                _handler(self._wake), str(self._inbox), recursive=True,
                event_filter=[FileCreatedEvent, FileClosedEvent, FileMovedEvent],
            )  # fmt: skip
            observer.start()
        except OSError as error:  # the limit of watches, or a folder that just went
            log.warning("watch: %s", error.errno)
            return False
        self._observer = observer
        return True


def _handler(wake: Event) -> Any:
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        """An exception in here would end watchdog's thread for good."""

        def dispatch(self, event: FileSystemEvent) -> None:  # noqa: ARG002  any event will do
            try:
                wake.set()
            except Exception:
                log.exception("watch")

    return Handler()
