"""The inbox on the test bench: real files, a real database, no process of its own, no waiting."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from soptui.clock import FixedClock
from soptui.inbox.claiming.claim import Hands
from soptui.inbox.ingest import Ingest, Turn
from soptui.inbox.readers.here import ReadersHere
from soptui.inbox.readers.job import Answer, Job, Readers, Wanted
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.store.database import Store, open_store
from soptui.store.tables import Arrival, Asset
from tests import samples

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Counting(ReadersHere):
    """Reads in this process; counts how often the whole of a file was asked for."""

    calls = 0

    def read(self, job: Job, wanted: Wanted) -> Answer:
        self.calls += 1
        return super().read(job, wanted)


@dataclass
class Bench:
    """`turn` is one round; `settled` lets time pass between rounds until nothing moves."""

    root: Path
    readers: Readers | None = None
    hands: Hands = field(default_factory=Hands)
    clock: FixedClock = field(default_factory=lambda: FixedClock(MORNING))

    def __post_init__(self) -> None:
        self.inbox = self.root / "inbox"
        self.inbox.mkdir(exist_ok=True)
        self.home = Home(self.root / "home")
        self.home.make()
        self.readers = self.readers or Counting(self.home)
        self.store: Store = open_store(self.home.database)
        self.ingest = self.restarted()

    def restarted(self) -> Ingest:
        """A new station after the old one ended."""
        self.ingest = Ingest(
            self.store, self.home, self.inbox, self.clock, self.readers, hands=self.hands,
            monotonic=lambda: self.clock.now().timestamp(),
        )  # fmt: skip
        return self.ingest

    def turn(self, after: float = 0.0) -> Turn:
        """One round, `after` seconds later."""
        self.clock.advance(timedelta(seconds=after))
        return self.ingest.turn()

    def settled(self) -> Turn:
        """What the last of several rounds found, the first two 40 seconds apart: enough for all but
        the incomplete.
        """
        self.turn()
        self.turn(40)
        return self.turn(1)

    def elsewhere(self, act: Callable[..., object], *args: object) -> None:
        """Do something in another session, on a connection of its own."""

        def there() -> None:
            with self.store.connection():
                act(*args)

        with ThreadPoolExecutor(1) as other:
            other.submit(there).result()

    def photo(self, name: str = "IMG_0001.JPG", **options: object) -> Path:
        """A camera's JPEG in the inbox."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return samples.jpeg(path, **options)  # type: ignore[arg-type]

    def states(self) -> dict[str, tuple[ArrivalState, str]]:
        """State and reason by label."""
        return {row.label: (row.state, row.reason) for row in Arrival.select()}

    def only(self) -> Arrival:
        """The one arrival that there is."""
        (row,) = Arrival.select()
        return row

    def stored(self) -> dict[str, bool]:
        """Every asset's hash, and whether its original has exactly those bytes."""
        return {
            asset.sha256: hashlib.sha256(
                self.home.original(asset.sha256).read_bytes()
            ).hexdigest() == asset.sha256
            for asset in Asset.select()
        }  # fmt: skip

    def left_over(self) -> list[str]:
        """What lies in `work`."""
        return [path.name for path in self.home.work.iterdir()]
