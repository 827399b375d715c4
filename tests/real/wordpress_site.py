"""A real WordPress for as long as a test lasts: PHP's own server, SQLite, on the loopback alone.

`SOPTUI_WORDPRESS` names a folder with two archives: `wordpress.zip` and `sqlite.zip`.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import httpx

FOLDER = os.environ.get("SOPTUI_WORDPRESS", "")
FILES = Path(__file__).with_name("wordpress")
WORKERS = "24"
"""Some are killed, and PHP starts no new ones."""


@dataclass(frozen=True)
class Site:
    """Its address, and the application passwords of its users: two authors, and a contributor."""

    address: str
    passwords: dict[str, str]


class Deadly(httpx.BaseTransport):
    """Lets the server die once, in the middle of the `number`-th call (from 0) that comes to
    `moment` (`die.php`).
    """

    def __init__(self, moment: str, number: int = 0) -> None:
        self.inner, self.moment, self.left = httpx.HTTPTransport(), moment, number
        self.died = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        kinds = {"file": r"/media$", "media": r"/media/\d+$"}
        called = re.search(kinds.get(self.moment, "/posts"), request.url.path)
        if request.method == "POST" and called and not self.died:
            if self.left == 0:
                request.headers["X-Die-After"] = self.moment
            self.left -= 1
        try:
            return self.inner.handle_request(request)
        except httpx.TransportError:
            self.died = True
            raise


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """A new site below `folder`."""
    _unpack(folder)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "SITE": address, "PHP_CLI_SERVER_WORKERS": WORKERS}
    told = subprocess.run(["php", "install.php"], cwd=folder, env=environment, check=True,
                          capture_output=True, text=True).stdout  # fmt: skip
    passwords = dict(line.split(" ", 1) for line in told.splitlines() if line)
    with (
        (folder / "server.log").open("wb") as log,
        subprocess.Popen(["php", "-S", f"127.0.0.1:{port}", "router.php"], cwd=folder,
                         env=environment, stdout=log, stderr=log,
                         start_new_session=True) as server,
    ):  # fmt: skip
        try:
            _wait_for(address)
            yield Site(address, passwords)
        finally:
            os.killpg(server.pid, 9)


def _unpack(folder: Path) -> None:
    with zipfile.ZipFile(Path(FOLDER) / "wordpress.zip") as archive:
        archive.extractall(folder)
    content = folder / "wp-content"
    shutil.rmtree(content / "database", ignore_errors=True)  # somebody else's
    with zipfile.ZipFile(Path(FOLDER) / "sqlite.zip") as archive:
        archive.extractall(content / "plugins")
    plugin = content / "plugins" / "sqlite-database-integration"
    (content / "plugins" / "plugin-sqlite-database-integration").rename(plugin)
    shutil.copy(plugin / "db.copy", content / "db.php")
    (content / "mu-plugins").mkdir(exist_ok=True)
    shutil.copy(FILES / "die.php", content / "mu-plugins")
    for name in ("wp-config.php", "install.php", "router.php"):
        shutil.copy(FILES / name, folder)


def _wait_for(address: str) -> None:
    until = monotonic() + 60
    while monotonic() < until:
        try:
            if httpx.get(f"{address}/wp-json/", timeout=30).is_success:
                return
        except httpx.TransportError:
            sleep(0.1)
    raise TimeoutError(address)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
