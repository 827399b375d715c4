"""A real sshd on the loopback, as README tells to set it up, for as long as a test lasts."""

from __future__ import annotations

import getpass
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pexpect

from tests.terminal import REPOSITORY, Terminal

SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/sbin")
MISSING = "sshd is not installed: sessions over SSH are not tested"


@dataclass
class Server:
    """Where it listens, and the folder with the keys."""

    port: int
    folder: Path

    def new_key(self, name: str) -> str:
        """Make a key that the server lets in; the line of its public half."""
        path = self.folder / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)],
                       check=True)  # fmt: skip
        line = path.with_suffix(".pub").read_text()
        with (self.folder / "authorized_keys").open("a") as file:
            file.write(line)
        return line

    @contextmanager
    def session(self, key: str) -> Iterator[Terminal]:
        """A terminal of 80×24 whose session came in with that key."""
        child = pexpect.spawn(
            "ssh",
            ["-tt", "-F", "/dev/null", "-i", str(self.folder / key), "-p", str(self.port),
             "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no",
             "-o", f"UserKnownHostsFile={self.folder / 'known_hosts'}", "-o", "LogLevel=ERROR",
             f"{getpass.getuser()}@127.0.0.1"],
            dimensions=(24, 80), env={"TERM": "xterm-256color", "PATH": "/usr/bin:/bin"},
            timeout=None,
        )  # fmt: skip
        child.delaybeforesend = None
        try:
            yield Terminal(child, 80, 24)
        finally:
            child.close(force=True)


@contextmanager
def ssh_server(folder: Path, home: Path, inbox: Path) -> Iterator[Server]:
    """Serve the office in `home`: every session runs soptui there and nothing else."""
    folder.mkdir(mode=0o700)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "host")],
                   check=True)  # fmt: skip
    port = _free_port()
    command = folder / "soptui.sh"
    command.write_text(
        f"#!/bin/sh\ncd {REPOSITORY} && exec {sys.executable} -m soptui"
        f" --home {home} --inbox {inbox}\n"
    )
    command.chmod(0o755)
    config = folder / "sshd_config"
    config.write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder / 'host'}\nPidFile none\n"
        f"AuthorizedKeysFile {folder / 'authorized_keys'}\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin prohibit-password\nDisableForwarding yes\n"
        f"PermitUserRC no\nExposeAuthInfo yes\nForceCommand exec {command}\n"
    )
    Path("/run/sshd").mkdir(exist_ok=True) if getpass.getuser() == "root" else None
    server = subprocess.Popen([str(SSHD), "-D", "-e", "-f", str(config)], stderr=subprocess.PIPE)
    try:
        _wait_for(port, server)
        yield Server(port, folder)
    finally:
        server.terminate()
        server.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until it answers; AssertionError with what it wrote when it ends instead."""
    while server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError(server.communicate()[1].decode())
