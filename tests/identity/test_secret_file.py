from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from soptui.errors import IdentityError, StorageError
from soptui.identity.secret_file import SecretFile

WRITER = """
import sys
from pathlib import Path
from soptui.identity.keyring_file import FileKeyring
keyring = FileKeyring(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    keyring.set_password("s", f"{sys.argv[2]}-{number}", "x" * number)
"""

KILLED_BEFORE_REPLACE = """
import os, signal, sys
from pathlib import Path
from soptui.identity.secret_file import SecretFile
sys.addaudithook(lambda event, _: event == "os.rename" and os.kill(os.getpid(), signal.SIGKILL))
with SecretFile(Path(sys.argv[1])).changing() as items:
    items["s"] = {"head": "new"}
"""

DISK_FULL = """
import resource, sys
from pathlib import Path
from soptui.errors import StorageError
from soptui.identity.secret_file import SecretFile
resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))
try:
    with SecretFile(Path(sys.argv[1])).changing() as items:
        items["s"] = {"head": "new"}
except StorageError:
    sys.exit(42)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a private file may be, in a folder that the program makes."""
    return tmp_path / "secrets" / "keyring.json"


def put(path: Path, text: str = "old") -> None:
    with SecretFile(path).changing() as items:
        items["s"] = {"head": text}


def run(script: str, path: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", script, str(path)], timeout=60, check=False)


def test_what_was_written_is_read(path):
    put(path)
    assert SecretFile(path).read() == {"s": {"head": "old"}}


def test_no_file_and_no_folder_are_no_items(path):
    assert SecretFile(path).read() == {}
    assert not path.parent.exists(), "reading makes nothing"


def test_only_the_account_may_read_the_file_and_the_folder(path):
    before = os.umask(0)
    try:
        put(path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_an_error_inside_a_change_writes_nothing(path):
    put(path)
    with pytest.raises(KeyError), SecretFile(path).changing() as items:
        items.clear()
        raise KeyError
    assert SecretFile(path).read() == {"s": {"head": "old"}}


def test_two_processes_at_once_lose_nothing(path):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for name in ("a", "b")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    names = {f"{name}-{number}" for name in "ab" for number in range(40)}
    assert SecretFile(path).read()["s"].keys() == names


def test_a_lock_that_is_kept_is_told_and_not_waited_for_for_ever(path):
    put(path)
    with SecretFile(path).changing() as items:
        items["s"]["head"] = "mine"
        with (
            pytest.raises(IdentityError, match="nothing was changed"),
            SecretFile(path, patience=0).changing(),
        ):
            pytest.fail("two had the lock")
    assert SecretFile(path).read() == {"s": {"head": "mine"}}


def test_a_kill_before_the_replacement_leaves_the_old_file(path):
    put(path)
    assert run(KILLED_BEFORE_REPLACE, path).returncode == -signal.SIGKILL
    assert (path.parent / "keyring.json.new").exists(), "it was killed in the moment that is meant"
    assert SecretFile(path).read() == {"s": {"head": "old"}}
    put(path, "newer")
    assert SecretFile(path).read() == {"s": {"head": "newer"}}
    assert [entry.name for entry in path.parent.iterdir()] == ["keyring.json"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(path):
    put(path)
    assert run(DISK_FULL, path).returncode == 42
    assert SecretFile(path).read() == {"s": {"head": "old"}}
    assert [entry.name for entry in path.parent.iterdir()] == ["keyring.json"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "secrets").write_text("a file in its place")
    with pytest.raises(StorageError, match="could not be written"):
        put(tmp_path / "secrets" / "deeper" / "keyring.json")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o610, 0o666])
def test_a_file_that_others_may_open_is_refused(path, mode):
    put(path)
    path.chmod(mode)
    with pytest.raises(IdentityError, match="Other accounts") as refusal:
        SecretFile(path).read()
    assert "600" in refusal.value.remedy
    with pytest.raises(IdentityError, match="Other accounts"):
        put(path, "new")
    path.chmod(0o600)
    assert SecretFile(path).read() == {"s": {"head": "old"}}


def test_a_folder_that_others_may_open_is_refused(path):
    put(path)
    path.parent.chmod(0o770)
    with pytest.raises(IdentityError, match="Other accounts") as refusal:
        SecretFile(path).read()
    assert "700" in refusal.value.remedy


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_belongs_to_another_account_is_refused(path, which):
    put(path)
    os.chown(path if which == "file" else path.parent, 65534, 65534)
    with pytest.raises(IdentityError, match="another account"):
        SecretFile(path).read()


@pytest.mark.skipif(os.geteuid() == 0, reason="to root nothing belongs to another account here")
def test_the_systems_folders_are_refused():
    with pytest.raises(IdentityError, match="another account"):
        SecretFile(Path("/usr/keyring.json")).read()


def test_a_link_in_place_of_the_file_is_refused(path, tmp_path):
    put(path)
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(IdentityError, match="is a link"):
        SecretFile(path).read()


def test_a_link_in_place_of_the_folder_is_refused(path, tmp_path):
    put(path)
    path.parent.rename(tmp_path / "elsewhere")
    path.parent.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(IdentityError, match="is a link"):
        SecretFile(path).read()


def test_a_pipe_in_place_of_the_file_is_refused_at_once(path):
    path.parent.mkdir(mode=0o700)
    os.mkfifo(path, 0o600)
    with pytest.raises(IdentityError, match="something else"):
        SecretFile(path).read()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "\x00",
        json.dumps({"version": 2, "items": {}}),
        json.dumps({"version": 1, "items": []}),
        json.dumps({"version": 1, "items": {"s": "text"}}),
        json.dumps({"version": 1, "items": {"s": {"head": 1}}}),
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_told_and_left_as_it_is(path, content):
    put(path)
    path.write_text(content)
    with pytest.raises(IdentityError, match="damaged"):
        put(path, "new")
    assert path.read_text() == content
