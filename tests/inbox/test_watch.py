from __future__ import annotations

from pathlib import Path
from threading import Event

from soptui.inbox.scan import scan
from soptui.inbox.watch import Watcher, _handler

SOON = 10
"""Seconds after which an event that should come counts as missing."""


def test_a_new_file_wakes_and_another_folder_of_that_name_is_watched_anew(tmp_path: Path) -> None:
    inbox, wake = tmp_path / "inbox", Event()
    watcher = Watcher(inbox, wake)
    watcher.follow(scan(inbox).identity)
    assert watcher.mode == "scan"
    inbox.mkdir()
    try:
        watcher.follow(scan(inbox).identity)
        assert watcher.mode == "events"
        (inbox / "a.jpg").touch()
        assert wake.wait(SOON)

        inbox.rename(tmp_path / "old")
        inbox.mkdir()
        watcher.follow(scan(inbox).identity)
        wake.clear()
        (inbox / "b.jpg").touch()
        assert wake.wait(SOON)
    finally:
        watcher.stop()
    assert watcher.mode == "scan"


def test_an_exception_in_the_handler_is_swallowed() -> None:
    class Broken(Event):
        def set(self) -> None:
            raise RuntimeError

    _handler(Broken()).dispatch(None)
