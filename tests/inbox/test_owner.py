from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from soptui.inbox.claiming.owner import boot, is_gone, machine, this_process
from tests.inbox.bench import MORNING

LATER = MORNING + timedelta(minutes=1)


def of_another_process() -> str:
    """The owner's name of a process that has ended."""
    code = "from soptui.inbox.claiming.owner import this_process; print(this_process())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_this_process_lives_whatever_the_clock_says() -> None:
    assert not is_gone(this_process(), MORNING, LATER)
    assert not is_gone(this_process(), None, MORNING + timedelta(days=9000))


def test_a_process_that_ended_is_gone_whatever_its_lease_says() -> None:
    assert is_gone(of_another_process(), LATER, MORNING)


def test_a_number_that_another_process_has_now_is_not_the_same_process() -> None:
    assert is_gone(f"{this_process()}0", LATER, MORNING)


def test_before_the_last_start_of_the_machine_everybody_is_gone() -> None:
    assert is_gone(this_process().replace(boot(), "another-boot"), LATER, MORNING)


def test_of_another_machine_the_lease_decides() -> None:
    elsewhere = this_process().replace(machine(), "elsewhere:1")
    assert not is_gone(elsewhere, LATER, MORNING)
    assert not is_gone(elsewhere, LATER, LATER)
    assert is_gone(elsewhere, LATER, LATER + timedelta(seconds=1))
    assert is_gone(elsewhere, None, MORNING)


@pytest.mark.parametrize("owner", ["", "nonsense", "a/b/c", "a/b/-1/2"])
def test_what_is_no_owner_is_nobody(owner: str) -> None:
    assert is_gone(owner, LATER, MORNING)
