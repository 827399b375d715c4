"""Mastodon against `mastodon_mock`, a stateful mock by other people: no real server is installable.

It runs where `SOPTUI_MASTODON` names the program. Unlike Mastodon it keeps idempotency keys for
ever, counts addresses in full, and leaves a post's pictures as they are when it is edited.
"""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from soptui.channels.connecting import connect
from soptui.channels.contract import Absent, Channel, Job, Receipt
from soptui.errors import Unknown, Unreachable
from soptui.sop.manifest import ChannelText
from tests.channels.making import Originals
from tests.real.lossy import Lossy

PROGRAM = os.environ.get("SOPTUI_MASTODON", "")
TOKEN = "mock_token"
TEXT = "Pelatihan las dibuka & 312 pelamar <hadir>\n\nSelengkapnya: https://contoh.example/a"

pytestmark = pytest.mark.skipif(not PROGRAM, reason="no mastodon_mock here (SOPTUI_MASTODON)")


@pytest.fixture
def server() -> Iterator[str]:
    """A new one in memory; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [PROGRAM, "serve", "--in-memory", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(address, process)
            yield address
        finally:
            process.kill()


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    (tmp_path / "originals").mkdir()
    return Originals(tmp_path / "originals")


def channel(server: str, line: httpx.BaseTransport | None = None, token: str = TOKEN) -> Channel:
    made = connect("mastodon", {"server": server}, token, transport=line)
    made._wait = lambda _seconds: None  # type: ignore[attr-defined]
    return made


def job(originals: Originals, text: str = TEXT, photos: int = 2) -> Job:
    media = [originals.real_photo(640, 360 + number) for number in range(photos)]
    return originals.job(media=media, channels=(ChannelText("mastodon", text),))


def posts(server: str) -> list[dict[str, Any]]:
    """What stands in the account."""
    with httpx.Client(base_url=server, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        me = client.get("/api/v1/accounts/verify_credentials").json()["id"]
        answer = client.get(f"/api/v1/accounts/{me}/statuses")
    return list(answer.raise_for_status().json())


def test_it_stands_there_as_it_was_approved(server: str, originals: Originals) -> None:
    mastodon, work = channel(server), job(originals)
    assert mastodon.check().startswith("@")  # type: ignore[attr-defined]
    before = len(posts(server))
    receipt = mastodon.deliver(work)
    assert len(posts(server)) == before + 1
    newest = posts(server)[0]
    assert receipt == Receipt(newest["url"], newest["id"])
    assert [one["description"] for one in newest["media_attachments"]] == ["Alt", "Alt"]
    assert "312 pelamar" in newest["content"]


def test_a_lost_answer_is_found_by_looking(server: str, originals: Originals) -> None:
    work = job(originals)
    assert channel(server).reconcile(work) == Absent()
    before = len(posts(server))
    with pytest.raises(Unknown):
        channel(server, Lossy("/api/v1/statuses")).deliver(work)
    assert len(posts(server)) == before + 1
    found = channel(server).reconcile(work)
    assert isinstance(found, Receipt)
    assert channel(server).deliver(work) == found  # the same key: the same post
    assert len(posts(server)) == before + 1


def test_it_is_corrected_and_taken_down(server: str, originals: Originals) -> None:
    mastodon = channel(server)
    before = len(posts(server))
    receipt = mastodon.deliver(job(originals))
    corrected = job(originals, "Ralat: 321 pelamar", photos=1)
    for _again in range(2):
        assert mastodon.correct(corrected, receipt) == receipt
    assert "321" in posts(server)[0]["content"]
    assert len(posts(server)) == before + 1
    for _again in range(2):
        mastodon.withdraw(corrected, receipt)
    assert len(posts(server)) == before


def test_a_token_that_is_none_waits(server: str, originals: Originals) -> None:
    with pytest.raises(Unreachable, match="token"):
        channel(server, token="bukan").deliver(job(originals))


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + 30
    while monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{address}/api/v1/instance", timeout=1)
        except httpx.TransportError:
            sleep(0.05)
        else:
            return
    raise AssertionError("mastodon_mock does not answer")
