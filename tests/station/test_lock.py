from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from soptui.paths import Home
from soptui.station.lock import is_free, try_lock

HOLDER = """
import sys
from pathlib import Path
from soptui.paths import Home
from soptui.station.lock import try_lock
held = try_lock(Home(Path(sys.argv[1])))
print("held" if held else "taken", flush=True)
sys.stdin.read()
"""


def test_one_at_a_time(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert is_free(home)
    held = try_lock(home)
    assert held is not None
    assert try_lock(home) is None
    assert not is_free(home)
    held.release()
    held.release()
    assert is_free(home)


def test_the_kernel_frees_the_lock_of_a_killed_station(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert not is_free(Home(tmp_path))
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert is_free(Home(tmp_path))
