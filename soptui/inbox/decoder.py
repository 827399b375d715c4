"""Reading untrusted files in a process of its own, which may crash or hang without harm."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol

from soptui.inbox.files import Pulse

if TYPE_CHECKING:
    from soptui.media.probe import Probe

MEMORY_BYTES: Final = 4 << 30
TIMEOUT_SECONDS: Final = 120.0
_GLANCE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a file is, and whether a thumbnail was written."""

    probe: Probe
    has_thumbnail: bool


@dataclass(frozen=True, slots=True)
class Undecodable:
    """A file that nothing can be made of; `reason` is a code of `inbox.reasons`."""

    reason: str


Outcome = Decoded | Undecodable
Decode = Callable[[str, str], Outcome]


class DecoderLost(Exception):
    """The process that read the file died or hung; another one takes its place."""


class Decoder(Protocol):
    """Whoever reads files."""

    def decode(self, source: Path, thumbnail: Path, pulse: Pulse) -> Outcome:
        """What is in `source`; its thumbnail goes to `thumbnail`. Raises DecoderLost, OSError."""
        ...

    def close(self) -> None: ...


def decode_file(source: str, thumbnail: str) -> Outcome:
    """Probe the file and make its thumbnail, in this process. Raises OSError for the disk."""
    from soptui.errors import MediaError
    from soptui.media.probe import probe
    from soptui.media.structure import is_complete
    from soptui.media.thumbnail import make_thumbnail
    from soptui.media.types import sniff
    from soptui.sop.material import Kind

    path = Path(source)
    media_type = sniff(path)
    if media_type is None:
        return Undecodable("unsupported")
    broken = "damaged" if is_complete(path, media_type) else "truncated"
    try:
        facts = probe(path)
    except MediaError as error:
        return Undecodable("too_large" if _too_large(error) else broken)
    try:
        return Decoded(facts, make_thumbnail(path, facts, Path(thumbnail)))
    except MediaError as error:
        if facts.kind is Kind.PHOTO and not _too_large(error):
            return Undecodable(broken)
        return Decoded(facts, has_thumbnail=False)


def _too_large(error: Exception) -> bool:
    cause = error.__cause__
    return isinstance(cause, MemoryError) or "DecompressionBomb" in type(cause).__name__


class WorkerDecoder:
    """One long-lived spawned process: watchdog's threads make forking unsafe."""

    def __init__(
        self,
        decode: Decode = decode_file,
        *,
        timeout: float = TIMEOUT_SECONDS,
        memory: int = MEMORY_BYTES,
    ) -> None:
        self._decode, self._timeout, self._memory = decode, timeout, memory
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def decode(self, source: Path, thumbnail: Path, pulse: Pulse) -> Outcome:
        pipe = self._ready()
        deadline = monotonic() + self._timeout
        try:
            pipe.send((str(source), str(thumbnail)))
            while not pipe.poll(_GLANCE):
                pulse()
                _require_before(deadline)
            outcome: Outcome | OSError = pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self.close()
            raise DecoderLost("died") from error
        except BaseException:
            self.close()
            raise
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe = self._process = None

    def _ready(self) -> Connection:
        """The pipe to a living process."""
        if self._process is not None and not self._process.is_alive():
            self.close()
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, self._decode, self._memory), daemon=True
            )
            self._process.start()
            theirs.close()
        return self._pipe


def _require_before(deadline: float) -> None:
    if monotonic() > deadline:
        raise DecoderLost("hung")


def _serve(pipe: Connection, decode: Decode, memory: int) -> None:
    """The worker: one file after another until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the station decides when it is over
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    with suppress(EOFError, BrokenPipeError):
        while True:
            source, thumbnail = pipe.recv()
            try:
                outcome: Outcome | OSError = decode(source, thumbnail)
            except OSError as error:
                outcome = OSError(error.errno, error.strerror)
            pipe.send(outcome)
