"""The watch of the inbox, with the real kernel: it wakes, and it knows when it would not."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from watchdog.events import FileCreatedEvent

from soptui.inbox.watching.canary import ANSWER, EVERY, NAME, Canary, Proof
from soptui.inbox.watching.hush import hush_threads
from soptui.inbox.watching.observer import waker
from soptui.inbox.watching.scan import scan
from soptui.inbox.watching.watch import RETRY, Watcher
from soptui.inbox.watching.watched import parse
from tests.inbox.watching import SOON, watching

PROVEN = {"mode": "events", "trouble": "", "sure": True}
AS_ROOT_INSIDE = ["unshare", "--user", "--map-root-user", "--mount"]


class Clock:
    """Seconds that pass only when told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return inbox


def require_namespaces() -> None:
    if subprocess.run([*AS_ROOT_INSIDE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system allows no namespaces of one's own: nothing can be mounted")


def proven(watcher: Watcher, inbox: Path, wake: Event) -> bool:
    """Whether the watch proves itself soon."""
    watcher.follow(scan(inbox))
    woken = wake.wait(SOON)
    watcher.tend()
    return woken and watcher.mode == "events"


def test_a_new_file_wakes_and_another_folder_of_that_name_is_watched_anew(tmp_path: Path) -> None:
    inbox, wake = tmp_path / "inbox", Event()
    watcher = Watcher(inbox, wake)
    watcher.follow(scan(inbox))
    assert (watcher.mode, watcher.trouble) == ("scan", "")
    inbox.mkdir()
    try:
        assert proven(watcher, inbox, wake)
        assert scan(inbox).ignored == 0  # the canary left nothing
        inbox.rename(tmp_path / "old")
        inbox.mkdir()
        wake.clear()
        assert proven(watcher, inbox, wake)
        wake.clear()
        (inbox / "b.jpg").touch()
        assert wake.wait(SOON)
    finally:
        watcher.stop()
    assert watcher.mode == "scan"


def test_another_inbox_under_the_name_wakes_before_any_scan(inbox: Path) -> None:
    wake = Event()
    watcher = Watcher(inbox, wake)
    try:
        assert proven(watcher, inbox, wake)
        wake.clear()
        watcher.tend()
        assert not wake.is_set()
        inbox.rename(inbox.with_name("old"))
        watcher.tend()
        assert wake.is_set()
        watcher.follow(scan(inbox))
        wake.clear()
        watcher.tend()
        assert not wake.is_set()  # it is missed, but not without end
        inbox.mkdir()
        watcher.tend()
        assert wake.is_set()
    finally:
        watcher.stop()


def test_a_card_moved_in_wakes_and_so_does_what_comes_to_it_later(inbox: Path) -> None:
    card = inbox.parent / "card"
    (card / "DCIM").mkdir(parents=True)
    (card / "DCIM" / "a.jpg").touch()
    with watching(inbox) as watcher:
        watcher.until_is(**PROVEN)
        card.rename(inbox / "card")
        woken = watcher.until_is(seen=1)["woken"]
        (inbox / "card" / "DCIM" / "b.jpg").touch()
        assert watcher.until_is(seen=2, **PROVEN)["woken"] > woken  # type: ignore[operator]


def test_15_an_exception_in_the_handler_is_swallowed(inbox: Path) -> None:
    class Broken(Event):
        def set(self) -> None:
            raise RuntimeError

    waker(Broken(), Canary(inbox, Clock())).dispatch(FileCreatedEvent("a.jpg"))


def test_a_watch_that_keeps_silent_is_noticed_and_tried_again(inbox: Path) -> None:
    from watchdog.observers import Observer
    from watchdog.observers.api import BaseObserver

    class Deaf(Observer):  # type: ignore[misc, valid-type]
        """Runs and delivers nothing."""

        def dispatch_events(self, event_queue: Any) -> None:
            event_queue.get(block=True)

    made: Iterator[BaseObserver] = (kind() for kind in (Deaf, Observer))
    clock, wake = Clock(), Event()
    watcher = Watcher(inbox, wake, made.__next__, clock)
    try:
        watcher.follow(scan(inbox))
        clock.now += ANSWER
        watcher.tend()
        assert (watcher.mode, watcher.trouble) == ("scan", "silent")
        clock.now += RETRY
        watcher.tend()
        assert watcher.trouble == "silent"  # until it is proven, it is not taken back
        assert proven(watcher, inbox, wake)
        assert watcher.trouble == ""
    finally:
        watcher.stop()


def test_the_canary_is_sent_again_and_a_late_answer_is_one(tmp_path: Path) -> None:
    clock = Clock()
    canary = Canary(tmp_path, clock)
    assert canary.look() is Proof.AWAITED
    clock.now += ANSWER
    assert canary.look() is Proof.FAILED
    canary.hear()
    assert canary.look() is Proof.GIVEN
    clock.now += EVERY
    assert canary.look() is Proof.GIVEN  # sent again: proven until the answer is late
    clock.now += ANSWER
    assert canary.look() is Proof.FAILED


def test_the_canary_of_a_killed_station_is_cleared_away_but_no_file_of_others(
    tmp_path: Path,
) -> None:
    left = tmp_path / NAME
    left.touch()
    assert Canary(tmp_path, Clock()).look() is Proof.AWAITED
    assert not left.exists()
    left.write_bytes(b"somebody's")
    assert Canary(tmp_path, Clock()).look() is Proof.IMPOSSIBLE
    assert left.read_bytes() == b"somebody's"


@pytest.mark.parametrize(
    ("code", "trouble"),
    [(errno.ENOSPC, "watch_limit"), (errno.EMFILE, "instance_limit"), (errno.ENOENT, "")],
)
def test_no_watch_at_all_is_noticed(inbox: Path, code: int, trouble: str) -> None:
    def refused() -> Any:
        raise OSError(code, "")

    clock = Clock()
    watcher = Watcher(inbox, Event(), refused, clock)
    watcher.follow(scan(inbox))
    assert (watcher.mode, watcher.trouble) == ("scan", trouble)


@pytest.mark.parametrize(
    ("limit", "value", "trouble"),
    [("instances", 0, "instance_limit"), ("watches", 0, "watch_limit"),
     ("watches", 3, "watch_limit")],
)  # fmt: skip
def test_12_the_systems_limits_are_noticed(
    inbox: Path, limit: str, value: int, trouble: str
) -> None:
    """The last is the treacherous one: the inbox is watched, and some of its folders are not."""
    require_namespaces()
    for number in range(6):
        (inbox / f"card{number}").mkdir()
    setting = f"/proc/sys/user/max_inotify_{limit}"
    lower = ["sh", "-c", f'echo {value} > {setting} && exec "$@"', "sh"]
    with watching(inbox, *AS_ROOT_INSIDE, *lower) as watcher:
        watcher.until_is(mode="scan", trouble=trouble)


def test_11_an_overrun_queue_is_noticed_and_nothing_is_lost(inbox: Path) -> None:
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    if limit > 100_000:
        pytest.skip(f"the kernel's queue holds {limit} events: too many to make quickly")
    files = limit // 2 + 200
    with watching(inbox, faster=12.0) as watcher:
        watcher.until_is(**PROVEN)
        watcher.process.send_signal(signal.SIGSTOP)  # it reads no events
        os.waitpid(watcher.process.pid, os.WUNTRACED)  # it stands still now
        for number in range(files):  # each made and closed
            os.close(os.open(inbox / f"{number}", os.O_CREAT | os.O_WRONLY))
        watcher.process.send_signal(signal.SIGCONT)
        watcher.until_is(trouble="overflow", mode="scan", seen=files)
        (inbox / "card").mkdir()
        watcher.until_is(**PROVEN)  # after a while, and the new folder is watched
        (inbox / "card" / "a.jpg").touch()
        watcher.until_is(seen=files + 1, **PROVEN)


def test_an_inbox_made_anew_is_watched_anew_even_under_the_same_inode(inbox: Path) -> None:
    with watching(inbox) as watcher:
        woken = watcher.until_is(**PROVEN)["woken"]
        for _time in range(3):
            inbox.rmdir()
            inbox.mkdir()
            said = watcher.until(lambda said: PROVEN.items() <= said.items()
                                 and said["woken"] > woken)  # type: ignore[operator]  # noqa: B023  # fmt: skip
            woken = said["woken"]
        (inbox / "a.jpg").touch()
        watcher.until_is(seen=1)


def mount(pid: int, *words: str) -> None:
    subprocess.run(["nsenter", "--target", str(pid), "--user", "--mount", "--preserve-credentials",
                    *words], check=True)  # fmt: skip


def test_13_a_mount_over_the_inbox_or_in_it_is_watched_and_its_end_too(inbox: Path) -> None:
    require_namespaces()
    (inbox / "card").mkdir()
    (inbox / "under.jpg").touch()
    with watching(inbox, *AS_ROOT_INSIDE) as watcher:
        pid = watcher.process.pid
        woken = watcher.until_is(seen=1, **PROVEN)["woken"]

        def proven_again(**wanted: object) -> None:
            nonlocal woken
            wanted |= PROVEN
            said = watcher.until(lambda said: wanted.items() <= said.items()
                                 and said["woken"] > woken)  # type: ignore[operator]  # fmt: skip
            woken = said["woken"]

        mount(pid, "mount", "-t", "tmpfs", "none", str(inbox / "card"))
        proven_again(seen=1)
        mount(pid, "touch", str(inbox / "card" / "a.jpg"))
        proven_again(seen=2)
        mount(pid, "mount", "-t", "tmpfs", "none", str(inbox))
        proven_again(seen=0)
        mount(pid, "touch", str(inbox / "b.jpg"), str(inbox / "c.jpg"))
        proven_again(seen=2)
        mount(pid, "umount", str(inbox))
        mount(pid, "umount", str(inbox / "card"))
        proven_again(seen=1)


def test_14_on_a_network_drive_even_a_proven_watch_is_not_relied_on(inbox: Path) -> None:
    """The mounts are a stand-in: a network drive cannot be had on every machine."""
    wake, asked = Event(), []

    def is_foreign(folder: Path) -> bool:
        asked.append(folder)
        return len(asked) == 1

    watcher = Watcher(inbox, wake, is_foreign=is_foreign)
    try:
        watcher.follow(scan(inbox))
        assert wake.wait(SOON)
        watcher.follow(scan(inbox))
        assert (watcher.mode, watcher.trouble, watcher.is_sure) == ("scan", "network", False)
        assert asked == [inbox]  # not again at every scan
        inbox.rename(inbox.with_name("away"))
        inbox.mkdir()
        wake.clear()
        assert proven(watcher, inbox, wake)
    finally:
        watcher.stop()


def test_the_canary_in_a_folder_of_others_proves_nothing(inbox: Path) -> None:
    canary = Canary(inbox, Clock())
    handler = waker(Event(), canary)
    canary.look()
    handler.dispatch(FileCreatedEvent(str(inbox / "card" / NAME)))
    assert canary.look() is Proof.AWAITED
    handler.dispatch(FileCreatedEvent(str(inbox / NAME)))
    assert canary.look() is Proof.GIVEN


def test_a_read_only_inbox_stays_unproven(inbox: Path) -> None:
    require_namespaces()
    read_only = 'mount --bind -o ro "$0" "$0" && exec "$@"'
    with watching(inbox, *AS_ROOT_INSIDE, "sh", "-c", read_only, str(inbox)) as watcher:
        woken = watcher.until_is(mode="scan", trouble="unproven")["woken"]
        (inbox / "a.jpg").touch()  # from outside: it is woken all the same
        assert watcher.until_is(seen=1)["woken"] > woken  # type: ignore[operator]


def test_what_the_library_says_reaches_neither_the_terminal_nor_the_log_with_names(
    inbox: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    import logging
    import warnings

    watcher, wake = Watcher(inbox, Event()), Event()
    with warnings.catch_warnings():
        watcher.follow(scan(inbox))
        try:
            logging.getLogger("watchdog.observers.inotify").warning("about %r", "IMG_1.JPG")
            warnings.warn_explicit("IMG_1.JPG", RuntimeWarning, "f", 1, "watchdog.observers.x")
        finally:
            watcher.stop()
    logging.getLogger("watchdog.observers.inotify").error("a thread's last words")
    assert not wake.is_set()
    assert capfd.readouterr() == ("", "")
    assert "about %r" in caplog.text
    assert "IMG_1" not in caplog.text


def test_the_end_of_a_thread_by_an_error_is_logged_without_its_words(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("IMG_1.JPG")

    before = threading.excepthook
    hush_threads()
    try:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join(SOON)
    finally:
        threading.excepthook = before
    assert capfd.readouterr() == ("", "")
    assert caplog.messages == ["thread: ValueError"]


def test_the_kernels_list_of_watches_is_read() -> None:
    text = ("pos:\t0\nflags:\t00\nmnt_id:\t15\nino:\t1057\n"
            "inotify wd:2 ino:9e7e sdev:800013 mask:800afce ignored_mask:0 fhandle-bytes:8\n"
            "inotify wd:1 ino:2 sdev:fe00001 mask:800afce\n")  # fmt: skip
    assert set(parse(text)) == {(os.makedev(8, 19), 0x9E7E), (os.makedev(254, 1), 2)}
