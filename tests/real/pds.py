"""A real Bluesky PDS with one account, `dinas.test`, for as long as a test lasts.

`SOPTUI_PDS` names a folder in which npm put one.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

FOLDER = os.environ.get("SOPTUI_PDS", "")
HANDLE = "dinas.test"
PASSWORD = "rahasia-sekali"


@contextmanager
def running(home: Path) -> Iterator[str]:
    """A new server that keeps its data below `home`; its address."""
    script = Path(FOLDER) / "pds.mjs"
    shutil.copy(Path(__file__).with_name("pds.mjs"), script)
    ports = [str(_free_port()) for _port in range(2)]
    with subprocess.Popen(["node", str(script), str(home), *ports], cwd=FOLDER, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                lines.append(line)
                if line.startswith("READY"):
                    break
            assert process.poll() is None, "".join(lines)
            address = f"http://127.0.0.1:{ports[1]}"
            account = {"email": "a@b.test", "handle": HANDLE, "password": PASSWORD}
            httpx.post(f"{address}/xrpc/com.atproto.server.createAccount",
                       json=account).raise_for_status()  # fmt: skip
            yield address
        finally:
            process.kill()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
