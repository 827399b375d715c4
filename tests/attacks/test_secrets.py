"""Where a passphrase must never be: arguments, environment, files, logs, a crash, a core."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from soptui.sop.roles import Role
from tests.e2e.conftest import PASSPHRASE, Office, make_office, sign_in
from tests.e2e.steps import (
    change_person,
    hand_over,
    make_coverage,
    narrate,
    select,
    submit,
    unlock,
)
from tests.terminal import REPOSITORY, Terminal, terminal

pytestmark = pytest.mark.e2e


def to_the_door(at: Terminal) -> None:
    """A release before the Head, and the Head before the locked door."""
    sign_in(at, Role.REPORTER)
    for act in (make_coverage, narrate, hand_over):
        act(at)
    change_person(at, Role.WEB_MANAGER)
    select(at)
    submit(at)
    change_person(at, Role.HEAD)


def found_in(folder: Path) -> list[Path]:
    """Files below `folder` that hold the passphrase."""
    secret = PASSPHRASE.encode()
    return [path for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = make_office(tmp_path)
    made.drop_photos()
    made.ingest()
    return made


def test_neither_arguments_nor_environment_nor_files_nor_a_core_hold_it(
    office: Office, tmp_path: Path
) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with terminal("--home", str(office.home), "--inbox", str(office.inbox)) as at:
        to_the_door(at)
        unlock(at)
        process = Path("/proc") / str(at.child.pid)
        for told in ("cmdline", "environ"):
            assert PASSPHRASE.encode() not in (process / told).read_bytes()
        limits = (process / "limits").read_text()
        assert "Max core file size        0                    0" in limits
        assert PASSPHRASE not in at.text
        os.kill(at.child.pid, signal.SIGABRT)
        at.child.wait()
        assert not os.WCOREDUMP(at.child.status or 0)
    assert found_in(office.home) == []
    assert not list(tmp_path.rglob("core*")) and not list(REPOSITORY.glob("core*"))


def test_a_crash_with_it_in_hand_tells_nothing(office: Office) -> None:
    with terminal("--home", str(office.home), "--inbox", str(office.inbox)) as at:
        to_the_door(at)
    with terminal(str(office.home), str(office.inbox), module="tests.attacks.crashing") as at:
        sign_in(at, Role.HEAD)
        at.press("Enter")
        at.wait_for("Frasa sandi")
        at.press(PASSPHRASE, "Enter")
        at.wait_for("mengalami galat")
        assert PASSPHRASE not in at.text
    assert found_in(office.home) == []
