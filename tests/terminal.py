"""A real pseudo-terminal with a program in it, read through a terminal emulator."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pyte

REPOSITORY = Path(__file__).parent.parent
KEYS = {
    "Enter": "\r",
    "Esc": "\x1b",
    "Tab": "\t",
    "Space": " ",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
    "F3": "\x1bOR",
    "F4": "\x1bOS",
    "F5": "\x1b[15~",
    "F6": "\x1b[17~",
    "F7": "\x1b[18~",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "Ctrl+Q": "\x11",
}


class Terminal:
    """The screen of a running program; it is read until it shows what is waited for."""

    def __init__(self, child: pexpect.spawn, columns: int, rows: int) -> None:
        self.child = child
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.received = 0

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float = 0.0) -> int:
        """Take in what the program wrote within `seconds`; how many bytes."""
        taken = 0
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 or taken == 0:
            try:
                data = self.child.read_nonblocking(65536, timeout=max(left, 0.001))
            except pexpect.TIMEOUT:
                break
            except pexpect.EOF:
                break
            taken += len(data)
            self._stream.feed(data)
        self.received += taken
        return taken

    def wait_for(self, *words: str, seconds: float = 20.0, look: float = 0.05) -> str:
        """Read until all of `words` are on the screen, looking every `look` seconds; AssertionError
        with the screen otherwise.
        """
        deadline = time.monotonic() + seconds
        while not all(word in self.text for word in words):
            if time.monotonic() > deadline or not (self.child.isalive() or self.read(0.05)):
                raise AssertionError(f"{words!r} did not appear; the screen shows:\n{self.text}")
            self.read(look)
        return self.text

    def wait_gone(self, word: str, seconds: float = 20.0) -> None:
        """Read until `word` is no longer on the screen."""
        deadline = time.monotonic() + seconds
        while word in self.text:
            if time.monotonic() > deadline:
                raise AssertionError(f"{word!r} did not go away; the screen shows:\n{self.text}")
            self.read(0.05)

    def press(self, *keys: str) -> None:
        """Press keys by name; anything that is no key's name is typed."""
        for key in keys:
            self.child.send(KEYS.get(key, key))

    def press_and_move(self, key: str, seconds: float = 20.0) -> None:
        """Press a key that moves the cursor to another line, and wait until it is there: what is
        typed next would otherwise still go to the old one.
        """
        line = self.screen.cursor.y
        self.press(key)
        deadline = time.monotonic() + seconds
        while self.screen.cursor.y == line:
            if time.monotonic() > deadline:
                raise AssertionError(f"{key} did not move the cursor; it shows:\n{self.text}")
            self.read(0.05)

    def kill(self) -> None:
        """`kill -9`: no farewell."""
        self.child.kill(signal.SIGKILL)
        self.child.wait()


@contextmanager
def terminal(
    *arguments: str,
    columns: int = 80,
    rows: int = 24,
    environment: Mapping[str, str] | None = None,
    module: str = "soptui",
) -> Iterator[Terminal]:
    """`python -m module arguments` at a terminal of that size; killed at the end if need be."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", module, *arguments],
        dimensions=(rows, columns),
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor",
             **(environment or {})},
        cwd=str(REPOSITORY),
        timeout=None,
    )  # fmt: skip
    child.delaybeforesend = None
    try:
        yield Terminal(child, columns, rows)
    finally:
        child.close(force=True)
