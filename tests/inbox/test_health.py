from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from soptui.inbox.health import Health, health_path, read_health, write_health
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
