"""What watchdog has to say goes to our log, without names, and never to the terminal."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Callable

log = logging.getLogger(__name__)

_SILENCE = logging.NullHandler()


class Overheard(logging.Handler):
    """Calls `overflowed` when watchdog says that the kernel's queue ran over: it tells nobody
    else. Only its sentence is logged, not the folders that it names.
    """

    def __init__(self, overflowed: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._overflowed = overflowed

    def emit(self, record: logging.LogRecord) -> None:
        log.warning("watchdog: %s", record.msg)
        if "queue overflow" in str(record.msg).lower():
            self._overflowed()


def overhear(overflowed: Callable[[], None]) -> Callable[[], None]:
    """Keep watchdog quiet and listen to it; returns what ends the listening."""
    warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
    theirs, handler = logging.getLogger("watchdog"), Overheard(overflowed)
    theirs.propagate = False
    # One that stays: a thread's last words after the listening would else reach the terminal,
    # where Python prints what nobody handles.
    theirs.addHandler(_SILENCE)
    theirs.addHandler(handler)
    return lambda: theirs.removeHandler(handler)


def hush_threads() -> None:
    """Log the end of a thread by an error; the canary notices when it was watchdog's."""

    def told(end: threading.ExceptHookArgs) -> None:
        log.error("thread: %s", end.exc_type.__name__)

    threading.excepthook = told
