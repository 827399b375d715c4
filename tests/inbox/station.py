"""A station that works until nothing is left, for tests with several of them and for killing it.

Usage: python -m tests.inbox.station ROOT [here | processes]
"""

from __future__ import annotations

import sys
from pathlib import Path

from soptui.clock import SystemClock
from soptui.inbox.ingest import Ingest
from soptui.inbox.readers.here import ReadersHere
from soptui.inbox.readers.processes import ReaderProcesses
from soptui.inbox.settling.complete import Settings
from soptui.paths import Home
from soptui.store.database import open_store

AT_ONCE = Settings(quiet=0, slow=0, unleased=0)


def main(root: Path, how: str = "here") -> None:
    home = Home(root / "home")
    store = open_store(home.database)
    readers = ReadersHere(home) if how == "here" else ReaderProcesses(home)
    ingest = Ingest(store, home, root / "inbox", SystemClock(), readers, AT_ONCE)
    with store.connection():
        print("ready", flush=True)
        sys.stdin.readline()
        while ingest.turn().busy:
            pass
    readers.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
