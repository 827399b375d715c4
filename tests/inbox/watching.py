"""A watcher at work in a process of its own: it tells, a line each, how it stands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic

CHECKOUT = Path(__file__).parents[2]
SOON = 20.0
"""Seconds after which what should happen counts as missing."""


class Watching:
    """The process, and what it said."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._said: Queue[dict[str, object]] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with suppress(ValueError):  # closed, because the process was ended
            for line in self.process.stdout:
                self._said.put(json.loads(line))

    def until(self, fits: Callable[[dict[str, object]], bool]) -> dict[str, object]:
        """The first line from now on that fits. Raises LookupError when it does not come soon."""
        deadline, last = monotonic() + SOON, None
        while (left := deadline - monotonic()) > 0:
            try:
                last = self._said.get(timeout=left)
            except Empty:
                break
            if fits(last):
                return last
        raise LookupError(f"not seen soon; at last: {last}")

    def until_is(self, **wanted: object) -> dict[str, object]:
        return self.until(lambda said: wanted.items() <= said.items())


@contextmanager
def watching(inbox: Path, *before: str, faster: float = 4.0) -> Iterator[Watching]:
    """`before`: words of a command line that runs the rest of it (`unshare`, `sh -c`); `faster`:
    how much faster its clock runs than ours, so that its patience is tried for a shorter time.
    """
    command = [*before, sys.executable, "-m", "tests.inbox.watching", str(inbox), str(faster)]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


def main(inbox: Path, faster: float) -> None:
    """Scan when woken, and twice a second while not sure to be, until standard input ends."""
    from soptui.inbox.watching.scan import Scan, scan
    from soptui.inbox.watching.watch import Watcher

    wake, ended, found, told = Event(), Event(), Scan(), None
    woken = 0

    def end() -> None:
        sys.stdin.read()
        ended.set()
        wake.set()

    Thread(target=end, daemon=True).start()
    watcher = Watcher(inbox, wake, monotonic=lambda: monotonic() * faster)
    while not ended.is_set():
        is_woken = wake.wait(0.5)
        woken += is_woken
        wake.clear()
        watcher.tend()
        if is_woken or not watcher.is_sure:
            found = scan(inbox, found)
            watcher.follow(found)
        says = {"mode": watcher.mode, "trouble": watcher.trouble, "sure": watcher.is_sure,
                "problem": found.problem, "seen": len(found.sightings), "woken": woken}  # fmt: skip
        if says != told:
            told = says
            print(json.dumps(says), flush=True)
    watcher.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
