from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from textwrap import wrap

import pytest

from soptui.inbox.health import (
    WATCH_TROUBLES,
    Health,
    health_path,
    read_health,
    watch_words,
    write_health,
)
from soptui.paths import Home
from tests.inbox.bench import MORNING

HEALTH = Health(pid=7, started=MORNING.isoformat(), beat=MORNING.isoformat(), problem="disk_full")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert read_health(home) is None
    write_health(home, HEALTH)
    assert read_health(home) == HEALTH
    health_path(home).write_bytes(b'{"pid": 7')
    assert read_health(home) is None


def test_on_a_full_disk_it_is_rewritten_in_place(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_health(home, replace(HEALTH, problem=""))
    (tmp_path / "station.json.new").mkdir()  # nothing new can be written
    write_health(home, HEALTH)
    assert read_health(home) == HEALTH


def test_silence_means_dead() -> None:
    assert HEALTH.is_alive(MORNING + timedelta(seconds=9))
    assert not HEALTH.is_alive(MORNING + timedelta(seconds=10))
    assert HEALTH.is_alive(MORNING - timedelta(hours=1))


def test_older_and_newer_stations_are_understood(tmp_path: Path) -> None:
    home = Home(tmp_path)
    old = {"pid": 7, "started": "2026-11-23T02:00:00+00:00", "beat": "2026-11-23T02:00:00+00:00",
           "last_scan": "", "watcher": "events", "problem": "", "busy": False,
           "ignored": 3}  # fmt: skip
    for more in ({}, {"of_tomorrow": 1}):
        health_path(home).write_text(json.dumps(old | more))
        health = read_health(home)
        assert health is not None
        assert (health.ignored, health.watch_trouble) == (3, "")
    health_path(home).write_text("[]")
    assert read_health(home) is None


@pytest.mark.parametrize("code", WATCH_TROUBLES)
def test_a_troubled_watch_says_in_two_lines_what_it_means_and_what_to_do(code: str) -> None:
    happened, remedy = watch_words(replace(HEALTH, watch_trouble=code, patience=30))
    assert "nothing is lost" in happened
    assert ("30 s" in happened) == (code != "overflow")
    assert remedy
    assert len(wrap(f"▲ {happened} {remedy}", 78)) <= 2


def test_a_watch_without_trouble_or_of_a_newer_station_has_no_words() -> None:
    assert watch_words(HEALTH) == ("", "")
    assert watch_words(replace(HEALTH, watch_trouble="of_tomorrow")) == ("", "")
