"""Reading without a process of its own: for files that are ours, and for tests."""

from __future__ import annotations

from collections.abc import Iterator

from soptui.inbox.readers.job import Answer, Job, Peek, Task, Wanted
from soptui.inbox.readers.read_file import peek, read
from soptui.paths import Home


class ReadersHere:
    """One reader in this process; it works while its answers are asked for."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._task: Task | None = None

    def is_big(self, size: int) -> bool:
        del size
        return False

    def has_room(self, size: int) -> bool:
        del size
        return self._task is None

    def start(self, task: Task) -> None:
        self._task = task

    def answers(self, wanted: Wanted, seconds: float) -> Iterator[Answer]:
        del seconds
        task, self._task = self._task, None
        if isinstance(task, Peek):
            yield peek(task, self.home)
        elif isinstance(task, Job):
            yield self.read(task, wanted)

    def read(self, job: Job, wanted: Wanted) -> Answer:
        """What comes of one file."""
        return read(job, self.home, lambda sha256: wanted(job, sha256), lambda _done: None)

    def stop(self, arrival_id: int) -> None:
        if isinstance(self._task, Job) and self._task.id == arrival_id:
            self._task = None

    def close(self) -> None:
        self._task = None
