"""The thread that asks for tokens: all at the start, then who is due; it ends when told."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

from soptui.errors import StoreBusy
from soptui.station.token_watch import TokenWatch
from tests.office import Office

SOON = 10.0


def test_all_are_asked_after_the_start_and_a_busy_database_ends_nothing(tmp_path: Path) -> None:
    office, asked, calls = Office.open(tmp_path / "home"), Event(), []

    def check(_desk: object, **options: Any) -> int:
        calls.append(options["everyone"])
        asked.set()
        raise StoreBusy("now")

    watch = TokenWatch(office.station, check)
    watch.start()
    assert asked.wait(SOON)
    watch.close()
    assert calls == [True]
    assert not watch._thread.is_alive()
