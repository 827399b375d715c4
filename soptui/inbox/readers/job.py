"""What is asked of the readers, and what they answer: plain data that travels between processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from soptui.inbox.watching.scan import Stamp

if TYPE_CHECKING:
    from soptui.media.digest import Digest
    from soptui.media.glance import Glance


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed file to be read whole, by the id of its arrival.

    `source` is where it must be copied from first, as it was seen with `stamp`; None where it was
    moved to `work` already. `lenient`: a person says that it is to be taken as it is.
    """

    id: int
    work: Path
    stamp: Stamp
    source: Path | None = None
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Peek:
    """Files whose heads are to be read, so that people see what is coming: arrival and path."""

    files: tuple[tuple[int, Path], ...]


Task = Job | Peek


@dataclass(frozen=True, slots=True)
class Peeked:
    """What the heads said, and which of the files brought a small picture with them."""

    glances: tuple[tuple[int, Glance | None], ...]


@dataclass(frozen=True, slots=True)
class Advanced:
    """So many bytes of the file have been copied or read."""

    job: Job
    done: int


@dataclass(frozen=True, slots=True)
class Read:
    """The file was read to its end."""

    job: Job
    digest: Digest


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be read. `error`: the disk's; None when the reader died or hung."""

    job: Job
    error: OSError | None


@dataclass(frozen=True, slots=True)
class Altered:
    """What was to be copied is not what was seen there any more."""

    job: Job


Answer = Peeked | Advanced | Read | Failed | Altered

Wanted = Callable[[Job, str], bool]
"""Told a file's SHA-256 as soon as it is known; whether its content is to be read as well."""


class Readers(Protocol):
    """Whoever reads files, several at a time."""

    def is_big(self, size: int) -> bool:
        """Whether such a file has a reader of its own, so that small ones need not wait for it."""
        ...

    def has_room(self, size: int) -> bool:
        """Whether somebody can start on a file of so many bytes now."""
        ...

    def start(self, task: Task) -> None:
        """Begin. Only where there is room."""
        ...

    def answers(self, wanted: Wanted, seconds: float) -> Iterable[Answer]:
        """What came of it, waiting for something at most so long; nothing when nobody works."""
        ...

    def stop(self, arrival_id: int) -> None:
        """End the reading of one file; no answer about it comes any more."""
        ...

    def close(self) -> None:
        """End all of it."""
        ...
