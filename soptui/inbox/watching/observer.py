"""Watchdog, and how it is started and ended; loaded late, for it takes its time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from soptui.inbox.watching.canary import Canary

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

log = logging.getLogger(__name__)


def new_observer() -> BaseObserver:
    """One with a kernel queue of its own. Raises OSError where the system allows no more."""
    from watchdog.observers import Observer

    return Observer()


def begin(make: Callable[[], BaseObserver], inbox: Path, handler: Any) -> BaseObserver:
    """Watch the inbox and all its folders. Raises OSError; then nothing is left running."""
    from watchdog.events import FileClosedEvent, FileCreatedEvent, FileMovedEvent

    observer = make()
    try:
        # Unfiltered, a burst overruns the queue (measured: 26,157 of 50,000 events lost).
        observer.schedule(
            handler, str(inbox), recursive=True,
            event_filter=[FileCreatedEvent, FileClosedEvent, FileMovedEvent],
        )  # fmt: skip
        observer.start()
    except OSError:
        end(observer)
        raise
    return observer


def end(observer: BaseObserver) -> None:
    """Stop it, started or not."""
    observer.stop()
    if observer.is_alive():
        observer.join(timeout=1)


def lives(observer: BaseObserver) -> bool:
    """Whether all its threads do: that of a folder ends when the folder is deleted."""
    return observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters)


def waker(wake: Event, canary: Canary) -> Any:
    """What watchdog calls: it sets `wake`, and lets the canary hear of itself."""
    from watchdog.events import FileSystemEventHandler

    ours = str(canary.path)

    class Waker(FileSystemEventHandler):
        """An exception in here would end watchdog's thread for good."""

        def dispatch(self, event: FileSystemEvent) -> None:
            try:
                if event.src_path == ours:
                    canary.hear()
                wake.set()
            except Exception:
                log.exception("watch")

    return Waker()
