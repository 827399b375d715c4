"""Processes that read untrusted files; each may crash or hang without harm to the station."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any, Final

from soptui.inbox.readers.job import Advanced, Answer, Failed, Job, Peek, Peeked, Task, Wanted
from soptui.inbox.readers.read_file import Progress, peek, read
from soptui.paths import Home

MEMORY_BYTES: Final = 4 << 30
TIMEOUT_SECONDS: Final = 120.0
"""Without a word for so long, a reader counts as hung."""
BIG_BYTES: Final = 128 << 20
"""Files from this size on take turns with one reader; the others stay free for small files."""
_REPORT_BYTES: Final = 8 << 20

ReadFile = Callable[[Job, Home, Callable[[str], bool], Progress], Answer]


class ReaderProcesses:
    """`count` long-lived spawned processes: watchdog's threads make forking unsafe."""

    def __init__(
        self,
        home: Home,
        count: int = 2,
        *,
        read_file: ReadFile = read,
        timeout: float = TIMEOUT_SECONDS,
        memory: int = MEMORY_BYTES,
        big: int = BIG_BYTES,
    ) -> None:
        self._big = big
        self._slots = [_Slot(home, read_file, timeout, memory) for _number in range(count)]

    def is_big(self, size: int) -> bool:
        return size >= self._big

    def has_room(self, size: int) -> bool:
        return self._free(size) is not None

    def start(self, task: Task) -> None:
        slot = self._free(task.stamp.size if isinstance(task, Job) else 0)
        if slot is None:
            raise RuntimeError("no reader is free")
        slot.start(task)

    def answers(self, wanted: Wanted, seconds: float) -> Iterator[Answer]:
        at_work = {slot.pipe: slot for slot in self._slots if slot.task is not None}
        if not at_work:
            return
        ready = wait(list(at_work), seconds)
        for pipe, slot in at_work.items():
            answer = slot.hear(wanted) if pipe in ready else slot.overdue()
            if answer is not None:
                yield answer

    def stop(self, arrival_id: int) -> None:
        for slot in self._slots:
            if isinstance(slot.task, Job) and slot.task.id == arrival_id:
                slot.close()

    def close(self) -> None:
        for slot in self._slots:
            slot.close()

    def _free(self, size: int) -> _Slot | None:
        """A reader without a task; the last one alone takes what is big."""
        slots = self._slots[-1:] if self.is_big(size) else self._slots
        return next((slot for slot in slots if slot.task is None), None)


class _Slot:
    """One process and what it is doing."""

    def __init__(self, home: Home, read_file: ReadFile, timeout: float, memory: int) -> None:
        self._home, self._read_file = home, read_file
        self._timeout, self._memory = timeout, memory
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._heard = 0.0
        self.task: Task | None = None

    @property
    def pipe(self) -> Connection:
        """Its end of the conversation, with a living process at the other."""
        if self._process is not None and self.task is None and not self._process.is_alive():
            self.close()
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, self._home, self._read_file, self._memory), daemon=True
            )
            self._process.start()
            theirs.close()
        return self._pipe

    def start(self, task: Task) -> None:
        self.task, self._heard = task, monotonic()
        with suppress(ConnectionError):  # its end is heard of next
            self.pipe.send(task)

    def hear(self, wanted: Wanted) -> Answer | None:
        """One thing it says; a question about a hash is answered at once."""
        self._heard = monotonic()
        task = self.task
        try:
            said: Any = self.pipe.recv()
            if isinstance(said, str) and isinstance(task, Job):
                self.pipe.send(wanted(task, said))
                return None
            if isinstance(said, int) and isinstance(task, Job):
                return Advanced(task, said)
        except (EOFError, ConnectionError):
            return self._lost()
        self.task = None
        answer: Answer = said
        return answer

    def overdue(self) -> Answer | None:
        """Give up on it when it has been silent for too long."""
        return self._lost() if monotonic() - self._heard > self._timeout else None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe = self._process = self.task = None

    def _lost(self) -> Answer:
        task = self.task
        self.close()
        return Failed(task, None) if isinstance(task, Job) else Peeked(())


def _serve(pipe: Connection, home: Home, read_file: ReadFile, memory: int) -> None:
    """The reader: one task after another until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the station decides when it is over
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    with suppress(EOFError, ConnectionError):
        while True:
            task: Task = pipe.recv()
            if isinstance(task, Peek):
                pipe.send(peek(task, home))
            else:
                pipe.send(read_file(task, home, _asker(pipe), _reporter(pipe)))


def _asker(pipe: Connection) -> Callable[[str], bool]:
    def ask(sha256: str) -> bool:
        pipe.send(sha256)
        return bool(pipe.recv())

    return ask


def _reporter(pipe: Connection) -> Progress:
    """Tells how far it is every 8 MiB, so that the station knows that it lives."""
    told = 0

    def report(done: int) -> None:
        nonlocal told
        if done < told:
            told = 0  # from copying to reading
        if done - told >= _REPORT_BYTES:
            told = done
            pipe.send(done)

    return report
