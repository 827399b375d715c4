"""A station that is killed at a step, for tests of recovery: ROOT STEP."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from soptui.inbox.claiming.claim import Hands
from tests.inbox.bench import Bench


def main(root: str, step: str) -> None:
    def reached(done: str) -> None:
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def far(_source: Path, _dest: Path) -> None:
        raise OSError(18, "another file system")

    hands = Hands(reached=reached)
    if step == "copied":
        hands = Hands(link=far, reached=reached)
    Bench(Path(root), hands=hands).settled()


if __name__ == "__main__":
    main(*sys.argv[1:])
