"""What the server says about a session, and what is no such word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from soptui.errors import InvalidInput
from soptui.identity.signing import PublicKey
from soptui.identity.ssh_session import MOST_BYTES, VARIABLE, read_key_line, session_keys

KEY = PublicKey(bytes(range(32)))
LINE = KEY.openssh("budi@kantor")


def said(tmp_path: Path, text: str) -> tuple[str, ...]:
    file = tmp_path / "auth"
    file.write_text(text)
    return session_keys({VARIABLE: str(file)})


def test_the_key_of_the_session_is_read(tmp_path: Path) -> None:
    assert said(tmp_path, f"publickey {LINE}\n") == (KEY.fingerprint,)
    assert said(tmp_path, f"password\npublickey {LINE}\n") == (KEY.fingerprint,)


@pytest.mark.parametrize(
    "text",
    ["", "password\n", "publickey\n", f"hostbased {LINE}\n", "publickey ssh-ed25519 AAAA\n",
     f"publickey ssh-rsa {LINE.split()[1]}\n", "\x00" * 100, "publickey " + "A" * MOST_BYTES],
)  # fmt: skip
def test_anything_else_says_nothing(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text) == ()


@pytest.mark.parametrize("place", ["", "missing", "folder", "link", "pipe", "with\x00zero"])
def test_a_place_that_is_no_plain_file_says_nothing(tmp_path: Path, place: str) -> None:
    path = tmp_path / place if place else ""
    if place == "folder":
        (tmp_path / place).mkdir()
    elif place == "link":
        (tmp_path / "real").write_text(f"publickey {LINE}\n")
        (tmp_path / place).symlink_to(tmp_path / "real")
    elif place == "pipe":
        os.mkfifo(tmp_path / place)
    assert session_keys({VARIABLE: str(path)}) == ()
    assert session_keys({}) == ()


def test_a_pasted_line_is_read() -> None:
    assert read_key_line(f"  {LINE} \n") == (KEY.fingerprint, "budi@kantor")


@pytest.mark.parametrize("line", ["", "ssh-ed25519", "bukan kunci", "-----BEGIN PRIVATE KEY"])
def test_what_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(InvalidInput, match="not the line"):
        read_key_line(line)
